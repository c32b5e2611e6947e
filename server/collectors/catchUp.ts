import type {Log, LogEntry, LogMessage} from "../log/log.js";
import {looksBack, partitionRanges, readRange} from "./offsetRange.js";
import type {Publisher} from "./publisher.js";

/** Telemetry that may have been on its way when the process ended: as much as a publisher lets wait. */
const MAX_BYTES = 64 * 2 ** 20;

/** The last telemetry that was decoded again from the datagrams of the log. */
export class RestoredTelemetry {
  messages: LogMessage[] = [];
  private bytes = 0;

  add(restored: readonly LogMessage[]): void {
    for (const message of restored) {
      this.messages.push(message);
      this.bytes += message.value.length;
    }
    if (this.bytes < 2 * MAX_BYTES) return;
    this.messages = this.messages.slice(this.messages.length / 2);
    this.bytes = this.messages.reduce((sum, {value}) => sum + value.length, 0);
  }
}

/**
 * Sends the restored telemetry that had not reached the log. Where the log has telemetry of datagrams that it lacks, those datagrams will
 * be sent once more: the messages are then not repeated. `skip` false: the datagrams are lost, and others come next.
 */
export async function catchUp(
  publisher: Publisher,
  {messages}: RestoredTelemetry,
  log: Log,
  topic: string,
  {skip = true}: {skip?: boolean} = {},
): Promise<void> {
  for (const key of new Set(messages.map((message) => message.key))) {
    const own = messages.filter((message) => message.key === key);
    const {missing, ahead} = await compareWithLog(own, log, topic);
    publisher.catchUp(key, {missing, ahead: skip ? ahead : 0});
  }
}

interface Comparison {
  /** restored messages that are not in the log */
  missing: readonly LogMessage[];
  /** messages of the log beyond the last restored one */
  ahead: number;
}

async function compareWithLog(restored: readonly LogMessage[], log: Log, topic: string): Promise<Comparison> {
  for (const range of await partitionRanges(log, topic)) {
    for (const look of looksBack(range)) {
      const logged: LogEntry[] = [];
      for await (const entries of readRange(log, topic, look))
        for (const entry of entries) if (entry.key === restored[0].key) logged.push(entry);
      const last = logged.at(-1);
      const at = last ? restored.findLastIndex((message) => isSame(message, last)) : -1;
      if (at >= 0) return {missing: restored.slice(at + 1), ahead: 0};
      const behind = logged.findLastIndex((message) => isSame(message, restored.at(-1)!));
      if (behind >= 0) return {missing: [], ahead: logged.length - 1 - behind};
      // the session's partition without a common message: its telemetry there is of other datagrams
      if (look.isAll && last) return {missing: [], ahead: 0};
    }
  }
  return {missing: restored, ahead: 0};
}

const isSame = (a: LogMessage, b: LogMessage) => Buffer.compare(a.value, b.value) === 0;
