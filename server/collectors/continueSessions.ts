import type {DatagramBatch} from "../../src/core/capture/batch.js";
import {decodeBundle, encodeBundle} from "../../src/core/capture/datagramBundle.js";
import type {Log} from "../log/log.js";
import {catchUp, RestoredTelemetry} from "./catchUp.js";
import type {SeenSession} from "./liveSessions.js";
import {type OffsetRange, partitionRanges, readRange} from "./offsetRange.js";
import type {Publisher} from "./publisher.js";

/** Bundles may be in the log out of the order of their arrival by this much, ms. */
const DISORDER_MS = 2000;

export interface ContinueOptions {
  log: Log;
  topics: {datagrams: string; telemetry: string};
  publisher: Publisher;
  /** as last published */
  running: readonly SeenSession[];
}

/**
 * Continues the running sessions of games that have no session UID, after the process that collected them has ended. Their clocks and
 * lap counts are those of the decoders, so the publisher decodes again what the log has since they began. Sends the telemetry that had
 * not reached the log.
 */
export async function continueSessions({log, topics, publisher, running}: ContinueOptions): Promise<void> {
  const earliest = new Map<string, SeenSession>();
  for (const seen of running) {
    const known = earliest.get(seen.collector);
    if (seen.uid === "" && !(known && isBefore(known.began, seen.began))) earliest.set(seen.collector, seen);
  }
  for (const {collector, began, lastSeen} of earliest.values()) {
    const telemetry = new RestoredTelemetry();
    for (const range of await partitionRanges(log, topics.datagrams)) {
      const last = await offsetAt(log, topics.datagrams, range, lastSeen - DISORDER_MS);
      if (!(await hasKey(log, topics.datagrams, {...range, from: last}, collector))) continue;
      const from = await offsetAt(log, topics.datagrams, range, Math.floor(began.seconds * 1000 + began.nanos / 1e6));
      for await (const entries of readRange(log, topics.datagrams, {...range, from}))
        for (const {key, value} of entries) {
          const batch = key === collector && arrivedSince(decodeBundle(value), began);
          if (batch) telemetry.add(publisher.restore(collector, batch));
        }
    }
    // telemetry already published stays published, even if its datagrams were lost
    await catchUp(publisher, telemetry, log, topics.telemetry, {skip: false});
  }
}

async function hasKey(log: Log, topic: string, range: OffsetRange, wanted: string): Promise<boolean> {
  for await (const entries of readRange(log, topic, range)) if (entries.some(({key}) => key === wanted)) return true;
  return false;
}

/** The first offset of a range whose entry is not earlier than `ms`. */
async function offsetAt(log: Log, topic: string, {partition, from, next}: OffsetRange, ms: number): Promise<number> {
  let [low, high] = [from, next];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    let isEarlier = false;
    for await (const [entry] of log.read({topic, partition, from: middle, to: middle + 1}))
      isEarlier = entry.timestamp < ms;
    if (isEarlier) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The datagrams of a batch that arrived then or later. */
function arrivedSince(batch: DatagramBatch, began: SeenSession["began"]): DatagramBatch | undefined {
  let first = 0;
  while (first < batch.count && isBefore({seconds: batch.seconds[first], nanos: batch.nanos[first]}, began)) first++;
  if (first === batch.count) return undefined;
  return first === 0 ? batch : decodeBundle(encodeBundle(batch, first));
}

function isBefore(a: SeenSession["began"], b: SeenSession["began"]): boolean {
  return a.seconds < b.seconds || (a.seconds === b.seconds && a.nanos < b.nanos);
}
