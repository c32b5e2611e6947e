import {setMaxListeners} from "node:events";
import {hostname} from "node:os";
import {basename, join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import type {Command} from "../src/core/messages/events.js";
import {markMessage} from "../src/core/messages/events.js";
import type {Encoding} from "../src/core/messages/messagesCodec.js";
import type {TopicName} from "../src/core/messages/topics.js";
import {AnalystService} from "./analyst/analystService.js";
import {lastAnnouncements} from "./announcement.js";
import type {CollectorStats} from "./collectors/collector.js";
import type {ForwardStats} from "./collectors/forward.js";
import type {Here} from "./collectors/here.js";
import type {SeenSession} from "./collectors/liveSessions.js";
import {Publisher, type PublisherStats} from "./collectors/publish.js";
import {takeUp} from "./collectors/takeUp.js";
import {isFor, makeCommand} from "./control/command.js";
import {Commander, type CommanderStats} from "./control/commander.js";
import {keepMark} from "./control/marks.js";
import {isSimulator, obey} from "./control/obey.js";
import {Elsewhere} from "./elsewhere.js";
import type {Endpoint} from "./endpoint.js";
import {gameSources} from "./games/gameSources.js";
import type {GamesConfig} from "./games/gamesConfig.js";
import {topicNames} from "./log/kafka/config.js";
import type {Log, TopicDescription, TopicSpec} from "./log/log.js";
import {named} from "./log/named.js";
import {topicSpecs} from "./log/topics.js";
import {LogHealth} from "./logHealth.js";
import {idsOf, recordedSessions} from "./recorder/recordedSessions.js";
import {Recorder, type RecorderStatus} from "./recorder/recorder.js";
import {messageCodec} from "./relay/codec.js";
import {logSource} from "./relay/logSource.js";
import {Relay, type RelayStats} from "./relay/relay.js";
import {SILENT_MS} from "./silence.js";
import {type SimulateOptions, Sources} from "./sources.js";
import {oneLine, UserError} from "./userError.js";

export interface KernelOptions {
  log: Log;
  /** what the topics are called; by default as in TOPICS */
  topics?: Record<TopicName, string>;
  /** partitions and retention under those names; by default those of TOPICS */
  specs?: readonly TopicSpec[];
  /** of telemetry and events */
  encoding?: Encoding;
  /** the archive */
  recordings: string;
  /** told of a session that was recorded to its end */
  recorded?: (id: string) => void;
  /** port the games send to; null listens to none */
  udpPort: number | null;
  /** one address to listen on; absent: all */
  udpHost?: string;
  /** further tools that get the raw datagrams of that port */
  forward?: readonly Endpoint[];
  /** games of other kinds that are looked for; absent: none */
  games?: GamesConfig;
  /** what commands call this machine */
  host?: string;
  /** how captures name it, where others produce to the same log */
  here?: Here;
  /** see RecorderOptions: how long a session may be silent before it is over, ms */
  silentMs?: number;
  endedMs?: number;
  report?: (line: string) => void;
}

export interface KernelStats {
  collectors: Record<string, CollectorStats>;
  /** what all collectors together brought into the log */
  collector: Pick<PublisherStats, "framesCollected" | "framesPublished" | "errors" | "bytesSent">;
  publisher: PublisherStats;
  /** by target of UDP_FORWARD */
  forwarded: ForwardStats[];
  recorder: RecorderStatus;
  analyst: AnalystService["status"];
  relay: RelayStats;
  commands: CommanderStats;
  sessions: SeenSession[];
  /** why the UDP port is not listened to, null when it is */
  udpError: string | null;
}

/** How long the log may take for what still waits at the end. */
const FLUSH_MS = 5000;

/** What runs beside the pages: sources into the log, and the log's consumers. */
export class Kernel {
  private readonly stop = new AbortController();
  private readonly running: Promise<unknown>[] = [];

  private constructor(
    private readonly options: KernelOptions,
    private readonly host: string,
    private readonly publisher: Publisher,
    private readonly sources: Sources,
    private readonly recorder: Recorder,
    private readonly analyst: AnalystService,
    private readonly commander: Commander,
    private readonly health: LogHealth,
    readonly relay: Relay,
  ) {
    setMaxListeners(0, this.stop.signal);
  }

  /** Starts everything. A UDP port that cannot be had is told by `stats`, and stops nothing else. */
  static async start(options: KernelOptions): Promise<Kernel> {
    const {
      log,
      topics = topicNames({}),
      specs = topicSpecs().map((spec) => ({...spec, name: topics[spec.name as TopicName]})),
      encoding,
      recordings,
      udpPort,
      host = hostname(),
      report = () => {},
      silentMs,
      endedMs,
    } = options;
    await log.createTopics(specs);
    const limits = {...(silentMs !== undefined && {silentMs}), ...(endedMs !== undefined && {endedMs})};
    const recorded = await recordedSessions(recordings);
    const idOf = idsOf(recorded, silentMs ?? SILENT_MS);
    const publisher = new Publisher({producer: await log.producer(), topics, encoding, report, idOf, ...limits});
    const health = new LogHealth(() => publisher.stats());
    const sources = new Sources({publisher, recordings, report, here: options.here});
    const recorder = new Recorder({
      log: named(log, "recorder"),
      topic: topics.datagrams,
      recordings,
      recorded: options.recorded,
      report,
      ...limits,
    });
    const stateFile = join(recordings, ".analyst");
    const analyst = new AnalystService({log: named(log, "analyst"), topics, encoding, stateFile, report});
    const elsewhere = new Elsewhere({log, topic: topics.sessions, report});
    const relay = new Relay({
      source: logSource(log, {nameOf: (topic) => topics[topic], report}),
      codec: messageCodec(),
      sessions: () => {
        const own = publisher.sessions();
        return [...elsewhere.sessions(own), ...own];
      },
      acknowledged: (session) => publisher.acknowledged(session),
      recording: () => recorder.status.error ?? health.failure(),
      log: report,
    });
    const commander = await Commander.open({
      log,
      topic: topics.commands,
      encoding,
      host,
      // of a session collected elsewhere its own kernel tells
      obey: (command) => {
        const collected = publisher.sessions().some(({session}) => session.id === command.sessionId);
        return obey(command, {
          sources,
          recordings,
          ...(collected && {say: (session, message) => publisher.say(session, message)}),
        });
      },
      report,
    });
    const kernel = new Kernel(options, host, publisher, sources, recorder, analyst, commander, health, relay);
    const {signal} = kernel.stop;
    kernel.running.push(recorder.run(signal), analyst.run(signal), commander.run(signal), elsewhere.run(signal));
    if (options.games) {
      const names = (await gameSources(options.games)).map(({name}) => name);
      const announced = recorded.size > 0 ? await lastAnnouncements(log, topics.sessions) : [];
      const running = announced.filter(({session, collector}) => recorded.has(session.id) && names.includes(collector));
      await takeUp({log, topics, publisher, running}).catch((error) => report(`not taken up: ${oneLine(error)}`));
    }
    if (udpPort !== null) await sources.listen(udpPort, options.udpHost, options.forward ?? []);
    if (options.games) await sources.watch(options.games);
    return kernel;
  }

  /** Starts the simulator as a source, which drives until it is ended; returns its name. */
  simulate(options: SimulateOptions = {}): string {
    const name = this.sources.simulate(options);
    this.tell({command: "start", source: `${this.host}:${name}`, speed: options.speed});
    return name;
  }

  /** Replays a capture or an archived session as a source; returns its name. Throws a UserError when there is none. */
  async replay(pathOrSession: string, {speed}: {speed?: number} = {}): Promise<string> {
    const name = await this.sources.replay(pathOrSession, {speed});
    this.tell({command: "replay", source: `${this.host}:${basename(pathOrSession)}`, speed});
    return name;
  }

  /** Ends a source; false when there is none of that name. */
  async end(name: string): Promise<boolean> {
    const ended = await this.sources.end(name);
    if (ended) this.tell({command: "stop", source: `${this.host}:${name}`});
    return ended;
  }

  /** Sets a mark in a session: it is kept in the archive, and everyone hears of it. Throws for a session that nobody knows. */
  async mark(request: {sessionId: string; note?: string; sessionTime?: number}): Promise<void> {
    const command = makeCommand({...request, command: "mark"});
    const {publisher, relay} = this;
    const sessions = [...publisher.sessions().map(({session}) => session), ...relay.stats().sessions];
    const known = sessions.some(({id}) => id === command.sessionId);
    const kept = await keepMark(this.options.recordings, command, Date.now());
    if (!known && !kept) throw new UserError(`unknown session: ${command.sessionId}`);
    // a session that does not run must not come to life by it
    if (known) publisher.say(command.sessionId, markMessage(command));
    await this.commander.tell(command);
  }

  /** Does or passes on what a command says: to this machine, to another one (`gamepc:…`), or to all (`*`). */
  async command(command: Command): Promise<void> {
    if (command.command === "mark") return this.mark(command);
    const {sources, options} = this;
    if (isFor(this.host, command)) await obey(command, {sources, recordings: options.recordings});
    await this.commander.tell(command);
  }

  /** The name of a simulator that drives now. */
  simulator(): string | undefined {
    return this.sources.names().find(isSimulator);
  }

  stats(): KernelStats {
    const publisher = this.publisher.stats();
    const {framesCollected, framesPublished, errors, bytesSent} = publisher;
    return {
      collectors: this.sources.stats(),
      collector: {framesCollected, framesPublished, errors, bytesSent},
      publisher,
      forwarded: this.sources.forwards(),
      recorder: this.recorder.status,
      analyst: this.analyst.status,
      relay: this.relay.stats(),
      commands: this.commander.stats(),
      sessions: this.publisher.sessions(),
      udpError: this.sources.udpError,
    };
  }

  /** This kernel's topics as the log describes them; none when it does not answer within a second. */
  async topics(): Promise<TopicDescription[]> {
    const {log, topics = topicNames({})} = this.options;
    const names = new Set<string>(Object.values(topics));
    const asked = log.describeTopics().catch(() => []);
    const all = await Promise.race([asked, sleep(1000, [], {ref: false})]);
    return all.filter(({name}) => names.has(name));
  }

  /** What is not well now, a line each; none when all is. */
  complaints(): string[] {
    const {recorder, analyst} = this;
    const own = [
      ["recorder", recorder.status.error],
      ["analyst", analyst.status.failure],
    ].flatMap(([part, reason]) => (reason ? [`${part}: ${reason}`] : []));
    const failure = this.health.failure();
    return failure ? [failure, ...own] : own;
  }

  /** Ends the sources, waits until the log has everything, or has had 5 s for it, then ends its consumers and the log. */
  async close(): Promise<void> {
    const handedOn = this.sources.close().then(() => this.publisher.flush());
    await atMost(FLUSH_MS, handedOn);
    const {queuedBytes, failure} = this.publisher.stats();
    if (queuedBytes > 0)
      this.options.report?.(`${queuedBytes} bytes did not reach the log${failure ? `: ${failure}` : ""}`);
    this.publisher.abandon();
    await this.relay.stop();
    this.stop.abort();
    this.health.close();
    // what waits for brokers that are away would wait for ever
    await atMost(FLUSH_MS, Promise.all(this.running));
    await atMost(FLUSH_MS, this.options.log.close());
  }

  /** What was done here is said in the log; when the log does not take it, it is done all the same. */
  private tell(request: Parameters<typeof makeCommand>[0]): void {
    const {report = () => {}} = this.options;
    try {
      this.commander.tell(makeCommand(request)).catch((error) => report(`commands: ${oneLine(error)}`));
    } catch (error) {
      report(`commands: ${oneLine(error)}`);
    }
  }
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  await Promise.race([work, sleep(ms, undefined, {ref: false})]);
}
