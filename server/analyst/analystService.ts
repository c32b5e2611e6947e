import {readFile} from "node:fs/promises";
import {writeWhole} from "../../loaders/archive/writeWhole.js";
import {Analyst, type AnalystOptions} from "../../src/core/analyst/analyst.js";
import type {AnalystCounts} from "../../src/core/analyst/analystCounts.js";
import {UNKNOWN_TRACK} from "../../src/core/archive/types.js";
import {isRace} from "../../src/core/laps/gaps.js";
import {playerOf} from "../../src/core/live/timeline/archivedAlerts.js";
import type {LiveSession} from "../../src/core/live/timeline/liveSource.js";
import {ENDED} from "../../src/core/messages/events.js";
import {codecOf, type Encoding} from "../../src/core/messages/messagesCodec.js";
import type {TopicName} from "../../src/core/messages/topics.js";
import type {SeenSession} from "../collectors/liveSessions.js";
import type {Log, LogEntry, LogMessage, Producer} from "../log/log.js";
import {retry} from "../retry.js";
import {decodeSessionStatus, latestSessionStatuses} from "../sessionStatus.js";
import {oneLine} from "../userError.js";
import type {AlertRules} from "./alertRules.js";
import {EndedSessions} from "./endedSessions.js";
import {EventGate, type OutgoingEvent} from "./eventGate.js";

export interface AnalystServiceOptions {
  log: Log;
  /** names of the topics in the log */
  topics: Record<TopicName, string>;
  /** file of its state */
  stateFile: string;
  encoding?: Encoding;
  /** rules of alerts; absent: none are evaluated */
  rules?: AlertRules;
  /** losses of pit visits in earlier sessions of a session's track, s; absent: predictions begin with what is usual */
  earlierLosses?: (session: LiveSession) => Promise<readonly number[]>;
  /** interval of saving the state, ms */
  saveMs?: number;
  retryMs?: number;
  report?: (line: string) => void;
}

/** First line of the state file, as JSON; `Analyst.snapshot` follows. */
interface State {
  version: 2;
  positions: {topic: string; partition: number; offset: number}[];
  /** see EndedSessions.pending */
  ending: string[];
}

/** Saving takes at most a twentieth of the time: of a thousand sessions the state is 40 MB. */
const SAVES_APART = 20;
/** Sessions whose user is remembered. */
const MOST_USERS = 2048;
/** Interval of looking for changed alert rules, ms. */
const RULES_MS = 2000;
const LINE_END = "\n".charCodeAt(0);

/**
 * Runs the analyst over the log: reads telemetry and writes events, each under its session's key. State and positions are
 * saved together, after all events up to there are acknowledged. A restart may therefore write an event again, with the same
 * key and content, but never omits one.
 */
export class AnalystService {
  private analyst = new Analyst();
  private ended = new EndedSessions();
  private failure: string | null = null;
  /** by session, from its telemetry's header */
  private readonly users = new Map<string, string>();
  /** the player's car by session; null: a spectator's */
  private readonly players = new Map<string, number | null>();
  /** see AnalystServiceOptions.earlierLosses, by session; null while they are read */
  private readonly losses = new Map<string, readonly number[] | null>();
  private readonly readers = {protobuf: codecOf("protobuf").reader(), json: codecOf("json").reader()};

  constructor(private readonly options: AnalystServiceOptions) {}

  get status(): {counts: AnalystCounts; failure: string | null} {
    return {counts: {...this.analyst.counts}, failure: this.failure};
  }

  /** Runs until `signal` aborts; after a failure it restarts from the last saved state. */
  async run(signal: AbortSignal): Promise<void> {
    const {retryMs = 2000, report = () => {}} = this.options;
    await retry(signal, () => this.consume(signal), {
      retryMs,
      onFailure: (error) => {
        this.failure = oneLine(error);
        report(`analyst: ${this.failure}; restarting`);
      },
    });
  }

  private async consume(signal: AbortSignal): Promise<void> {
    const {log, topics, rules, saveMs = 2000} = this.options;
    let program = await rules?.read();
    const {state, analyst} = (await this.read({rules: program})) ?? {analyst: new Analyst({rules: program})};
    const readsSessions = Boolean(rules || this.options.earlierLosses);
    if (readsSessions) for (const seen of await latestSessionStatuses(log, topics.sessions)) this.noteSession(seen);
    this.analyst = analyst;
    this.ended = new EndedSessions(state?.ending);
    const positions = new Map(state?.positions.map((p) => [`${p.topic} ${p.partition}`, p]));
    const producer = await log.producer();
    const from = positions.size > 0 ? [...positions.values()] : "earliest";
    const read = [topics.telemetry, topics["session-events"], ...(readsSessions ? [topics.sessions] : [])];
    const consumer = await log.consume({topics: read, from, signal});
    const {telemetry} = topics;
    const gate = await EventGate.open({log, telemetry, topics, signal, report: this.options.report});
    this.failure = null;
    let saved = performance.now();
    let tookMs = 0;
    let failed: unknown = null;
    const changeTimer = setInterval(async () => {
      const now = await rules?.read();
      if (now === program) return;
      program = now;
      this.analyst.setRules(now);
      this.options.report?.("analyst: alert rules have changed");
    }, RULES_MS);
    const endTimer = setInterval(() => {
      for (const id of this.ended.due(performance.now())) this.analyst.end(id);
      this.sendEvents(producer, gate).catch((error) => (failed ??= error));
    }, 500);
    try {
      for await (const entries of consumer) {
        for (const entry of entries) this.take(entry);
        this.noteSamples(entries);
        const {topic, partition, offset} = entries.at(-1)!;
        positions.set(`${topic} ${partition}`, {topic, partition, offset: offset + 1});
        this.ended.trim();
        if (failed) throw failed;
        await this.sendEvents(producer, gate);
        const began = performance.now();
        if (began - saved < Math.max(saveMs, SAVES_APART * tookMs) || !gate.settled) continue;
        await this.save(producer, [...positions.values()]);
        saved = performance.now();
        tookMs = saved - began;
      }
      if (gate.settled) await this.save(producer, [...positions.values()]);
    } finally {
      clearInterval(endTimer);
      clearInterval(changeTimer);
      await gate.close();
      await consumer.close();
      await producer.close();
    }
  }

