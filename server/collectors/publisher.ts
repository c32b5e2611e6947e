import type {DatagramBatch} from "../../src/core/capture/batch.js";
import {encodeBundle} from "../../src/core/capture/datagramBundle.js";
import type {SessionMessage} from "../../src/core/messages/events.js";
import {codecOf} from "../../src/core/messages/messagesCodec.js";
import type {LogMessage, Producer} from "../log/log.js";
import {oneLine} from "../userError.js";
import {type Acknowledgement, Acknowledgements} from "./acknowledged.js";
import type {Collector} from "./collector.js";
import {LiveSessions, type LiveSessionsOptions, type SeenSession} from "./liveSessions.js";
import {SendQueue} from "./sendQueue.js";
import {SessionStatusPublisher} from "./sessionStatusPublisher.js";

/** What may wait for the log. */
const MOST_BYTES = 64 * 2 ** 20;
/** A message of the log holds at most this: half of what a Kafka broker takes unless told otherwise. */
const BUNDLE_BYTES = 512 * 1024;
/** A bundle waits so long for the telemetry that its datagrams complete: the two travel together, and nobody looks at it sooner. */
const BUNDLE_LINGER_MS = 5;

export interface PublisherOptions extends LiveSessionsOptions {
  producer: Producer;
  topics?: {datagrams: string; telemetry: string /** absent: not told */; "session-events"?: string; sessions?: string};
  /** header `userId` of every message */
  userId?: string;
  /** bytes that may wait for a slow log */
  mostBytes?: number;
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

/**
 * Brings what collectors receive into the log: the raw datagrams, a bundle a tick, and a telemetry message a car and frame. The
 * sessions are those that the recorder finds, with the same ids. When the log is slow, messages wait, up to 64 MiB; then the oldest
 * telemetry goes first (it can be made again from the datagrams), and every message that goes is counted.
 */
export class Publisher {
  private readonly live: LiveSessions;
  private readonly taken = new Acknowledgements();
  private readonly datagrams: SendQueue;
  private readonly telemetry: SendQueue;
  private readonly events: SendQueue | undefined;
  private readonly news: SendQueue | undefined;
  private readonly sessionStatus: SessionStatusPublisher | undefined;
  private readonly mostBytes: number;
  private readonly bundleHeaders: Record<string, string>;
  private readonly report: (line: string) => void;
  private readonly reported = new Set<string>();
  /** telemetry of the batch in hand */
  private made: LogMessage[] = [];
  /** messages of a session that the log has already */
  private readonly ahead = new Map<string, number>();
  /** the log has the batch in hand already */
  private isAgain = false;
  private frames = 0;
  private errors = 0;
  private queued = 0;
  private waiters: (() => void)[] = [];

  constructor(private readonly options: PublisherOptions) {
    const {producer, mostBytes = MOST_BYTES} = options;
    const topics: NonNullable<PublisherOptions["topics"]> = options.topics ?? {
      datagrams: "datagrams",
      telemetry: "telemetry",
    };
    this.mostBytes = mostBytes;
    this.report = options.report ?? (() => {});
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
      this.sessionStatus = new SessionStatusPublisher(this.news, options.userId ?? "");
    }
    this.live = new LiveSessions(options, {
      telemetry: (session) => this.emitter(session),
      event: (session, message, arrival) => this.tell(session, message, arrival),
      forgotten: (session) => this.taken.forget(session),
    });
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
      this.live.flush();
      this.send();
    }
  }

  /** Publishes a batch of the collector of that name; keeps nothing of it. @param first see Series.first */
  take(name: string, batch: DatagramBatch, first?: number): void {
    if (batch.count === 0) return;
    this.bundle(name, batch, first);
    // the datagrams are in the log, whatever could not be understood
    if (!this.understand(name, batch)) this.errors++;
    this.send();
    const {now} = this.live;
    if (this.sessionStatus?.due(now)) this.sessionStatus.publish(now, this.sessions());
  }

  /**
   * Takes a batch that the log has already, after a restart: the sessions stand as they did then, and nothing is told of it. Returns
   * the telemetry that was made of it instead of sending it.
   */
  again(name: string, batch: DatagramBatch): LogMessage[] {
    const waiting = this.made;
    this.made = [];
    this.isAgain = true;
    this.understand(name, batch);
    this.isAgain = false;
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
    return this.live.list();
  }

  /** When the log acknowledged the last telemetry of a session. */
  acknowledged(session: string): readonly Acknowledgement[] {
    return this.taken.of(session);
  }

  /** Tells something of a session that is no telemetry: a mark. Its time is the session's newest when it has none. */
  say(session: string, message: SessionMessage): void {
    const sessionTime = Number.isNaN(message.sessionTime)
      ? (this.live.timeOf(session) ?? Number.NaN)
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
    this.live.end();
    this.send();
    this.sessionStatus?.publish(this.live.now, this.sessions());
    await this.flush();
  }

  /** Gives up what the log has not acknowledged; for when it is closed. */
  abandon(): void {
    this.datagrams.close();
    this.telemetry.close();
    this.events?.close();
    this.news?.close();
  }

  /** False when some of it could not be understood, which is told once. */
  private understand(name: string, batch: DatagramBatch): boolean {
    try {
      this.live.accept(name, batch);
      return true;
    } catch (error) {
      this.once(`not understood: ${oneLine(error)}`);
      return false;
    }
  }

  /** What takes a session's telemetry messages. */
  private emitter(id: string): (value: Uint8Array, arrival: number) => void {
    const headers = this.headersOf(id);
    return (value, timestamp) => {
      this.made.push({key: id, value, headers, timestamp});
    };
  }

  private headersOf(sessionId: string): Record<string, string> {
    const {userId = "", encoding = "protobuf"} = this.options;
    return {sessionId, userId, encoding};
  }

  private tell(id: string, message: SessionMessage, timestamp: number): void {
    if (this.isAgain) return;
    const value = codecOf(this.options.encoding).encodeEvent(message);
    this.events?.push([{key: id, value, headers: this.headersOf(id), timestamp}]);
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

  private once(line: string): void {
    if (this.reported.has(line) || this.reported.size > 100) return;
    this.reported.add(line);
    this.report(line);
  }
}
