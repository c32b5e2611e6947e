import {decodeBundle} from "../../src/core/capture/datagramBundle.js";
import type {Log, LogEntry} from "../log/log.js";
import {catchUp, FIRST_LOOK, MadeTelemetry, partitions, type Stretch, stretch, WIDER} from "./catchUp.js";
import type {Series} from "./collector.js";
import type {Publisher} from "./publisher.js";

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
  const telemetry = new MadeTelemetry();
  for await (const entries of stretch(log, topics.datagrams, begun)) {
    for (const entry of entries) {
      const number = numberOf(entry, series.key);
      // a bundle that was sent again after a failure
      if (number === undefined || number < next) continue;
      const batch = decodeBundle(entry.value);
      next = number + batch.count;
      telemetry.add(publisher.again(series.key, batch));
    }
  }
  await catchUp(publisher, telemetry, log, topics.telemetry);
  series.startAt(next);
  return next;
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

function numberOf({key, headers}: LogEntry, wanted: string): number | undefined {
  return key === wanted && headers.number !== undefined ? Number(headers.number) : undefined;
}