  private take({key, value, headers, topic, partition, offset}: LogEntry): void {
    const codec = codecOf(headers.encoding);
    try {
      const {topics} = this.options;
      if (topic === topics.sessions) {
        const seen = decodeSessionStatus({key, value});
        if (seen) this.noteSession(seen);
        return;
      }
      if (topic !== topics.telemetry) {
        const message = codec.decodeEvent("session-events", value);
        if (message.kind === ENDED) this.ended.report(key);
        else this.analyst.message(key, message);
        return;
      }
      if (!this.users.has(key)) this.noteUser(key, headers.userId);
      const player = this.players.get(key);
      if (player !== undefined) this.analyst.setPlayer(key, player);
      const losses = this.losses.get(key);
      if (losses) this.analyst.setEarlierLosses(key, losses);
      this.analyst.sample(key, this.readers[codec.encoding].read(value));
    } catch (error) {
      // An invalid message must not stop the others.
      if (!(error instanceof RangeError)) throw error;
      this.options.report?.(`analyst: ${topic} ${partition}@${offset}: ${error.message}`);
    }
  }

  private noteUser(session: string, user = ""): void {
    this.users.set(session, user);
    if (this.users.size > MOST_USERS) this.users.delete(this.users.keys().next().value!);
  }

  private noteSession({session}: SeenSession): void {
    const {id, playerCar, drivers} = session;
    this.players.set(id, playerOf(playerCar, drivers));
    if (this.players.size > MOST_USERS) this.players.delete(this.players.keys().next().value!);
    this.readLosses(session);
  }

  /** Reads once what earlier sessions of the track show; samples do not wait for it. */
  private readLosses(session: LiveSession): void {
    const {earlierLosses, report = () => {}} = this.options;
    if (!earlierLosses || this.losses.has(session.id)) return;
    // the first packets do not say it yet
    if (!isRace(session.type) || session.track.name === UNKNOWN_TRACK) return;
    this.losses.set(session.id, null);
    if (this.losses.size > MOST_USERS) this.losses.delete(this.losses.keys().next().value!);
    earlierLosses(session).then(
      (losses) => void this.losses.set(session.id, losses),
      (error) => report(`analyst: pit losses of earlier sessions: ${oneLine(error)}`),
    );
  }

  private noteSamples(entries: readonly LogEntry[]): void {
    if (entries[0].topic !== this.options.topics.telemetry) return;
    const now = performance.now();
    const behind = now - Date.now();
    for (const {key, timestamp} of entries) this.ended.sample(key, timestamp + behind, now);
  }

  private async sendEvents(producer: Producer, gate: EventGate): Promise<void> {
    const {topics, encoding = "protobuf"} = this.options;
    const codec = codecOf(encoding);
    const events = this.analyst.drain().map(({sessionId, event}): OutgoingEvent => {
      const headers = {sessionId, userId: this.users.get(sessionId) ?? "", encoding};
      const message = {key: sessionId, value: codec.encodeEvent(event), headers, timestamp: Date.now()};
      return {event, topic: topics[event.topic], message};
    });
    const byTopic = new Map<string, LogMessage[]>();
    for (const {topic, message} of gate.pass(events)) {
      const messages = byTopic.get(topic) ?? [];
      byTopic.set(topic, messages);
      messages.push(message);
    }
    await Promise.all([...byTopic].map(([topic, messages]) => producer.send(topic, messages)));
  }

  private async save(producer: Producer, positions: State["positions"]): Promise<void> {
    await producer.flush();
    const snapshot = this.analyst.snapshot();
    const state: State = {version: 2, positions, ending: this.ended.pending()};
    await writeWhole(this.options.stateFile, Buffer.concat([Buffer.from(`${JSON.stringify(state)}\n`), snapshot]));
  }

  /** The last saved state. If it is damaged or of another version, this is reported and the whole log is analysed again. */
  private async read(options: AnalystOptions): Promise<{state: State; analyst: Analyst} | undefined> {
    try {
      const bytes = await readFile(this.options.stateFile);
      const end = bytes.indexOf(LINE_END);
      const state = JSON.parse(bytes.toString("utf8", 0, end)) as State;
      return {state, analyst: Analyst.restore(bytes.subarray(end + 1), options)};
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") {
        this.options.report?.(`analyst: ${oneLine(error)}: analysing the log again from its beginning`);
      }
      return undefined;
    }
  }
}
