import {join} from "node:path";
import {AnalystService} from "../../../server/analyst/analystService.js";
import type {Collector} from "../../../server/collectors/collector.js";
import {Publisher} from "../../../server/collectors/publisher.js";
import {replayCollector} from "../../../server/collectors/replayCollector.js";
import {resume} from "../../../server/collectors/resume.js";
import {openEmbeddedLog} from "../../../server/log/embedded/embeddedLog.js";
import {topicNames} from "../../../server/log/kafka/config.js";
import type {Log} from "../../../server/log/log.js";
import {topicSpecs} from "../../../server/log/topics.js";
import {Recorder} from "../../../server/recorder/recorder.js";

// What a kill test runs, in a process of its own (child.ts) and, after the kill, in the test's.

export const topics = topicNames({});

export interface Place {
  /** holds `log` and `recordings` */
  folder: string;
  capture: string;
  speed: number;
}

export const recordingsOf = ({folder}: Pick<Place, "folder">) => join(folder, "recordings");
export const logOf = ({folder}: Pick<Place, "folder">) => join(folder, "log");

export async function openLog(place: Pick<Place, "folder">): Promise<Log> {
  const log = await openEmbeddedLog(logOf(place));
  await log.createTopics(topicSpecs());
  return log;
}

/** Arrival by the datagram's number instead of by the clock: two runs can then be compared byte for byte. */
function numbered(collector: Collector): Collector {
  return {
    name: collector.name,
    patient: collector.patient,
    series: collector.series,
    stats: () => collector.stats(),
    close: () => collector.close(),
    async *[Symbol.asyncIterator]() {
      for await (const batch of collector) {
        for (let i = 0; i < batch.count; i++) {
          const ms = 5 * (collector.series!.first + i);
          batch.seconds[i] = 1_800_000_000 + Math.floor(ms / 1000);
          batch.nanos[i] = (ms % 1000) * 1e6;
        }
        yield batch;
      }
    },
  };
}

/** Replays the capture into the log, from where it was cut off; resolves to the datagrams that were there. */
export async function collectInto(log: Log, {capture, speed}: Place, begin = () => {}): Promise<number> {
  const producer = await log.producer();
  const publisher = new Publisher({producer, topics});
  const collector = numbered(await replayCollector(capture, {speed}));
  const there = await resume({log, topics, publisher, series: collector.series!});
  begin();
  await publisher.run(collector);
  await publisher.flush();
  await producer.close();
  return there;
}

export function recorderOf(log: Log, place: Place, silentMs = 300_000, retryMs = 5000): Recorder {
  return new Recorder({
    log,
    topic: topics.datagrams,
    recordings: recordingsOf(place),
    flushMs: 20,
    endedMs: silentMs,
    silentMs,
    retryMs,
  });
}

export function analystOf(log: Log, {folder}: Place): AnalystService {
  return new AnalystService({log, topics, stateFile: join(folder, "analyst"), saveMs: 50});
}
