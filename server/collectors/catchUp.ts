import type {Log, LogEntry, LogMessage} from "../log/log.js";
import type {Publisher} from "./publisher.js";

/** Entries looked at from a partition's end, then so many times more until what is looked for is among them. */
export const FIRST_LOOK = 256;
export const WIDER = 8;
/** Telemetry that may have been on its way when it stopped: what a publisher keeps waiting at the most. */
const MOST_BYTES = 64 * 2 ** 20;

/** The last telemetry that was made again of datagrams of the log. */
export class MadeTelemetry {
  messages: LogMessage[] = [];
  private bytes = 0;

  add(made: readonly LogMessage[]): void {
    for (const message of made) {
      this.messages.push(message);
      this.bytes += message.value.length;
    }
    if (this.bytes < 2 * MOST_BYTES) return;
    this.messages = this.messages.slice(this.messages.length / 2);
    this.bytes = this.messages.reduce((sum, {value}) => sum + value.length, 0);
  }
}

/**
 * Sends the telemetry that had not reached the log. What the log has beyond the datagrams that it has is not sent again; with `skip`
 * false the next messages are others.
 */
export async function catchUp(
  publisher: Publisher,
  {messages}: MadeTelemetry,
  log: Log,
  topic: string,
  {skip = true}: {skip?: boolean} = {},
): Promise<void> {
  for (const key of new Set(messages.map((message) => message.key))) {
    const own = messages.filter((message) => message.key === key);
    const {missing, ahead} = await seam(own, log, topic);
    publisher.catchUp(key, {missing, ahead: skip ? ahead : 0});
  }
}

/** A stretch of a partition. */
export interface Stretch {
  partition: number;
  from: number;
  /** behind the last */
  next: number;
}

/** Where the telemetry of a session ends in the log, and where that which its datagrams in the log make does. */
interface Seam {
  /** not in the log */
  missing: readonly LogMessage[];
  /** messages of the log that datagrams make which are not in it */
  ahead: number;
}

async function seam(made: readonly LogMessage[], log: Log, topic: string): Promise<Seam> {
  for (const look of await partitions(log, topic)) {
    for (let count = FIRST_LOOK; ; count *= WIDER) {
      const from = Math.max(look.from, look.next - count);
      const logged: LogEntry[] = [];
      for await (const entries of stretch(log, topic, {...look, from}))
        for (const entry of entries) if (entry.key === made[0].key) logged.push(entry);
      const last = logged.at(-1);
      const at = last ? made.findLastIndex((message) => same(message, last)) : -1;
      if (at >= 0) return {missing: made.slice(at + 1), ahead: 0};
      const behind = logged.findLastIndex((message) => same(message, made.at(-1)!));
      if (behind >= 0) return {missing: [], ahead: logged.length - 1 - behind};
      if (from > look.from) continue;
      // its partition, and nothing in common: what is there was made of other datagrams
      if (last) return {missing: [], ahead: 0};
      break;
    }
  }
  return {missing: made, ahead: 0};
}

const same = (a: LogMessage, b: LogMessage) => Buffer.compare(a.value, b.value) === 0;

export async function partitions(log: Log, topic: string): Promise<Stretch[]> {
  const spec = (await log.describeTopics()).find(({name}) => name === topic);
  return (spec?.offsets ?? []).map(({first, next}, partition) => ({partition, from: first, next}));
}

/** Its entries that are still there. */
export function stretch(log: Log, topic: string, {partition, from, next}: Stretch): AsyncIterable<LogEntry[]> {
  return log.read({topic, partition, from, to: next});
}
