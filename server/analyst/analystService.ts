import {readFile} from "node:fs/promises";
import {setTimeout as sleep} from "node:timers/promises";
import {writeWhole} from "../../loaders/archive/writeWhole.js";
import {Analyst} from "../../src/core/analyst/analyst.js";
import type {AnalystCounts} from "../../src/core/analyst/analystCounts.js";
import {ENDED} from "../../src/core/messages/events.js";
import {codecOf, type Encoding} from "../../src/core/messages/messagesCodec.js";
import type {TopicName} from "../../src/core/messages/topics.js";
import type {Log, LogEntry, LogMessage, Producer} from "../log/log.js";
import {oneLine} from "../userError.js";
import {Endings} from "./endings.js";

export interface AnalystServiceOptions {
  log: Log;
  /** what the topics are called in the log */
  topics: Record<TopicName, string>;
  /** where its state is kept: one small file */
  stateFile: string;
  encoding?: Encoding;
  /** ms between two notes of the state */
  saveMs?: number;
  retryMs?: number;
  report?: (line: string) => void;
}

/** The first line of the state's file, as JSON; `Analyst.snapshot` follows it. */
interface State {
  version: 2;
  positions: {topic: string; partition: number; offset: number}[];
  /** sessions whose end was told and that are still waited for */
  ending: string[];
}

const LINE_END = "\n".charCodeAt(0);

/**
 * Runs the analyst over the log: telemetry in, events out, each under its session's key. State and position are noted
 * together after the events up to there are acknowledged, so a restart may say an event a second time (it has the same
 * key and content and takes its own place), but never leaves one out.
 */
export class AnalystService {
  private analyst = new Analyst();
  private endings = new Endings();
  private failure: string | null = null;
  private readonly readers = {protobuf: codecOf("protobuf").reader(), json: codecOf("json").reader()};

  constructor(private readonly options: AnalystServiceOptions) {}

  get status(): {counts: AnalystCounts; failure: string | null} {
    return {counts: {...this.analyst.counts}, failure: this.failure};
  }

  /** Runs until `signal` aborts; after a failure it begins again from the last note. */
  async run(signal: AbortSignal): Promise<void> {
    const {retryMs = 2000, report = () => {}} = this.options;
    while (!signal.aborted) {
      try {
        await this.consume(signal);
        return;
      } catch (error) {
        if (signal.aborted) return;
        this.failure = oneLine(error);
        report(`analyst: ${this.failure}; beginning again`);
        await sleep(retryMs, undefined, {signal}).catch(() => {});
      }
    }
  }

  private async consume(signal: AbortSignal): Promise<void> {
    const {log, topics, saveMs = 2000} = this.options;
    const {state, analyst} = (await this.read()) ?? {analyst: new Analyst()};
    this.analyst = analyst;
    this.endings = new Endings(state?.ending);
    const positions = new Map(state?.positions.map((p) => [`${p.topic} ${p.partition}`, p]));
    const producer = await log.producer();
    const from = positions.size > 0 ? [...positions.values()] : "earliest";
    const consumer = await log.consume({topics: [topics.telemetry, topics["session-events"]], from, signal});
    this.failure = null;
    let saved = performance.now();
    let failed: unknown = null;
    const ender = setInterval(() => {
      for (const id of this.endings.due(performance.now())) this.analyst.end(id);
      this.tell(producer).catch((error) => (failed ??= error));
    }, 500);
    try {
      for await (const entries of consumer) {
        for (const entry of entries) this.take(entry);
        this.hear(entries);
        const {topic, partition, offset} = entries.at(-1)!;
        positions.set(`${topic} ${partition}`, {topic, partition, offset: offset + 1});
        this.endings.trim();
        if (failed) throw failed;
        await this.tell(producer);
        if (performance.now() - saved < saveMs) continue;
        saved = performance.now();
        await this.save(producer, [...positions.values()]);
      }
      await this.save(producer, [...positions.values()]);
    } finally {
      clearInterval(ender);
      await consumer.close();
      await producer.close();
    }
  }

  private take({key, value, headers, topic, partition, offset}: LogEntry): void {
    const codec = codecOf(headers.encoding);
    try {
      if (topic !== this.options.topics.telemetry) {
        if (codec.decodeEvent("session-events", value).kind === ENDED) this.endings.tell(key);
        return;
      }
      this.analyst.sample(key, this.readers[codec.encoding].read(value));
    } catch (error) {
      // a message that nobody can read must not stop the rest
      if (!(error instanceof RangeError)) throw error;
      this.options.report?.(`analyst: ${topic} ${partition}@${offset}: ${error.message}`);
    }
  }

  private hear(entries: readonly LogEntry[]): void {
    if (entries[0].topic !== this.options.topics.telemetry) return;
    const now = performance.now();
    const behind = now - Date.now();
    for (const {key, timestamp} of entries) this.endings.sample(key, timestamp + behind, now);
  }

  private async tell(producer: Producer): Promise<void> {
    const {topics, encoding = "protobuf"} = this.options;
    const codec = codecOf(encoding);
    const byTopic = new Map<string, LogMessage[]>();
    for (const {sessionId, event} of this.analyst.drain()) {
      const messages = byTopic.get(topics[event.topic]) ?? [];
      byTopic.set(topics[event.topic], messages);
      const headers = {sessionId, userId: "", encoding};
      messages.push({key: sessionId, value: codec.encodeEvent(event), headers, timestamp: Date.now()});
    }
    await Promise.all([...byTopic].map(([topic, messages]) => producer.send(topic, messages)));
  }

  private async save(producer: Producer, positions: State["positions"]): Promise<void> {
    await producer.flush();
    const snapshot = this.analyst.snapshot();
    const state: State = {version: 2, positions, ending: this.endings.pending()};
    await writeWhole(this.options.stateFile, Buffer.concat([Buffer.from(`${JSON.stringify(state)}\n`), snapshot]));
  }

  /** The last note; one that cannot be read (damaged, of another version) is told, and everything is analysed again. */
  private async read(): Promise<{state: State; analyst: Analyst} | undefined> {
    try {
      const bytes = await readFile(this.options.stateFile);
      const end = bytes.indexOf(LINE_END);
      const state = JSON.parse(bytes.toString("utf8", 0, end)) as State;
      return {state, analyst: Analyst.restore(bytes.subarray(end + 1))};
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") {
        this.options.report?.(`analyst: ${oneLine(error)}: analysing the log again from its beginning`);
      }
      return undefined;
    }
  }
}
