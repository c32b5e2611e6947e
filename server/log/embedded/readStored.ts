import type {LogEntry} from "../log.js";
import type {Partition} from "./partition.js";
import {Reader} from "./reader.js";

/** The stored entries `from` … `to` − 1 of a partition. Ends at its present end, and where retention deletes the rest. */
export async function* readStored(partition: Partition, from: number, to: number): AsyncGenerator<LogEntry[]> {
  const end = Math.min(to, partition.next);
  const reader = new Reader(partition, from);
  try {
    while (reader.offset < end) {
      const entries = await reader.read();
      if (entries.length === 0) return;
      const wanted = entries[entries.length - 1].offset < end ? entries : entries.filter(({offset}) => offset < end);
      if (wanted.length > 0) yield wanted;
    }
  } finally {
    await reader.close();
  }
}
