import {appendFile, readFile} from "node:fs/promises";
import {join} from "node:path";
import {writeWhole} from "../../loaders/archive/writeWhole.js";
import {SEVERITIES, type Severity} from "../../src/core/messages/events.js";
import {codecOf} from "../../src/core/messages/messagesCodec.js";
import {eventKey, type TopicName} from "../../src/core/messages/topics.js";
import {jsonObject} from "../jsonObject.js";
import type {Log, LogEntry, LogOffset} from "../log/log.js";
import {retry} from "../retry.js";
import {decodeSessionStatus} from "../sessionStatus.js";
import {oneLine} from "../userError.js";
import {hookBody, type SentAlert} from "./hookBody.js";
import type {AlertHook, AlertHooksConfig} from "./hookConfig.js";
import {type PostOptions, post} from "./post.js";

export interface AlertHooksOptions extends Omit<PostOptions, "signal"> {
  log: Log;
  /** names of the topics in the log */
  topics: Record<TopicName, string>;
  config: AlertHooksConfig;
  /** folder of the archive: positions and what was not delivered are kept there */
  recordings: string;
  report?: (line: string) => void;
}

/** Figures of the hooks; addresses hold secrets and are not among them. */
export interface AlertHooksStatus {
  /** the least urgent that is sent */
  least: Severity;
  hooks: {
    name: AlertHook["name"];
    posted: number;
    waiting: number;
    undelivered: number;
    /** why the last undelivered one was given up; null: none was */
    failure: string | null;
  }[];
}

/** Alerts that could not be delivered, a JSON object a line. */
export const UNDELIVERED_FILE = "alerts-undelivered.jsonl";
const STATE_FILE = ".alert-hooks";
/** Alerts of one hook that wait while it does not answer. */
const MOST_WAITING = 100;
/** Alerts remembered so that a repetition in the log is not sent again, and sessions whose drivers are known. */
const MOST_KNOWN = 2000;
const MOST_SESSIONS = 2048;

/** A body that is to be posted. */
interface Waiting {
  hook: AlertHook["name"];
  body: string;
}

interface State {
  version: 1;
  positions: LogOffset[];
  /** identities of alerts that were taken */
  known: string[];
  waiting: Waiting[];
}

/**
 * Posts alerts of the log to hooks. It is a reader of its own, so a hook that is slow or gone delays nothing else; what it cannot deliver after
 * its retries is written to a file. Positions and what still waits are saved: a restart omits nothing,
 * and repeats only a post whose answer had not come when it stopped. Without a saved position it begins with new alerts.
 */
export class AlertHooks {
  private readonly known = new Set<string>();
  private readonly positions = new Map<string, LogOffset>();
  private readonly drivers = new Map<string, ReadonlyMap<number, string>>();
  private readonly waiting = new Map<AlertHook["name"], Waiting[]>();
  private readonly sending = new Map<AlertHook["name"], Promise<void>>();
  private readonly posted = new Map<AlertHook["name"], number>();
  private readonly failed = new Map<AlertHook["name"], {posts: number; reason: string}>();
  private saving: Promise<void> = Promise.resolve();

  constructor(private readonly options: AlertHooksOptions) {}

  /** How it goes, since the start. */
  get status(): AlertHooksStatus {
    const {hooks, least} = this.options.config;
    return {
      least,
      hooks: hooks.map(({name}) => ({
        name,
        posted: this.posted.get(name) ?? 0,
        waiting: this.waiting.get(name)?.length ?? 0,
        undelivered: this.failed.get(name)?.posts ?? 0,
        failure: this.failed.get(name)?.reason ?? null,
      })),
    };
  }

