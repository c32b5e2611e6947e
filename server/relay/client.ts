import {CLOSE, type RelayMessage} from "../../src/core/live/wire/protocol.js";
import {encodeColumns, encodeFrames} from "../../src/core/live/wire/wireFrames.js";
import {ClientPace} from "./clientPace.js";
import type {Counters} from "./counters.js";
import type {RelayFrame} from "./frame.js";
import {Latest, type QueuedFrame} from "./latest.js";
import type {RelayLimits} from "./limits.js";
import type {Clock, WebSocketLike} from "./ports.js";
import type {Subscription} from "./subscription.js";
import {Unread} from "./unread.js";

/** Frames that come sooner after the last message wait for the next tick: a page draws 60 pictures a second, ms. */
const PROMPT_MS = 12;

/** Which sessions a client gets. */
export interface Audience {
  /** those of this user only; null: of all */
  user: string | null;
  /** whether its caller sees a session */
  sees: (session: string) => boolean;
}

export const EVERYTHING: Audience = {user: null, sees: () => true};

/**
 * One connection: frames queued for the next tick, and messages sent but not yet acknowledged. Operating systems buffer
 * some 4 MB (minutes of a session) before a socket reports back-pressure, so clients acknowledge what they have read. A
 * client that is `slowMs` behind receives one message at a time, with the latest of each car, until it keeps up again.
 */
export class RelayClient {
  readonly subscriptions = new Map<string, Subscription>();
  closed = false;
  slow = false;
  lastHeard: number;
  #seq = 0;
  #tickMs: 16 | 33 = 33;
  #isAdaptive = false;
  #waiting: QueuedFrame[] = [];
  readonly #latest: Latest;
  #skipped = 0;
  readonly #unread = new Unread();
  readonly #pace = new ClientPace();
  #ticks = 0;
  #flushedAt = Number.NEGATIVE_INFINITY;
  #closedAt = 0;

  constructor(
    readonly socket: WebSocketLike,
    readonly clock: Clock,
    readonly limits: RelayLimits,
    readonly counters: Counters,
    readonly audience: Audience = EVERYTHING,
  ) {
    this.lastHeard = clock.now();
    this.#latest = new Latest(limits.events);
  }

  /** Whether the client may have what belongs to a session and carries this user (header `userId`). */
  mayHave(session: string, user: string | undefined): boolean {
    const {audience} = this;
    return (audience.user === null || audience.user === user) && audience.sees(session);
  }

  /** Queues a frame for the next `flush`. */
  offer(frame: RelayFrame, subscription: Subscription): void {
    if (this.slow) this.#keep({frame, subscription});
    else this.#waiting.push({frame, subscription});
  }

