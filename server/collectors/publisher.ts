import type {DatagramBatch} from "../../src/core/capture/batch.js";
import {encodeBundle} from "../../src/core/capture/datagramBundle.js";
import {createRow, rowIndex} from "../../src/core/channels/telemetryRow.js";
import type {SessionMessage} from "../../src/core/messages/events.js";
import {codecOf} from "../../src/core/messages/messagesCodec.js";
import type {LogMessage} from "../log/log.js";
import type {Acknowledged} from "../relay/ports.js";
import {oneLine} from "../userError.js";
import {Acknowledgements} from "./acknowledged.js";
import type {Collector} from "./collector.js";
import {LiveSessions, type LiveSessionsOptions, type SeenSession} from "./liveSessions.js";
import {PublisherQueues, type QueueOptions} from "./publisherQueues.js";
import {SessionStatusPublisher} from "./sessionStatusPublisher.js";

const MAX_BYTES = 64 * 2 ** 20;
/** The largest message: half of what a Kafka broker takes by default. */
const BUNDLE_BYTES = 512 * 1024;
const MAX_REPORTS = 100;
const TIME = rowIndex("sessionTime");
const SPEED = rowIndex("speedKmh");

export interface PublisherOptions extends LiveSessionsOptions, Pick<QueueOptions, "producer"> {
  topics?: QueueOptions["topics"];
  /** header `userId` of every message; default: the name of the collector */
  userId?: string;
  /** bytes that may wait for a slow log */
  maxBytes?: number;
  report?: (line: string) => void;
}

export interface PublisherStats {
  /** telemetry messages, and those of them that the log has acknowledged */
  framesCollected: number;
  framesPublished: number;
  /** bytes of acknowledged messages, of all topics */
  bytesSent: number;
  /** sends that failed (and were tried again), and batches that could not be decoded */
  errors: number;
  /** messages dropped because the log was too slow for too long */
  telemetryDropped: number;
  bundlesDropped: number;
  /** bytes that wait for the log now */
  queuedBytes: number;
  /** why nothing is acknowledged now; null while all is well */
  failure: string | null;
}

/**
 * Publishes what collectors receive in the log: the datagrams, one bundle per tick, and one telemetry message per car and frame. The sessions
 * are those that the recorder finds, with the same ids. When the log is slow, messages wait, up to 64 MiB; then the oldest are dropped
 * and counted, telemetry first.
 */
export class Publisher {
  private readonly live: LiveSessions;
  private readonly acknowledgements = new Acknowledgements();
  private readonly queues: PublisherQueues;
  private readonly status: SessionStatusPublisher | undefined;
  private readonly maxBytes: number;
  private readonly report: (line: string) => void;
  private readonly reported = new Set<string>();
  /** telemetry of the batch in hand */
  private telemetry: LogMessage[] = [];
  /** by session: number of its next messages that are in the log already */
  private readonly ahead = new Map<string, number>();
  /** the batch in hand is in the log already */
  private isRestoring = false;
  private isRefusalReported = false;
  private newestValue: Uint8Array | undefined;
  private frames = 0;
  private errors = 0;

  constructor(private readonly options: PublisherOptions) {
    const {producer, maxBytes = MAX_BYTES, report = () => {}} = options;
    this.maxBytes = maxBytes;
    this.report = report;
    this.queues = new PublisherQueues({
      producer,
      topics: options.topics ?? {datagrams: "datagrams", telemetry: "telemetry"},
      maxBytes,
      // by the relay's clock: the two times are compared
      onAcknowledged: (messages) => this.acknowledgements.note(messages, performance.timeOrigin + performance.now()),
      report,
    });
    if (this.queues.sessions)
      this.status = new SessionStatusPublisher(this.queues.sessions, (collector) => this.userOf(collector));
    this.live = new LiveSessions(options, {
      telemetry: (session, collector) => this.telemetrySink(session, collector),
      event: (session, message, arrival) => this.sendEvent(session, message, arrival),
      forgotten: (session) => this.acknowledgements.forget(session),
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
        if (collector.patient) await this.queues.room();
      }
    } finally {
      this.live.flush();
      this.send();
    }
  }

  /** Publishes a batch of the collector of that name; keeps nothing of it. @param first see DatagramSeries.first */
  take(name: string, batch: DatagramBatch, first?: number): void {
    if (batch.count === 0) return;
    this.bundle(name, batch, first);
    // the datagrams are published, whether they can be decoded or not
    if (!this.decode(name, batch)) this.errors++;
    this.send();
    const {now} = this.live;
    if (this.status?.due(now)) this.status.publish(now, this.sessions());
  }

  /**
   * Decodes a batch that the log has already, to restore the sessions after a restart. Publishes nothing; returns the telemetry of the
   * batch.
   */
  restore(name: string, batch: DatagramBatch): LogMessage[] {
    const waiting = this.telemetry;
    this.telemetry = [];
    this.isRestoring = true;
    this.decode(name, batch);
    this.isRestoring = false;
    const restored = this.telemetry;
    this.telemetry = waiting;
    return restored;
  }

  /** After `restore`: sends what is missing in the log, and omits the session's next `ahead` messages. */
  catchUp(session: string, {missing, ahead}: {missing: readonly LogMessage[]; ahead: number}): void {
    for (const message of missing) this.telemetry.push(message);
    this.send();
    if (ahead > 0) this.ahead.set(session, ahead);
  }

