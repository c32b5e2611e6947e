import {decodeBundle} from "../../src/core/capture/datagramBundle.js";
import type {Log, LogEntry, LogMessage} from "../log/log.js";
import type {Series} from "./collector.js";
import type {Publisher} from "./publish.js";

/** Entries looked at from a partition's end, then so many times more until what is looked for is among them. */
const FIRST_LOOK = 256;
const WIDER = 8;
/** Telemetry that may have been on its way when it stopped: what a publisher keeps waiting at the most. */
const MOST_BYTES = 64 * 2 ** 20;

export interface ResumeOptions {
  log: Log;
  topics: {datagrams: string; telemetry: string};
  publisher: Publisher;
  series: Series;
}

/**
 * Goes on with a series whose collector was killed: the publisher takes again what the log has of it, so that its sessions stand as
 * they did, sends the telemetry that had not reached the log, and the series begins behind its last datagram there. A series
 * begun several times goes on with the last. Killed before its first bundle was in the log it begins anew, and telemetry of that
 * bundle may stand there twice. Resolves to the number of datagrams that are there, 0 when there are none.
 */
export async function resume({log, topics, publisher, series}: ResumeOptions): Promise<number> {
  const begun = await beginning(log, topics.datagrams, series.key);
  if (!begun) return 0;
  let next = 0;
  let telemetry: LogMessage[] = [];
  let bytes = 0;
  for await (const entries of stretch(log, topics.datagrams, begun)) {
    for (const entry of entries) {
      const number = numberOf(entry, series.key);
      // a bundle that was sent again after a failure
      if (number === undefined || number < next) continue;
      const batch = decodeBundle(entry.value);
      next = number + batch.count;
      for (const message of publisher.again(batch)) {
        telemetry.push(message);
        bytes += message.value.length;
      }
      if (bytes < 2 * MOST_BYTES) continue;
      telemetry = telemetry.slice(telemetry.length / 2);
      bytes = telemetry.reduce((sum, {value}) => sum + value.length, 0);
    }
  }
  for (const key of new Set(telemetry.map((message) => message.key))) {
    const own = telemetry.filter((message) => message.key === key);
    publisher.catchUp(key, await seam(own, log, topics.telemetry));
  }
  series.startAt(next);
  return next;
}

interface Stretch {
  partition: number;
  from: number;
  /** behind the last */
  next: number;
}

/** From the last bundle numbered 0 of that key to the end of its partition; from the partition's first when that is gone. */
async function beginning(log: Log, topic: string, key: string): Promise<Stretch | undefined> {
  for (const look of await partitions(log, topic)) {
    for (let count = FIRST_LOOK; ; count *= WIDER) {
      const from = Math.max(look.from, look.next - count);
      let found: number | undefined;
      let some = false;
      for await (const entries of stretch(log, topic, {...look, from})) {
        for (const entry of entries) {
          const number = numberOf(entry, key);
          some ||= number !== undefined;
          if (number === 0) found = entry.offset;
        }
      }
      if (found !== undefined) return {...look, from: found};
      if (from > look.from) continue;
      if (some) return look;
      break;
    }
  }
  return undefined;
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

async function partitions(log: Log, topic: string): Promise<Stretch[]> {
  const spec = (await log.describeTopics()).find(({name}) => name === topic);
  return (spec?.offsets ?? []).map(({first, next}, partition) => ({partition, from: first, next}));
}

async function* stretch(log: Log, topic: string, {partition, from, next}: Stretch): AsyncGenerator<LogEntry[]> {
  if (from >= next) return;
  // a partition that is not named would be read from its beginning
  const positions = (await partitions(log, topic)).map((p) => ({topic, partition: p.partition, offset: p.next}));
  positions[partition].offset = from;
  const consumer = await log.consume({topics: [topic], from: positions});
  try {
    for await (const entries of consumer) {
      const own = entries.filter((entry) => entry.partition === partition && entry.offset < next);
      if (own.length > 0) yield own;
      if (own.at(-1)?.offset === next - 1) return;
    }
  } finally {
    await consumer.close();
  }
}

function numberOf({key, headers}: LogEntry, wanted: string): number | undefined {
  return key === wanted && headers.number !== undefined ? Number(headers.number) : undefined;
}