  /** Sends the queued frames. A slow client receives them once it has acknowledged all earlier messages. */
  flush(): void {
    if (this.closed) return;
    if (this.slow) {
      if (!this.#unread.empty || this.#latest.empty) return;
      if (this.#skipped > 0) this.control({type: "skipped", frames: this.#skipped});
      this.#skipped = 0;
      this.#waiting = this.#latest.take();
    }
    if (this.#waiting.length === 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#flushedAt = this.clock.now();
    const binary = waiting.filter(({subscription}) => subscription.request.encoding === "binary");
    if (binary.length > 0) this.#sendFrames(binary);
    if (binary.length < waiting.length) this.#sendPlain(waiting.filter((one) => !binary.includes(one)));
    for (const {frame} of waiting) {
      frame.session.relayed++;
      if (frame.name === "telemetry") frame.session.sent(frame.read, this.#flushedAt);
    }
    this.counters.framesRelayed += waiting.length;
  }

  /** Sends frames of a backfill, in order and at once; wait for `room` before. */
  sendNow(frames: readonly RelayFrame[], subscription: Subscription): void {
    if (this.closed || frames.length === 0) return;
    const waiting = frames.map((frame) => ({frame, subscription}));
    if (subscription.request.encoding === "binary") this.#sendFrames(waiting);
    else this.#sendPlain(waiting);
    this.counters.framesRelayed += frames.length;
  }

  /**
   * Whether the client is flushed at this tick of so many ms: the shortest interval of its subscriptions, or as it keeps up.
   *
   * @param clients of the relay
   */
  isDue(ms: 16 | 33, clients: number): boolean {
    if (!this.#isAdaptive) return this.#tickMs === ms;
    const isQuick = this.#isQuick(clients);
    if (ms !== (isQuick ? 16 : 33) || (isQuick && !this.#isRested)) return false;
    return this.#pace.pacing !== "third tick" || this.#ticks++ % 3 === 0;
  }

  /** Whether a new frame of this subscription is to be sent at once; of frames that come in quick succession only the first. */
  isPrompt({request}: Subscription, clients: number): boolean {
    if (request.mode !== "adaptive") return request.mode === "live";
    return this.#isQuick(clients) && this.#isRested;
  }

  get #isRested(): boolean {
    return this.clock.now() - this.#flushedAt >= PROMPT_MS;
  }

  #isQuick(clients: number): boolean {
    return clients <= this.limits.prompt && this.#pace.pacing === "frame";
  }

  /** Bytes held in this process for the client: its socket's buffer and the values of queued frames. */
  get queuedBytes(): number {
    let bytes = this.socket.bufferedAmount + this.#latest.bytes;
    for (const {frame} of this.#waiting) bytes += frame.value.length;
    for (const {held} of this.subscriptions.values()) for (const {value} of held ?? []) bytes += value.length;
    return bytes;
  }

  /** Chooses the flush interval again after a change of subscriptions. */
  retime(): void {
    const requests = [...this.subscriptions.values()].map(({request}) => request);
    this.#isAdaptive = requests.length > 0 && requests.every(({mode}) => mode === "adaptive");
    this.#tickMs = requests.some(({mode, tickMs}) => mode === "live" || tickMs === 16) ? 16 : 33;
  }

  sendColumns(columns: Parameters<typeof encodeColumns>[2]): void {
    this.#send(encodeColumns(++this.#seq, this.clock.now(), columns));
  }

  control(message: RelayMessage): void {
    if (!this.closed) this.socket.send(JSON.stringify(message));
  }

  /** Resolves when few enough bytes are unacknowledged for more of a backfill, or the connection has ended. */
  room(): Promise<void> {
    return this.#hasRoom() ? Promise.resolve() : this.#unread.room();
  }

  acknowledge(seq: number): void {
    const took = this.#unread.acknowledge(seq, this.clock.now());
    if (took !== undefined) this.#pace.acknowledged(took);
    const quick = took !== undefined && took < this.limits.slowMs / 2;
    if (this.slow && quick && this.#unread.empty) {
      this.flush(); // sends the number of skipped frames
      this.slow = false;
    }
    if (this.#hasRoom()) this.#unread.release();
  }

  /** Called periodically: marks the client as slow, or disconnects one that is too slow or silent. */
  check(): void {
    const now = this.clock.now();
    if (this.closed) {
      if (now - this.#closedAt > 1000) this.socket.terminate();
      return;
    }
    const behind = this.#unread.behind(now);
    if (behind > this.limits.closeMs) {
      this.counters.clientsClosedSlow++;
      this.close(CLOSE.slow, "too slow");
    } else if (now - this.lastHeard > this.limits.silentMs) this.close(CLOSE.silent, "silent");
    else if (!this.slow && (behind > this.limits.slowMs || this.socket.bufferedAmount > this.limits.buffered)) {
      this.slow = true;
      for (const one of this.#waiting) this.#keep(one);
      this.#waiting = [];
    }
  }

  close(code: number, reason: string): void {
    if (this.closed) return;
    this.control({type: "bye", reason});
    this.end();
    this.socket.close(code, reason);
  }

  /** Releases everything when the connection has ended. */
  end(): void {
    if (this.closed) return;
    this.closed = true;
    this.#closedAt = this.clock.now();
    for (const subscription of this.subscriptions.values()) subscription.close();
    this.subscriptions.clear();
    this.#waiting = [];
    this.#latest.clear();
    this.#unread.clear();
  }

  #keep(one: QueuedFrame): void {
    const replaced = this.#latest.keep(one);
    if (replaced > 0) this.skipped(replaced);
  }

  /** Counts frames that this client does not receive. */
  skipped(frames: number): void {
    this.#skipped += frames;
    this.counters.framesSkipped += frames;
    if (!this.slow && frames > 0) {
      this.control({type: "skipped", frames: this.#skipped});
      this.#skipped = 0;
    }
  }

  #sendFrames(waiting: QueuedFrame[]): void {
    const records = waiting.map(({frame, subscription}) =>
      frame.record(subscription.request.channels, subscription.key),
    );
    const read = waiting.at(-1)?.frame.read;
    this.#send(encodeFrames(++this.#seq, this.clock.now(), records, read));
  }

  #sendPlain(waiting: QueuedFrame[]): void {
    const frames = waiting.map(({frame, subscription}) => frame.plain(subscription.request.channels));
    this.#send(JSON.stringify({type: "frames", seq: ++this.#seq, sent: this.clock.now(), frames}));
  }

  #send(message: Uint8Array | string): void {
    if (this.closed) return;
    this.socket.send(message);
    this.#unread.add(this.#seq, this.clock.now(), message.length);
    this.counters.messagesRelayed++;
    this.counters.bytesRelayed += message.length;
  }

  #hasRoom(): boolean {
    return (
      this.closed ||
      (this.#unread.bytes < this.limits.backfillWindow && this.socket.bufferedAmount < this.limits.backfillWindow)
    );
  }
}
