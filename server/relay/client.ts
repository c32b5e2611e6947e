import {CLOSE, type Control} from "../../src/core/live/wire.js";
import {encodeColumns, encodeFrames} from "../../src/core/live/wireFrames.js";
import type {RelayFrame} from "./frame.js";
import type {Clock, RelayLimits, WebSocketLike} from "./parts.js";
import type {Subscription} from "./subscription.js";

export interface Counters {
  messagesRelayed: number;
  bytesRelayed: number;
  framesRelayed: number;
  framesSkipped: number;
  clientsRefused: number;
  clientsClosedSlow: number;
}

interface Waiting {
  frame: RelayFrame;
  subscription: Subscription;
}

/**
 * One connection: what waits for the next tick, and what was sent and not yet acknowledged. The kernel takes some 4 MB
 * before a socket admits that nobody reads, minutes of a session; so the client says what it has read. When it falls
 * `slowMs` behind it gets one message at a time, with the latest of each car, until it keeps up again.
 */
export class RelayClient {
  readonly subscriptions = new Map<string, Subscription>();
  closed = false;
  slow = false;
  lastHeard: number;
  #seq = 0;
  #tickMs: 16 | 33 = 33;
  #waiting: Waiting[] = [];
  #latest = new Map<string, Waiting>();
  #events = 0;
  #skipped = 0;
  #sent: {seq: number; at: number; bytes: number}[] = [];
  #outstandingBytes = 0;
  #room: (() => void)[] = [];
  #closedAt = 0;

  constructor(
    readonly socket: WebSocketLike,
    readonly clock: Clock,
    readonly limits: RelayLimits,
    readonly counters: Counters,
  ) {
    this.lastHeard = clock.now();
  }

  /** A frame for the next tick, or at once. */
  offer(frame: RelayFrame, subscription: Subscription): void {
    if (this.slow) this.#keepLatest({frame, subscription});
    else this.#waiting.push({frame, subscription});
  }

