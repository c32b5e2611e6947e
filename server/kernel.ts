import {setMaxListeners} from "node:events";
import {join} from "node:path";
import type {Encoding} from "../src/core/live/messagesCodec.js";
import {AnalystService} from "./analyst/analystService.js";
import type {Collector, CollectorStats} from "./collectors/collector.js";
import {Publisher, type PublisherStats, type SeenSession} from "./collectors/publish.js";
import {replayCollector} from "./collectors/replayCollector.js";
import {simulatorCollector} from "./collectors/simulatorCollector.js";
import {udpCollector} from "./collectors/udpCollector.js";
import {topicNames} from "./log/kafka/config.js";
import type {Log} from "./log/log.js";
import {type TopicName, topicSpecs} from "./log/topics.js";
import {Recorder, type RecorderStatus} from "./recorder/recorder.js";
import {messageCodec} from "./relay/codec.js";
import {logSource} from "./relay/logSource.js";
import {Relay, type RelayStats} from "./relay/relay.js";
import {oneLine} from "./userError.js";

export interface KernelOptions {
  log: Log;
  /** what the topics are called; by default as in TOPICS */
  topics?: Record<TopicName, string>;
  /** of telemetry and events */
  encoding?: Encoding;
  /** the archive */
  recordings: string;
  /** port the games send to; null listens to none */
  udpPort: number | null;
  /** one address to listen on; absent: all */
  udpHost?: string;
  /** see RecorderOptions: how long a session may be silent before it is over, ms */
  silentMs?: number;
  endedMs?: number;
  report?: (line: string) => void;
}

export interface KernelStats {
  collectors: Record<string, CollectorStats>;
  publisher: PublisherStats;
  recorder: RecorderStatus;
  analyst: AnalystService["status"];
  relay: RelayStats;
  sessions: SeenSession[];
  /** why the UDP port is not listened to, null when it is */
  udpError: string | null;
}

/** What runs beside the pages: sources into the log, and the log's consumers. */
export class Kernel {
  private readonly stop = new AbortController();
  private readonly running: Promise<unknown>[] = [];
  private readonly collectors = new Map<string, Collector>();
  private udpError: string | null = null;
  private serial = 0;

  private constructor(
    private readonly options: KernelOptions,
    private readonly publisher: Publisher,
    private readonly recorder: Recorder,
    private readonly analyst: AnalystService,
    readonly relay: Relay,
  ) {
    setMaxListeners(0, this.stop.signal);
  }

  /** Starts everything. A UDP port that cannot be had is told by `stats`, and stops nothing else. */
  static async start(options: KernelOptions): Promise<Kernel> {
    const {
      log,
      topics = topicNames({}),
      encoding,
      recordings,
      udpPort,
      udpHost,
      report = () => {},
      silentMs,
      endedMs,
    } = options;
    await log.createTopics(topicSpecs().map((spec) => ({...spec, name: topics[spec.name as TopicName]})));
    const limits = {...(silentMs !== undefined && {silentMs}), ...(endedMs !== undefined && {endedMs})};
    const publisher = new Publisher({producer: await log.producer(), topics, encoding, report, ...limits});
    const recorder = new Recorder({log, topic: topics.datagrams, recordings, report, ...limits});
    const analyst = new AnalystService({
      log,
      topics,
      encoding,
      stateFile: join(recordings, ".analyst.json"),
      report,
    });
    const relay = new Relay({
      source: logSource(log, {nameOf: (topic) => topics[topic], report}),
      codec: messageCodec(),
      sessions: () => publisher.sessions(),
      recording: () => recorder.status.error,
      log: report,
    });
    const kernel = new Kernel(options, publisher, recorder, analyst, relay);
    kernel.running.push(recorder.run(kernel.stop.signal), analyst.run(kernel.stop.signal));
    if (udpPort !== null) {
      try {
        kernel.collect(await udpCollector({port: udpPort, ...(udpHost !== undefined && {host: udpHost})}));
      } catch (error) {
        kernel.udpError = oneLine(error);
        report(kernel.udpError);
      }
    }
    return kernel;
  }

  /** Starts the simulator as a source; returns its name. */
  simulate({driver = "steady", seed, speed = 1}: {driver?: string; seed?: number; speed?: number}): string {
    const name = `simulator:${++this.serial}`;
    this.collect(simulatorCollector({driver, speed, seed: seed ?? this.serial, name}));
    return name;
  }

  /** Replays a capture or an archived session as a source; returns its name. Throws a UserError when there is none. */
  async replay(pathOrSession: string, {speed = 1}: {speed?: number} = {}): Promise<string> {
    const name = `replay:${++this.serial}`;
    this.collect(await replayCollector(pathOrSession, {speed, recordings: this.options.recordings, name}));
    return name;
  }

  /** Ends a source; false when there is none of that name. */
  async end(name: string): Promise<boolean> {
    const collector = this.collectors.get(name);
    await collector?.close();
    return collector !== undefined;
  }

  stats(): KernelStats {
    return {
      collectors: Object.fromEntries([...this.collectors].map(([name, c]) => [name, c.stats()])),
      publisher: this.publisher.stats(),
      recorder: this.recorder.status,
      analyst: this.analyst.status,
      relay: this.relay.stats(),
      sessions: this.publisher.sessions(),
      udpError: this.udpError,
    };
  }

  /** Ends the sources, waits until the log has everything, then ends its consumers and the log. */
  async close(): Promise<void> {
    await Promise.all([...this.collectors.values()].map((collector) => collector.close()));
    await this.publisher.flush();
    await this.relay.stop();
    this.stop.abort();
    await Promise.all(this.running);
    await this.options.log.close();
  }

  private collect(collector: Collector): void {
    const {report = () => {}} = this.options;
    this.collectors.set(collector.name, collector);
    const {warning} = collector.stats();
    if (warning) report(warning);
    this.running.push(
      this.publisher
        .run(collector)
        .catch((error) => report(`${collector.name}: ${oneLine(error)}`))
        .finally(() => this.collectors.delete(collector.name)),
    );
  }
}
