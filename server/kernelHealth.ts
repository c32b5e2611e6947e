import type {AnalystService} from "./analyst/analystService.js";
import {atMost} from "./atMost.js";
import type {ConsumerProgress, Lag} from "./log/consumerProgress.js";
import type {Log, TopicDescription} from "./log/log.js";
import type {LogHealth} from "./logHealth.js";
import type {Recorder} from "./recorder/recorder.js";

/** How long a log may take to say what it holds, ms. */
const DESCRIBE_MS = 1000;
/** A consumer counts as behind when it has not finished a message after this time, s. */
const BEHIND_S = 10;

interface Watched {
  log: Log;
  /** names of this kernel's topics in the log */
  topics: readonly string[];
  logHealth: LogHealth;
  recorder: Recorder;
  analyst: AnalystService;
  progress: ConsumerProgress;
}

/** What a kernel says of its own state. */
export class KernelHealth {
  constructor(private readonly watched: Watched) {}

  /** This kernel's topics; none when the log does not answer within a second. */
  async topics(): Promise<TopicDescription[]> {
    const {log, topics} = this.watched;
    const described = await atMost(DESCRIBE_MS, log.describeTopics()).catch(() => undefined);
    return (described ?? []).filter(({name}) => topics.includes(name));
  }

  /** How far the consumers of the log are behind in these topics; none when the log does not answer within a second. */
  async lags(topics: readonly TopicDescription[]): Promise<Lag[]> {
    const lags = await atMost(DESCRIBE_MS, this.watched.progress.lags(topics)).catch(() => undefined);
    return lags ?? [];
  }

  /** The present problems, one line each. */
  async complaints(): Promise<string[]> {
    const {logHealth, recorder, analyst} = this.watched;
    const failure = logHealth.failure();
    return [
      ...(failure ? [failure] : []),
      ...(recorder.status.error ? [`recorder: ${recorder.status.error}`] : []),
      ...(analyst.status.failure ? [`analyst: ${analyst.status.failure}`] : []),
      ...(await this.lags(await this.topics())).filter(({ageS}) => ageS >= BEHIND_S).map(behind),
    ];
  }

  close(): void {
    this.watched.logHealth.close();
  }
}

function behind({consumer, topic, messages, ageS}: Lag): string {
  return `${consumer}: ${messages} message${messages === 1 ? "" : "s"} of ${topic} behind, the oldest ${Math.round(ageS)} s old`;
}