  /** Runs until `signal` aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const {report = () => {}} = this.options;
    await retry(signal, () => this.consume(signal), {
      retryMs: 2000,
      onFailure: (error) => report(`alert hooks: ${oneLine(error)}; restarting`),
    });
    await Promise.all(this.sending.values());
    await this.saving;
  }

  private async consume(signal: AbortSignal): Promise<void> {
    const {log, topics} = this.options;
    await this.load();
    const read = [topics["strategy-alerts"], topics.sessions];
    const from = this.positions.size > 0 ? [...this.positions.values()] : "latest";
    const consumer = await log.consume({topics: read, from, signal});
    this.sendAll(signal);
    try {
      for await (const entries of consumer) {
        for (const entry of entries) this.take(entry);
        const {topic, partition, offset} = entries.at(-1)!;
        this.positions.set(`${topic} ${partition}`, {topic, partition, offset: offset + 1});
        if (topic === topics.sessions) continue;
        this.save();
        this.sendAll(signal);
      }
    } finally {
      await consumer.close();
    }
  }

  private take(entry: LogEntry): void {
    const {topics, config, report = () => {}} = this.options;
    if (entry.topic === topics.sessions) {
      this.noteDrivers(entry);
      return;
    }
    try {
      const alert = codecOf(entry.headers.encoding).decodeEvent("strategy-alerts", entry.value);
      const key = `${entry.key}/${eventKey(alert)}`;
      if (this.known.has(key) || SEVERITIES.indexOf(alert.severity) < SEVERITIES.indexOf(config.least)) return;
      this.known.add(key);
      if (this.known.size > MOST_KNOWN) this.known.delete(this.known.values().next().value!);
      const sent: SentAlert = {
        sessionId: entry.key,
        driver: this.drivers.get(entry.key)?.get(alert.car) ?? "",
        alert,
      };
      for (const {name} of config.hooks) this.add({hook: name, body: hookBody(name, sent, config.pages)});
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      report(`alert hooks: ${entry.topic} ${entry.partition}@${entry.offset}: ${error.message}`);
    }
  }

  private noteDrivers(entry: LogEntry): void {
    const seen = decodeSessionStatus(entry);
    if (!seen) return;
    this.drivers.delete(entry.key);
    this.drivers.set(entry.key, new Map(seen.session.drivers.map(({car, name}) => [car, name])));
    if (this.drivers.size > MOST_SESSIONS) this.drivers.delete(this.drivers.keys().next().value!);
  }

  private add(one: Waiting): void {
    const list = this.waiting.get(one.hook) ?? [];
    this.waiting.set(one.hook, list);
    list.push(one);
    // the first one is being sent
    if (list.length > MOST_WAITING) this.giveUp(list.splice(1, 1)[0], "too many wait");
  }

  private sendAll(signal: AbortSignal): void {
    for (const hook of this.options.config.hooks) {
      if (this.sending.has(hook.name)) continue;
      const sending = this.send(hook, signal).finally(() => this.sending.delete(hook.name));
      this.sending.set(hook.name, sending);
    }
  }

  /** Posts what waits for a hook, one after the other. */
  private async send(hook: AlertHook, signal: AbortSignal): Promise<void> {
    const list = this.waiting.get(hook.name) ?? [];
    this.waiting.set(hook.name, list);
    while (list.length > 0 && !signal.aborted) {
      const [one] = list;
      let reason: string | undefined;
      try {
        reason = await post(hook.url, one.body, {...this.options, signal});
      } catch {
        // stopped: it is sent after the restart
        return;
      }
      list.shift();
      if (reason !== undefined) this.giveUp(one, reason);
      else this.posted.set(hook.name, 1 + (this.posted.get(hook.name) ?? 0));
      this.save();
    }
  }

  private giveUp({hook, body}: Waiting, reason: string): void {
    const {recordings, report = () => {}} = this.options;
    this.failed.set(hook, {posts: 1 + (this.failed.get(hook)?.posts ?? 0), reason});
    report(`alert hooks: ${hook}: ${reason}; kept in ${UNDELIVERED_FILE}`);
    const line = JSON.stringify({time: new Date().toISOString(), hook, reason, body: jsonObject(body) ?? body});
    this.saving = this.saving
      .then(() => appendFile(join(recordings, UNDELIVERED_FILE), `${line}\n`))
      .catch((error) => report(`alert hooks: ${UNDELIVERED_FILE}: ${oneLine(error)}`));
  }

  private save(): void {
    const {recordings, report = () => {}} = this.options;
    this.saving = this.saving
      .then(() => {
        const state: State = {
          version: 1,
          positions: [...this.positions.values()],
          known: [...this.known],
          waiting: [...this.waiting.values()].flat(),
        };
        return writeWhole(join(recordings, STATE_FILE), JSON.stringify(state));
      })
      .catch((error) => report(`alert hooks: ${STATE_FILE}: ${oneLine(error)}`));
  }

  private async load(): Promise<void> {
    if (this.positions.size > 0) return;
    const text = await readFile(join(this.options.recordings, STATE_FILE), "utf8").catch(() => "");
    const state = jsonObject(text) as State | undefined;
    if (state?.version !== 1) return;
    for (const position of state.positions) this.positions.set(`${position.topic} ${position.partition}`, position);
    for (const key of state.known) this.known.add(key);
    for (const one of state.waiting) this.add(one);
  }
}
