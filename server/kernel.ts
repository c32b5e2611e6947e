import {setMaxListeners} from "node:events";
import {hostname} from "node:os";
import {basename, join} from "node:path";
import {type Command, markMessage} from "../src/core/messages/events.js";
import type {TopicName} from "../src/core/messages/topics.js";
import {AlertHooks} from "./alerts/alertHooks.js";
import {AlertRules} from "./analyst/alertRules.js";
import {AnalystService} from "./analyst/analystService.js";
import {earlierPitLosses} from "./analyst/earlierPitLosses.js";
import {atMost} from "./atMost.js";
import {continueSessions} from "./collectors/continueSessions.js";
import {Publisher} from "./collectors/publisher.js";
import {applyCommand, isSimulator} from "./control/applyCommand.js";
import {isForHost, makeCommand} from "./control/command.js";
import {Commander} from "./control/commander.js";
import {saveMark} from "./control/marks.js";
import {gameSources} from "./games/gameSources.js";
import {KernelHealth} from "./kernelHealth.js";
import type {KernelOptions} from "./kernelOptions.js";
import type {KernelStats} from "./kernelStats.js";
import {ConsumerProgress} from "./log/consumerProgress.js";
import {topicNames} from "./log/kafka/config.js";
import {named} from "./log/named.js";
import {topicSpecs} from "./log/topics.js";
import {LogHealth} from "./logHealth.js";
import {type RecentEvents, recentEvents} from "./recentEvents.js";
import {QualityLog} from "./recorder/qualityLog.js";
import {withRecordedLedger} from "./recorder/recordedLedger.js";
import {idsOf, recordedSessions} from "./recorder/recordedSessions.js";
import {Recorder} from "./recorder/recorder.js";
import {messageCodec} from "./relay/codec.js";
import {Relay} from "./relay/relay.js";
import {relaySource} from "./relay/relaySource.js";
import {RemoteSessions} from "./remoteSessions.js";
import {latestSessionStatuses, ledgerIn} from "./sessionStatus.js";
import {SILENT_MS} from "./silence.js";
import {type SimulateOptions, Sources} from "./sources.js";
import {oneLine, UserError} from "./userError.js";

/** How long `close` waits for the log, ms. */
const FLUSH_MS = 5000;

/** Everything that runs beside the pages: the sources, which write to the log, and the log's consumers. */
export class Kernel {
  private readonly stop = new AbortController();
  private readonly running: Promise<unknown>[] = [];
  private alertHooks: AlertHooks | undefined;

  private constructor(
    private readonly options: KernelOptions,
    private readonly host: string,
    private readonly publisher: Publisher,
    private readonly sources: Sources,
    private readonly recorder: Recorder,
    private readonly analyst: AnalystService,
    private readonly commander: Commander,
    readonly relay: Relay,
    readonly health: KernelHealth,
  ) {
    setMaxListeners(0, this.stop.signal);
  }

  /** Starts everything. When the UDP port cannot be opened, `stats` has the reason and the rest runs. */
  static async start(options: KernelOptions): Promise<Kernel> {
    const {
      log,
      topics = topicNames({}),
      specs = topicSpecs().map((spec) => ({...spec, name: topics[spec.name as TopicName]})),
      encoding,
      userId,
      recordings,
      udpPort,
      host = hostname(),
      report = () => {},
      silentMs,
      endedMs,
    } = options;
    await log.createTopics(specs);
    const progress = new ConsumerProgress(log);
    const limits = {...(silentMs !== undefined && {silentMs}), ...(endedMs !== undefined && {endedMs})};
    const recorded = await recordedSessions(recordings);
    const idOf = idsOf(recorded, silentMs ?? SILENT_MS);
    const statuses = recorded.size > 0 ? await latestSessionStatuses(log, topics.sessions) : [];
    const publisher = new Publisher({
      ...{producer: await log.producer(), topics, encoding, userId, report, idOf, ...limits},
      ledgerOf: (id) => ledgerIn(statuses, id),
    });
    const logHealth = new LogHealth(() => publisher.stats());
    const sources = new Sources({publisher, recordings, report, receiver: options.receiver});
    const recorder = new Recorder({
      log: progress.follow(named(log, "recorder"), "recorder"),
      topic: topics.datagrams,
      recordings,
      recorded: options.recorded,
      report,
      ...limits,
    });
    const stateFile = join(recordings, ".analyst");
    const rules = new AlertRules(recordings, report);
    const analystLog = progress.follow(named(log, "analyst"), "analyst");
    const analyst = new AnalystService({
      ...{log: analystLog, topics, encoding, rules, stateFile, report},
      earlierLosses: (session) => earlierPitLosses(session, {recordings, report}),
    });
    const remoteSessions = new RemoteSessions({log, topic: topics.sessions, report});
    const relay = new Relay({
      source: relaySource(progress.follow(log, "relay"), {nameOf: (topic) => topics[topic], report}),
      codec: messageCodec(),
      sessions: () => {
        const own = publisher.sessions();
        return [...remoteSessions.sessions(own), ...own].map((seen) => withRecordedLedger(seen, recorder));
      },
      acknowledged: (session) => publisher.acknowledged(session),
      recording: () => recorder.status.error ?? logHealth.failure(),
      log: report,
    });
    const commander = await Commander.open({
      log,
      topic: topics.commands,
      encoding,
      host,
      // A session that is collected on another machine is reported there.
      apply: (command) => {
        const collected = publisher.sessions().some(({session}) => session.id === command.sessionId);
        return applyCommand(command, {
          sources,
          recordings,
          ...(collected && {publish: (session, message) => publisher.publishEvent(session, message)}),
        });
      },
      report,
    });
    const health = new KernelHealth({
      ...{log, topics: Object.values(topics), logHealth, recorder, analyst, progress},
    });
    const kernel = new Kernel(options, host, publisher, sources, recorder, analyst, commander, relay, health);
    const {signal} = kernel.stop;
    const quality = new QualityLog({
      recordings,
      skipped: () => relay.stats().framesSkipped,
      sessions: () =>
        publisher.sessions().flatMap((seen) => {
          const {session, ledger, ended} = withRecordedLedger(seen, recorder);
          const latencies = relay.takeLatencies(session.id) ?? {log: [], stream: [], relay: []};
          return ended ? [] : [{id: session.id, sessionTime: publisher.timeOf(session.id), ledger, latencies}];
        }),
    });
    quality.start();
    signal.addEventListener("abort", () => quality.stop(), {once: true});
    kernel.running.push(recorder.run(signal), analyst.run(signal), commander.run(signal), remoteSessions.run(signal));
    if (options.alertHooks) {
      kernel.alertHooks = new AlertHooks({
        log: progress.follow(log, "alert hooks"),
        ...{topics, config: options.alertHooks, recordings, report},
      });
      kernel.running.push(kernel.alertHooks.run(signal));
    }
    if (options.games) {
      const names = (await gameSources(options.games)).map(({name}) => name);
      const running = statuses.filter(({session, collector}) => recorded.has(session.id) && names.includes(collector));
      await continueSessions({log, topics, publisher, running}).catch((error) =>
        report(`sessions not continued: ${oneLine(error)}`),
      );
    }
    if (udpPort !== null) await sources.listen(udpPort, options.udpHost, options.forward ?? []);
    if (options.games) await sources.watch(options.games);
    return kernel;
  }

