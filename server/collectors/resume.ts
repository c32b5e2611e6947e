import {decodeBundle} from "../../src/core/capture/datagramBundle.js";
import type {Log, LogEntry} from "../log/log.js";
import {catchUp, RestoredTelemetry} from "./catchUp.js";
import type {DatagramSeries} from "./collector.js";
import {looksBack, type OffsetRange, partitionRanges, readRange} from "./offsetRange.js";
import type {Publisher} from "./publisher.js";

export interface ResumeOptions {
  log: Log;
  topics: {datagrams: string; telemetry: string};
  publisher: Publisher;
  series: DatagramSeries;
}

/**
 * Continues a series whose collector was killed. The publisher decodes again what the log has of it, which restores its sessions, and
 * sends the telemetry that had not reached the log; the series then begins behind its last datagram in the log. A series that was begun
 * several times continues the last one. If it was killed before its first bundle was in the log, it starts again, and telemetry of that
 * bundle may be in the log twice.
 *
 * @returns datagrams of the series in the log
 */
export async function resume({log, topics, publisher, series}: ResumeOptions): Promise<number> {
  const logged = await rangeOfSeries(log, topics.datagrams, series.key);
  if (!logged) return 0;
  let next = 0;
  const telemetry = new RestoredTelemetry();
  for await (const entries of readRange(log, topics.datagrams, logged)) {
    for (const entry of entries) {
      const number = numberOf(entry, series.key);
      // a bundle that was sent again after a failure
      if (number === undefined || number < next) continue;
      const batch = decodeBundle(entry.value);
      next = number + batch.count;
      telemetry.add(publisher.restore(series.key, batch));
    }
  }
  await catchUp(publisher, telemetry, log, topics.telemetry);
  series.startAt(next);
  return next;
}

/** From the last bundle numbered 0 of that key to the end of its partition; all of the partition when retention has removed that bundle. */
async function rangeOfSeries(log: Log, topic: string, key: string): Promise<OffsetRange | undefined> {
  for (const range of await partitionRanges(log, topic)) {
    for (const look of looksBack(range)) {
      let begin: number | undefined;
      let hasSome = false;
      for await (const entries of readRange(log, topic, look)) {
        for (const entry of entries) {
          const number = numberOf(entry, key);
          hasSome ||= number !== undefined;
          if (number === 0) begin = entry.offset;
        }
      }
      if (begin !== undefined) return {...range, from: begin};
      if (look.isAll && hasSome) return range;
    }
  }
  return undefined;
}

function numberOf({key, headers}: LogEntry, wanted: string): number | undefined {
  return key === wanted && headers.number !== undefined ? Number(headers.number) : undefined;
}
