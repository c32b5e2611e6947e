import type {Ledger, SessionEvent} from "../../src/core/archive/types.js";
import type {DatagramBatch} from "../../src/core/capture/batch.js";
import {encodeBundle} from "../../src/core/capture/datagramBundle.js";
import type {LiveSession, SessionMessage} from "../../src/core/live/liveSource.js";
import {codecOf, type Encoding} from "../../src/core/live/messagesCodec.js";
import {ENDED, plainMessage, sessionMessage} from "../../src/core/live/sessionMessages.js";
import type {FrameContext} from "../../src/core/live/telemetry.js";
import {type SessionIdentity, SourceSplitter} from "../../src/core/session/sourceSplitter.js";
import {GameSplitter} from "../../src/core/sources/gameSplitter.js";
import {type ProtocolIdentity, ProtocolSplitter} from "../../src/core/sources/protocolSplitter.js";
import {PROTOCOLS} from "../../src/core/sources/protocols.js";
import type {LogMessage, Producer} from "../log/log.js";
import {ENDED_MS, SILENT_MS} from "../silence.js";
import {oneLine} from "../userError.js";
import {type Acknowledgement, Acknowledgements} from "./acknowledged.js";
import {Announcer} from "./announcer.js";
import type {Collector} from "./collector.js";
import {LiveBuilder} from "./liveBuilder.js";
import {LiveRows} from "./liveRows.js";
import {liveTelemetry, type TelemetryMaker} from "./liveTelemetry.js";
import {SendQueue} from "./sendQueue.js";

/** What may wait for the log. */
const MOST_BYTES = 64 * 2 ** 20;
/** A message of the log holds at most this: half of what a Kafka broker takes unless told otherwise. */
const BUNDLE_BYTES = 512 * 1024;
/** A bundle waits so long for the telemetry that its datagrams complete: the two travel together, and nobody looks at it sooner. */
const BUNDLE_LINGER_MS = 5;
/** Sessions that are over and still listed. */
const MOST_ENDED = 16;

export interface PublisherOptions {
  producer: Producer;
  topics?: {datagrams: string; telemetry: string /** absent: not told */; "session-events"?: string; sessions?: string};
  /** header `userId` of every message */
  userId?: string;
  /** of telemetry */
  encoding?: Encoding;
  /** default: a TelemetryMessage a car and frame */
  telemetry?: TelemetryMaker;
  /** bytes that may wait for a slow log */
  mostBytes?: number;
  /** a session is over so long after the game said so, and after it fell silent, ms: the recorder's own figures */
  endedMs?: number;
  silentMs?: number;
  /** monotonic, ms: a wall clock that is set must end no session */
  clock?: () => number;
  /** the id of a session that runs already, by its UID: the recorder goes on with it after a restart */
  idOf?: (uid: string) => string | undefined;
  report?: (line: string) => void;
}

export interface PublisherStats {
  /** telemetry messages made, and those of them that the log has acknowledged */
  framesCollected: number;
  framesPublished: number;
  /** bytes of acknowledged messages, of all topics */
  bytesSent: number;
  /** sends that failed (and were tried again), and batches that could not be understood */
  errors: number;
  /** messages thrown away because the log was too slow for too long */
  telemetryDropped: number;
  bundlesDropped: number;
  /** bytes that wait for the log now */
  queuedBytes: number;
  /** why nothing is acknowledged now; null while all is well */
  failure: string | null;
}

export interface SeenSession {
  session: LiveSession;
  ledger: Ledger;
  /** arrival of its last datagram, ms since 1970 */
  lastSeen: number;
  ended: boolean;
}

interface Running {
  ended: boolean;
  /** when its last datagram was taken, by the clock */
  heardAt: number;
  /** tells what still waits for more of the same frame */
  flush(): void;
}

type F1Session = SessionIdentity & Running & {builder: LiveBuilder};
type RowsSession = ProtocolIdentity & Running & {builder: LiveRows};
type Session = F1Session | RowsSession;

