import type {LapEvent, Prediction, StrategyAlert} from "../src/core/messages/events.js";
import {codecOf} from "../src/core/messages/messagesCodec.js";
import type {TopicName} from "../src/core/messages/topics.js";
import {partitionRanges, readRange} from "./collectors/offsetRange.js";
import type {Log} from "./log/log.js";

/** What the log has of a session, each in order. */
export interface RecentEvents {
  laps: LapEvent[];
  alerts: StrategyAlert[];
  predictions: Prediction[];
}

/** Messages read back from the end of a partition: several races of 22 cars. */
const LOOK_BACK = 8192;

/** Reads the last laps, alerts and predictions of a session from the log. Messages that cannot be decoded are left out. */
export async function recentEvents(
  log: Log,
  topics: Readonly<Record<TopicName, string>>,
  sessionId: string,
): Promise<RecentEvents> {
  const [laps, alerts, predictions] = await Promise.all([
    read<LapEvent>("lap-events"),
    read<StrategyAlert>("strategy-alerts"),
    read<Prediction>("predictions"),
  ]);
  return {laps, alerts, predictions};

  async function read<T>(topic: "lap-events" | "strategy-alerts" | "predictions"): Promise<T[]> {
    const found: T[] = [];
    for (const range of await partitionRanges(log, topics[topic])) {
      const from = Math.max(range.from, range.next - LOOK_BACK);
      for await (const entries of readRange(log, topics[topic], {...range, from}))
        for (const {key, value, headers} of entries) {
          if (key !== sessionId) continue;
          try {
            found.push(codecOf(headers.encoding).decodeEvent(topic, value) as T);
          } catch (error) {
            if (!(error instanceof RangeError)) throw error;
          }
        }
    }
    return found;
  }
}
