import type {PageClock} from "../../core/live/timeline/pageClock.js";
import {parseRelayMessage} from "../../core/live/wire/parseRelayMessage.js";
import type {LogPosition, RelayMessage, Subscribe} from "../../core/live/wire/protocol.js";
import {COLUMNS, decodeMessage, type WireMessage} from "../../core/live/wire/wireFrames.js";
import type {LiveTopic} from "../../core/messages/topics.js";

/** What is needed of a browser's WebSocket. */
export interface PageSocket {
  binaryType: string;
  onopen: (() => void) | null;
  onmessage: ((event: {data: unknown}) => void) | null;
  onclose: (() => void) | null;
  onerror: (() => void) | null;
  send(text: string): void;
  close(): void;
}

export interface RelaySocketOptions {
  open: () => PageSocket;
  clock: PageClock;
  subscription: () => Omit<Subscribe, "type" | "id" | "resumeFrom"> & {resumeFrom: LogPosition[] | null};
  onState: (connected: boolean) => void;
  onControl: (message: RelayMessage) => void;
  onFrames: (message: WireMessage) => void;
}

export const SUBSCRIPTION = "page";
const ACK_MS = 250;
const PING_MS = 2000;
/** A relay answers pings: silence of this length is a broken line, which a browser alone notices after minutes. */
const SILENT_MS = 8000;
const FIRST_WAIT = 250;
const LONGEST_WAIT = 5000;

/** A connection to the relay that comes back by itself, says what it has read, and knows by how much the clocks differ. */
export class RelaySocket {
  reconnects = 0;
  /** relay's clock − this page's, ms, by the quickest of the last round trips; NaN before the first */
  offset = Number.NaN;
  #socket: PageSocket | null = null;
  #trips: {trip: number; offset: number}[] = [];
  #seq = 0;
  #acknowledged = 0;
  #wait = FIRST_WAIT;
  #heard = 0;
  #pinged = 0;
  #stop: (() => void) | null = null;
  #closed = false;

  constructor(readonly options: RelaySocketOptions) {
    this.#connect();
  }

  close(): void {
    this.#closed = true;
    this.#stop?.();
    this.#drop();
  }

  /** What is subscribed to has become another. */
  resubscribe(): void {
    this.#say({type: "subscribe", id: SUBSCRIPTION, ...this.options.subscription()});
  }

  #connect(): void {
    const {open, clock, onState, subscription} = this.options;
    let socket: PageSocket;
    try {
      socket = open();
    } catch {
      this.#again();
      return;
    }
    this.#socket = socket;
    this.#heard = clock.now();
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.#seq = 0;
      this.#acknowledged = 0;
      this.#wait = FIRST_WAIT;
      this.#pinged = 0;
      this.#trips = [];
      this.#say({type: "subscribe", id: SUBSCRIPTION, ...subscription()});
      onState(true);
      this.#tend();
    };
    socket.onmessage = ({data}) => {
      this.#heard = clock.now();
      this.#onMessage(data);
    };
    socket.onerror = () => {}; // a close follows, always
    socket.onclose = () => this.#lost();
  }

  #onMessage(data: unknown): void {
    const {onControl, onFrames, clock} = this.options;
    if (typeof data !== "string") {
      const message = decodeMessage(new Uint8Array(data as ArrayBuffer));
      this.#seq = message.seq;
      onFrames(message);
      // the next stretch of a backfill waits for this
      if (message.kind === COLUMNS) this.#acknowledge();
      return;
    }
    const message = parseRelayMessage(data);
    if (!message || message.type === "frames") return;
    if (message.type === "pong") {
      const now = clock.now();
      this.#trips.push({trip: now - message.t, offset: message.now - (message.t + now) / 2});
      if (this.#trips.length > 8) this.#trips.shift();
      this.offset = this.#trips.reduce((best, one) => (one.trip < best.trip ? one : best)).offset;
    }
    // until a round trip is known: right but for the way here
    if (message.type === "hello" && this.#trips.length === 0) this.offset = message.now - clock.now();
    onControl(message as RelayMessage);
  }

  /** Every quarter of a second: acknowledge, ping, listen for silence. */
  #tend(): void {
    const {clock} = this.options;
    this.#stop = clock.after(ACK_MS, () => {
      if (this.#closed || !this.#socket) return;
      const now = clock.now();
      if (now - this.#heard > SILENT_MS) {
        this.#lost();
        return;
      }
      this.#acknowledge();
      if (now - this.#pinged >= PING_MS) {
        this.#pinged = now;
        this.#say({type: "ping", t: now});
      }
      this.#tend();
    });
  }

  #acknowledge(): void {
    if (this.#seq === this.#acknowledged) return;
    this.#acknowledged = this.#seq;
    this.#say({type: "ack", seq: this.#seq});
  }

  #say(message: object): void {
    try {
      this.#socket?.send(JSON.stringify(message));
    } catch {
      // closing: onclose follows
    }
  }

  #lost(): void {
    if (!this.#socket) return;
    this.#drop();
    if (this.#closed) return;
    this.options.onState(false);
    this.reconnects++;
    this.#again();
  }

  #again(): void {
    this.#stop?.();
    this.#stop = this.options.clock.after(this.#wait, () => this.#connect());
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }
}

export type {LiveTopic};