/**
 * Brings what collectors receive into the log: the raw datagrams, a bundle a tick, and a telemetry message a car and frame. The
 * sessions are those that the recorder finds, with the same ids. When the log is slow, messages wait, up to 64 MiB; then the oldest
 * telemetry goes first (it can be made again from the datagrams), and every message that goes is counted.
 */
export class Publisher {
  private readonly splitter: GameSplitter<F1Session, RowsSession>;
  private readonly known = new Map<string, Session>();
  private readonly taken = new Acknowledgements();
  private readonly datagrams: SendQueue;
  private readonly telemetry: SendQueue;
  private readonly events: SendQueue | undefined;
  private readonly news: SendQueue | undefined;
  private readonly announcer: Announcer | undefined;
  private readonly mostBytes: number;
  private readonly clock: () => number;
  private readonly bundleHeaders: Record<string, string>;
  private readonly report: (line: string) => void;
  private readonly reported = new Set<string>();
  /** telemetry of the batch in hand */
  private made: LogMessage[] = [];
  /** messages of a session that the log has already */
  private readonly ahead = new Map<string, number>();
  private frames = 0;
  private errors = 0;
  /** arrival of the datagram in hand, ms */
  private arrival = 0;
  private queued = 0;
  private waiters: (() => void)[] = [];
  private expiredAt = Number.NEGATIVE_INFINITY;
  private now = 0;

  constructor(private readonly options: PublisherOptions) {
    const {producer, mostBytes = MOST_BYTES} = options;
    const topics: NonNullable<PublisherOptions["topics"]> = options.topics ?? {
      datagrams: "datagrams",
      telemetry: "telemetry",
    };
    this.mostBytes = mostBytes;
    this.report = options.report ?? (() => {});
    this.clock = options.clock ?? (() => performance.now());
    this.bundleHeaders = {sessionId: "", userId: options.userId ?? "", encoding: "bundle"};
    const onChange = (bytes: number) => {
      this.queued += bytes;
      if (this.waiters.length > 0 && this.queued < mostBytes / 2)
        for (const resolve of this.waiters.splice(0)) resolve();
    };
    this.datagrams = new SendQueue({
      ...{producer, topic: topics.datagrams, lingerMs: BUNDLE_LINGER_MS, onChange, report: this.report},
    });
    this.telemetry = new SendQueue({
      producer,
      topic: topics.telemetry,
      lingerMs: 0,
      onChange,
      // by the relay's clock: the two are held against each other
      onAcknowledged: (messages) => this.taken.note(messages, performance.timeOrigin + performance.now()),
      report: this.report,
    });
    const told = topics["session-events"];
    if (told) this.events = new SendQueue({producer, topic: told, onChange, report: this.report});
    if (topics.sessions) {
      this.news = new SendQueue({producer, topic: topics.sessions, onChange, report: this.report});
      this.announcer = new Announcer(this.news, options.userId ?? "");
    }
    const callbacks = {
      datagram: (session: Session, batch: DatagramBatch, i: number) => {
        session.heardAt = this.now;
        this.arrival = Math.floor(batch.seconds[i] * 1000 + batch.nanos[i] / 1e6);
      },
      end: (session: Session) => {
        session.flush();
        session.ended = true;
        const {time} = session.builder;
        this.tell(session.id, plainMessage({kind: ENDED, sessionTime: time, text: "nothing more comes"}));
      },
    };
    this.splitter = new GameSplitter(
      new SourceSplitter<F1Session>({...callbacks, begin: (found) => this.begin(found)}),
      new ProtocolSplitter<RowsSession>(PROTOCOLS, {...callbacks, begin: (found) => this.beginRows(found)}),
    );
  }

  /**
   * Publishes until the collector ends. Collectors may run side by side. One that can wait (a file) waits for a slow log; from one
   * that cannot, everything is taken at once. `flush` afterwards waits for the acknowledgements.
   */
  async run(collector: Collector): Promise<void> {
    try {
      for await (const batch of collector) {
        this.take(collector.series?.key ?? collector.name, batch, collector.series?.first);
        if (collector.patient && this.queued > this.mostBytes / 2)
          await new Promise<void>((resolve) => this.waiters.push(resolve));
      }
    } finally {
      for (const session of this.known.values()) session.flush();
      this.send();
    }
  }