  /** Sends what has gathered, if this client may have it now. */
  flush(): void {
    if (this.closed) return;
    if (this.slow) {
      // one at a time: what is on its way must have been read
      if (this.#sent.length > 0 || this.#latest.size === 0) return;
      if (this.#skipped > 0) this.control({type: "skipped", frames: this.#skipped});
      this.#skipped = 0;
      this.#waiting = [...this.#latest.values()];
      this.#latest.clear();
      this.#events = 0;
    }
    if (this.#waiting.length === 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    const binary = waiting.filter(({subscription}) => subscription.request.encoding === "binary");
    if (binary.length > 0) this.#sendFrames(binary);
    if (binary.length < waiting.length) this.#sendPlain(waiting.filter((one) => !binary.includes(one)));
    for (const {frame} of waiting) frame.session.relayed++;
    this.counters.framesRelayed += waiting.length;
  }

  /** Frames of a backfill, in order and at once; `room` says when. */
  sendNow(frames: readonly RelayFrame[], subscription: Subscription): void {
    if (this.closed || frames.length === 0) return;
    const waiting = frames.map((frame) => ({frame, subscription}));
    if (subscription.request.encoding === "binary") this.#sendFrames(waiting);
    else this.#sendPlain(waiting);
    this.counters.framesRelayed += frames.length;
  }

  /** True when this client's frames wait for ticks of so many ms: the shortest of its subscriptions'. */
  ticksEvery(ms: 16 | 33): boolean {
    return this.#tickMs === ms;
  }

  /** After subscriptions came or went. */
  retime(): void {
    this.#tickMs = [...this.subscriptions.values()].some(
      ({request}) => request.mode === "live" || request.tickMs === 16,
    )
      ? 16
      : 33;
  }

  sendColumns(columns: Parameters<typeof encodeColumns>[2]): void {
    this.#send(encodeColumns(++this.#seq, this.clock.now(), columns));
  }

  control(message: Control): void {
    if (!this.closed) this.socket.send(JSON.stringify(message));
  }

  /** Resolves when little enough is on its way for more of a backfill, or the connection has ended. */
  room(): Promise<void> {
    if (this.#hasRoom()) return Promise.resolve();
    return new Promise((resolve) => this.#room.push(resolve));
  }

  acknowledge(seq: number): void {
    const now = this.clock.now();
    let quick = false;
    while (this.#sent.length > 0 && this.#sent[0].seq <= seq) {
      const {at, bytes} = this.#sent.shift()!;
      this.#outstandingBytes -= bytes;
      quick = now - at < this.limits.slowMs / 2;
    }
    if (this.slow && quick && this.#sent.length === 0) {
      this.flush(); // tells what was skipped
      this.slow = false;
    }
    if (this.#hasRoom()) this.#release();
  }

  /** Looks at the time: slow, too slow, gone? */
  check(): void {
    const now = this.clock.now();
    if (this.closed) {
      if (now - this.#closedAt > 1000) this.socket.terminate();
      return;
    }
    const behind = this.#sent.length > 0 ? now - this.#sent[0].at : 0;
    if (behind > this.limits.closeMs) {
      this.counters.clientsClosedSlow++;
      this.close(CLOSE.slow, "too slow");
    } else if (now - this.lastHeard > this.limits.silentMs) this.close(CLOSE.silent, "silent");
    else if (!this.slow && (behind > this.limits.slowMs || this.socket.bufferedAmount > this.limits.buffered)) {
      this.slow = true;
      for (const one of this.#waiting) this.#keepLatest(one);
      this.#waiting = [];
    }
  }

  close(code: number, reason: string): void {
    if (this.closed) return;
    this.control({type: "bye", reason});
    this.end();
    this.socket.close(code, reason);
  }

  /** The connection has ended; gives everything back. */
  end(): void {
    if (this.closed) return;
    this.closed = true;
    this.#closedAt = this.clock.now();
    for (const subscription of this.subscriptions.values()) subscription.close();
    this.subscriptions.clear();
    this.#waiting = [];
    this.#latest.clear();
    this.#sent = [];
    this.#release();
  }

  #keepLatest(one: Waiting): void {
    const {frame, subscription} = one;
    const id = subscription.request.id;
    if (frame.name === "telemetry") {
      const key = `${id} ${frame.car}`;
      if (this.#latest.delete(key)) this.skipped(1);
      this.#latest.set(key, one);
      return;
    }
    // events are few and each counts; but not without end
    this.#latest.set(`${id} ${frame.name} ${frame.entry.partition} ${frame.entry.offset}`, one);
    if (++this.#events <= this.limits.events) return;
    for (const [key, {frame: oldest}] of this.#latest) {
      if (oldest.name === "telemetry") continue;
      this.#latest.delete(key);
      this.#events--;
      this.skipped(1);
      return;
    }
  }

  /** Counts frames that this client will not get. */
  skipped(frames: number): void {
    this.#skipped += frames;
    this.counters.framesSkipped += frames;
    if (!this.slow && frames > 0) {
      this.control({type: "skipped", frames: this.#skipped});
      this.#skipped = 0;
    }
  }

  #sendFrames(waiting: Waiting[]): void {
    const records = waiting.map(({frame, subscription}) =>
      frame.record(subscription.request.channels, subscription.key),
    );
    this.#send(encodeFrames(++this.#seq, this.clock.now(), records));
  }

  #sendPlain(waiting: Waiting[]): void {
    const frames = waiting.map(({frame, subscription}) => frame.plain(subscription.request.channels));
    this.#send(JSON.stringify({type: "frames", seq: ++this.#seq, sent: this.clock.now(), frames}));
  }

  #send(message: Uint8Array | string): void {
    if (this.closed) return;
    this.socket.send(message);
    this.#sent.push({seq: this.#seq, at: this.clock.now(), bytes: message.length});
    this.#outstandingBytes += message.length;
    this.counters.messagesRelayed++;
    this.counters.bytesRelayed += message.length;
  }

  #hasRoom(): boolean {
    return (
      this.closed ||
      (this.#outstandingBytes < this.limits.backfillWindow && this.socket.bufferedAmount < this.limits.backfillWindow)
    );
  }

  #release(): void {
    const waiting = this.#room;
    this.#room = [];
    for (const resolve of waiting) resolve();
  }
}