  /** Running sessions and the last ended ones, in order of their start. */
  sessions(): SeenSession[] {
    return this.live.list();
  }

  /** Session time, s, and speed, km/h, of the telemetry message that was taken last; NaN where it has none, or there was none. */
  newest(): {time: number; speedKmh: number} {
    const {newestValue, options} = this;
    if (!newestValue) return {time: Number.NaN, speedKmh: Number.NaN};
    const row = codecOf(options.encoding).decodeTelemetry(newestValue, createRow());
    return {time: row[TIME], speedKmh: row[SPEED]};
  }

  /** The session's newest time, s; NaN where none is known. */
  timeOf(session: string): number {
    return this.live.timeOf(session) ?? Number.NaN;
  }

  /** When the log acknowledged the last telemetry of a session. */
  acknowledged(session: string): readonly Acknowledged[] {
    return this.acknowledgements.of(session);
  }

  /** Publishes a message without a datagram (a mark). Its time is the session's newest when it has none. */
  publishEvent(session: string, message: SessionMessage): void {
    const newest = this.timeOf(session);
    const sessionTime = Number.isNaN(message.sessionTime) ? newest : message.sessionTime;
    if (Number.isNaN(sessionTime)) return;
    this.sendEvent(session, {...message, sessionTime}, Date.now());
  }

  stats(): PublisherStats {
    const {telemetry, datagrams, all, bytes} = this.queues;
    return {
      framesCollected: this.frames,
      framesPublished: telemetry.published,
      bytesSent: all.reduce((sum, {publishedBytes}) => sum + publishedBytes, 0),
      errors: all.reduce((sum, {errors}) => sum + errors, this.errors),
      telemetryDropped: telemetry.dropped,
      bundlesDropped: datagrams.dropped,
      queuedBytes: bytes,
      failure: all.find(({failure}) => failure)?.failure ?? null,
    };
  }

  /** Resolves when everything taken is acknowledged. */
  flush(): Promise<void> {
    return this.queues.flush();
  }

  /** Publishes the sessions as they are now: a restart continues their ledgers from there. */
  publishStatus(): void {
    this.status?.publish(this.live.now, this.sessions());
  }

  /** Ends all sessions and waits for the acknowledgements. */
  async close(): Promise<void> {
    this.live.end();
    this.send();
    this.publishStatus();
    await this.flush();
  }

  /** Gives up what the log has not acknowledged; for when it is closed. */
  abandon(): void {
    this.queues.close();
  }

  /** False when some of it could not be decoded, which is reported once. */
  private decode(name: string, batch: DatagramBatch): boolean {
    try {
      this.live.accept(name, batch);
      this.reportRefusal(this.live.firstRefusal);
      return true;
    } catch (error) {
      this.reportOnce(`cannot be decoded: ${oneLine(error)}`);
      return false;
    }
  }

  private telemetrySink(id: string, collector: string): (value: Uint8Array, arrival: number) => void {
    const headers = this.headersOf(id, collector);
    return (value, timestamp) => {
      this.telemetry.push({key: id, value, headers, timestamp});
    };
  }

  private headersOf(sessionId: string, collector: string): Record<string, string> {
    const {encoding = "protobuf"} = this.options;
    return {sessionId, userId: this.userOf(collector), encoding};
  }

  private userOf(collector: string): string {
    return this.options.userId || collector;
  }

  private sendEvent(id: string, message: SessionMessage, timestamp: number): void {
    if (this.isRestoring) return;
    const value = codecOf(this.options.encoding).encodeEvent(message);
    const headers = this.headersOf(id, this.live.collectorOf(id) ?? "");
    this.queues.events?.push([{key: id, value, headers, timestamp}]);
  }

  private bundle(key: string, batch: DatagramBatch, first: number | undefined): void {
    const common = {sessionId: "", userId: this.userOf(key), encoding: "bundle"};
    for (let from = 0; from < batch.count; ) {
      let to = from;
      for (let size = 0; to < batch.count && (to === from || size + batch.length[to] <= BUNDLE_BYTES); to++)
        size += batch.length[to];
      const timestamp = Math.floor(batch.seconds[to - 1] * 1000 + batch.nanos[to - 1] / 1e6);
      const headers = first === undefined ? common : {...common, number: String(first + from)};
      this.queues.datagrams.push([{key, value: encodeBundle(batch, from, to), headers, timestamp}]);
      from = to;
    }
  }

  private send(): void {
    if (this.ahead.size > 0) this.telemetry = this.telemetry.filter(({key}) => !this.isInLog(key));
    this.frames += this.telemetry.length;
    this.newestValue = this.telemetry.at(-1)?.value ?? this.newestValue;
    this.queues.telemetry.push(this.telemetry);
    this.telemetry = [];
    if (this.queues.limit())
      this.reportOnce(`the log is too slow: raw datagrams are lost, ${this.maxBytes} bytes wait already`);
  }

  private isInLog(session: string): boolean {
    const left = this.ahead.get(session) ?? 0;
    if (left > 1) this.ahead.set(session, left - 1);
    else this.ahead.delete(session);
    return left > 0;
  }

  private reportRefusal(reason: string | undefined): void {
    if (!reason || this.isRefusalReported) return;
    this.isRefusalReported = true;
    this.reportOnce(`some datagrams cannot be read, the first: ${reason}`);
  }

  private reportOnce(line: string): void {
    if (this.reported.has(line) || this.reported.size > MAX_REPORTS) return;
    this.reported.add(line);
    this.report(line);
  }
}