  /** Publishes a batch of the collector of that name; keeps nothing of it. @param first see Series.first */
  take(name: string, batch: DatagramBatch, first?: number): void {
    if (batch.count === 0) return;
    this.bundle(name, batch, first);
    // what comes after a silence belongs to a session of its own
    this.expire();
    try {
      this.splitter.accept(batch);
    } catch (error) {
      // the datagrams are in the log, whatever could not be understood
      this.errors++;
      this.once(`not understood: ${oneLine(error)}`);
    }
    this.send();
    if (this.announcer?.due(this.now)) this.announcer.tell(this.now, this.sessions());
  }

  /**
   * Takes a batch that the log has already, after a restart: the sessions stand as they did then. Returns the telemetry that was
   * made of it instead of sending it.
   */
  again(batch: DatagramBatch): LogMessage[] {
    this.expire();
    const waiting = this.made;
    this.made = [];
    try {
      this.splitter.accept(batch);
    } catch (error) {
      this.once(`not understood: ${oneLine(error)}`);
    }
    const made = this.made;
    this.made = waiting;
    return made;
  }

  /** After `again`: sends what the log has not, and leaves out as many of the session's next messages as it has already. */
  catchUp(key: string, {missing, ahead}: {missing: readonly LogMessage[]; ahead: number}): void {
    for (const message of missing) this.made.push(message);
    this.send();
    if (ahead > 0) this.ahead.set(key, ahead);
  }

  /** Running sessions and the last that ended, the latest begun last. */
  sessions(): SeenSession[] {
    this.expire();
    return [...this.known.values()].map(({builder, last, ended}) => ({
      ...builder.summary(),
      lastSeen: last.seconds * 1000 + last.nanos / 1e6,
      ended,
    }));
  }

  /** When the log acknowledged the last telemetry of a session. */
  acknowledged(session: string): readonly Acknowledgement[] {
    return this.taken.of(session);
  }

  /** Tells something of a session that is no telemetry: a mark. Its time is the session's newest when it has none. */
  say(session: string, message: SessionMessage): void {
    const sessionTime = Number.isNaN(message.sessionTime)
      ? (this.known.get(session)?.builder.time ?? Number.NaN)
      : message.sessionTime;
    if (Number.isNaN(sessionTime)) return;
    this.tell(session, {...message, sessionTime}, Date.now());
  }

  stats(): PublisherStats {
    const {datagrams, telemetry, events, news} = this;
    const queues = [datagrams, telemetry, events, news].filter((queue) => queue !== undefined);
    return {
      framesCollected: this.frames,
      framesPublished: telemetry.published,
      bytesSent: queues.reduce((sum, {publishedBytes}) => sum + publishedBytes, 0),
      errors: queues.reduce((sum, {errors}) => sum + errors, this.errors),
      telemetryDropped: telemetry.dropped,
      bundlesDropped: datagrams.dropped,
      queuedBytes: this.queued,
      failure: queues.find(({failure}) => failure)?.failure ?? null,
    };
  }

  /** Resolves when all that was taken is acknowledged. */
  async flush(): Promise<void> {
    await Promise.all([this.datagrams.flush(), this.telemetry.flush(), this.events?.flush(), this.news?.flush()]);
  }

  /** Ends all sessions and waits for the acknowledgements. */
  async close(): Promise<void> {
    this.splitter.end();
    this.send();
    this.announcer?.tell(this.now, this.sessions());
    await this.flush();
  }

  /** Gives up what the log has not acknowledged; for when it is closed. */
  abandon(): void {
    this.datagrams.close();
    this.telemetry.close();
    this.events?.close();
    this.news?.close();
  }