  /** Starts a simulator as a source, which drives until it is ended; returns its name. */
  simulate(options: SimulateOptions = {}): string {
    const name = this.sources.simulate(options);
    this.logCommand({command: "start", source: `${this.host}:${name}`, speed: options.speed});
    return name;
  }

  /** Replays a capture or an archived session as a source; returns its name. Throws a UserError when there is none. */
  async replay(pathOrSession: string, {speed}: {speed?: number} = {}): Promise<string> {
    const name = await this.sources.replay(pathOrSession, {speed});
    this.logCommand({command: "replay", source: `${this.host}:${basename(pathOrSession)}`, speed});
    return name;
  }

  /** Ends a source; false when there is none of that name. */
  async end(name: string): Promise<boolean> {
    const ended = await this.sources.end(name);
    if (ended) this.logCommand({command: "stop", source: `${this.host}:${name}`});
    return ended;
  }

  /** Sets a mark in a session: in the archive, in the log, and on open pages. Throws for an unknown session. */
  async mark(request: {sessionId: string; note?: string; sessionTime?: number}): Promise<void> {
    const command = makeCommand({...request, command: "mark"});
    const {publisher, relay} = this;
    const sessions = [...publisher.sessions().map(({session}) => session), ...relay.stats().sessions];
    const known = sessions.some(({id}) => id === command.sessionId);
    const saved = await saveMark(this.options.recordings, command, Date.now());
    if (!known && !saved) throw new UserError(`unknown session: ${command.sessionId}`);
    // A message for a session that is not running would make it appear as running.
    if (known) publisher.publishEvent(command.sessionId, markMessage(command));
    await this.commander.send(command);
  }

  /** Applies a command for this machine, and sends it to other machines (`gamepc:…`, or `*` for all). */
  async command(command: Command): Promise<void> {
    if (command.command === "mark") return this.mark(command);
    const {sources, options} = this;
    if (isForHost(this.host, command)) await applyCommand(command, {sources, recordings: options.recordings});
    await this.commander.send(command);
  }

  /** The name of a running simulator. */
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
      alertHooks: this.alertHooks?.status ?? null,
      sessions: this.publisher.sessions().map((seen) => withRecordedLedger(seen, this.recorder)),
      udpError: this.sources.udpError,
    };
  }

  /** Laps, alerts and predictions of a session that the log still has, at most some thousands. */
  recentEvents(sessionId: string): Promise<RecentEvents> {
    return recentEvents(this.options.log, this.options.topics ?? topicNames({}), sessionId);
  }

  /** Ends the sources, waits up to 5 s until the log has acknowledged everything, then ends its consumers and the log. */
  async close(): Promise<void> {
    const flushed = this.sources.close().then(() => {
      this.publisher.publishStatus();
      return this.publisher.flush();
    });
    await atMost(FLUSH_MS, flushed);
    const {queuedBytes, failure} = this.publisher.stats();
    if (queuedBytes > 0)
      this.options.report?.(`${queuedBytes} bytes did not reach the log${failure ? `: ${failure}` : ""}`);
    this.publisher.abandon();
    await this.relay.stop();
    this.stop.abort();
    this.health.close();
    // Without a broker, the consumers would wait without end.
    await atMost(FLUSH_MS, Promise.all(this.running));
    await atMost(FLUSH_MS, this.options.log.close());
  }

  /** Records in the log a command that was applied here; a failure is only reported. */
  private logCommand(request: Parameters<typeof makeCommand>[0]): void {
    const {report = () => {}} = this.options;
    try {
      this.commander.send(makeCommand(request)).catch((error) => report(`commands: ${oneLine(error)}`));
    } catch (error) {
      report(`commands: ${oneLine(error)}`);
    }
  }
}
