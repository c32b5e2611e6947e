import type {DatagramBatch} from "../../src/core/capture/batch.js";
import {decodeBundle, encodeBundle} from "../../src/core/capture/datagramBundle.js";
import type {Log} from "../log/log.js";
import {catchUp, MadeTelemetry, partitions, type Stretch, stretch} from "./catchUp.js";
import type {SeenSession} from "./liveSessions.js";
import type {Publisher} from "./publisher.js";

/** Bundles are in the log nearly in the order of their arrival, ms. */
const DISORDER_MS = 2000;

export interface TakeUpOptions {
  log: Log;
  topics: {datagrams: string; telemetry: string};
  publisher: Publisher;
  /** as they were announced last */
  running: readonly SeenSession[];
}

/**
 * Goes on with the running sessions of games that give them no UID, after the process that collected them has ended: their clocks
 * and counts of laps are those of our decoders, so the publisher takes again what the log has since they began. Sends the
 * telemetry that had not reached the log.
 */
export async function takeUp({log, topics, publisher, running}: TakeUpOptions): Promise<void> {
  const since = new Map<string, SeenSession>();
  for (const seen of running) {
    const known = since.get(seen.collector);
    if (seen.uid === "" && !(known && isBefore(known.began, seen.began))) since.set(seen.collector, seen);
  }
  for (const {collector, began, lastSeen} of since.values()) {
    const telemetry = new MadeTelemetry();
    for (const look of await partitions(log, topics.datagrams)) {
      const last = await offsetAt(log, topics.datagrams, look, lastSeen - DISORDER_MS);
      if (!(await holds(log, topics.datagrams, {...look, from: last}, collector))) continue;
      const from = await offsetAt(log, topics.datagrams, look, Math.floor(began.seconds * 1000 + began.nanos / 1e6));
      for await (const entries of stretch(log, topics.datagrams, {...look, from}))
        for (const {key, value} of entries) {
          const batch = key === collector && arrivedSince(decodeBundle(value), began);
          if (batch) telemetry.add(publisher.again(collector, batch));
        }
    }
    // what was told of datagrams that are lost is told; what comes now is something else
    await catchUp(publisher, telemetry, log, topics.telemetry, {skip: false});
  }
}

/** Whether the stretch has entries of that key. */
async function holds(log: Log, topic: string, look: Stretch, wanted: string): Promise<boolean> {
  for await (const entries of stretch(log, topic, look)) if (entries.some(({key}) => key === wanted)) return true;
  return false;
}

/** The first offset of a partition with that time or a later one. */
async function offsetAt(log: Log, topic: string, {partition, from, next}: Stretch, ms: number): Promise<number> {
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

/** What of a batch arrived then or later. */
function arrivedSince(batch: DatagramBatch, began: SeenSession["began"]): DatagramBatch | undefined {
  let first = 0;
  while (first < batch.count && isBefore({seconds: batch.seconds[first], nanos: batch.nanos[first]}, began)) first++;
  if (first === batch.count) return undefined;
  return first === 0 ? batch : decodeBundle(encodeBundle(batch, first));
}

function isBefore(a: SeenSession["began"], b: SeenSession["began"]): boolean {
  return a.seconds < b.seconds || (a.seconds === b.seconds && a.nanos < b.nanos);
}