  private begin(found: SessionIdentity): F1Session {
    const {encoding = "protobuf", telemetry = liveTelemetry(encoding), idOf} = this.options;
    found.id = idOf?.(found.uid) ?? found.id;
    const context: FrameContext = {trackLengthM: 0, player: 255, restricted: new Set()};
    const maker = telemetry(found.format, context, this.emitter(found.id));
    const builder = new LiveBuilder(found, maker, context, (event) => this.happened(found.id, event));
    return this.list(found, {builder, flush: () => maker.flush()});
  }

  private beginRows(found: ProtocolIdentity): RowsSession {
    const {encoding} = this.options;
    const builder = new LiveRows(found, {
      encode: codecOf(encoding).encodeTelemetry,
      emit: this.emitter(found.id),
      onEvent: (event) => this.happened(found.id, event),
    });
    return this.list(found, {builder, flush: () => {}});
  }

  private list<I extends {id: string}, B>(found: I, parts: B): I & B & Running {
    const running = {ended: false, heardAt: this.now, flush: () => {}};
    const session = Object.assign(found, running, parts);
    this.known.set(found.id, session as unknown as Session);
    const ended = [...this.known.values()].filter((s) => s.ended);
    for (const {id} of ended.slice(0, Math.max(0, ended.length - MOST_ENDED))) {
      this.known.delete(id);
      this.taken.forget(id);
    }
    return session;
  }

  /** What takes a session's telemetry messages. */
  private emitter(id: string): (value: Uint8Array) => void {
    const {userId = "", encoding = "protobuf"} = this.options;
    const headers = {sessionId: id, userId, encoding};
    return (value) => {
      this.made.push({key: id, value, headers, timestamp: this.arrival});
    };
  }

  private happened(id: string, event: SessionEvent): void {
    const message = sessionMessage(event);
    if (message) this.tell(id, message);
  }

  private tell(id: string, message: SessionMessage, timestamp = this.arrival): void {
    const {userId = "", encoding = "protobuf"} = this.options;
    const headers = {sessionId: id, userId, encoding};
    const value = codecOf(encoding).encodeEvent(message);
    this.events?.push([{key: id, value, headers, timestamp}]);
  }

  private bundle(key: string, batch: DatagramBatch, first: number | undefined): void {
    for (let from = 0; from < batch.count; ) {
      let to = from;
      for (let size = 0; to < batch.count && (to === from || size + batch.length[to] <= BUNDLE_BYTES); to++)
        size += batch.length[to];
      const timestamp = Math.floor(batch.seconds[to - 1] * 1000 + batch.nanos[to - 1] / 1e6);
      const headers = first === undefined ? this.bundleHeaders : {...this.bundleHeaders, number: String(first + from)};
      this.datagrams.push([{key, value: encodeBundle(batch, from, to), headers, timestamp}]);
      from = to;
    }
  }

  private send(): void {
    if (this.ahead.size > 0) this.made = this.made.filter(({key}) => !this.isThere(key));
    this.frames += this.made.length;
    this.telemetry.push(this.made);
    this.made = [];
    const {mostBytes} = this;
    if (this.queued > mostBytes) this.telemetry.drop(this.queued - mostBytes);
    if (this.queued > mostBytes) {
      this.datagrams.drop(this.queued - mostBytes);
      this.once(`the log is too slow: raw datagrams are lost, ${mostBytes} bytes wait already`);
    }
  }

  private isThere(key: string): boolean {
    const left = this.ahead.get(key) ?? 0;
    if (left > 1) this.ahead.set(key, left - 1);
    else this.ahead.delete(key);
    return left > 0;
  }

  private expire(): void {
    const {endedMs = ENDED_MS, silentMs = SILENT_MS} = this.options;
    this.now = this.clock();
    if (this.now - this.expiredAt < Math.min(1000, endedMs)) return;
    this.expiredAt = this.now;
    this.splitter.endWhere(({builder, heardAt}) => this.now - heardAt > (builder.over ? endedMs : silentMs));
  }

  private once(line: string): void {
    if (this.reported.has(line) || this.reported.size > 100) return;
    this.reported.add(line);
    this.report(line);
  }
}
