import type {LiveTopic} from "../../messages/topics.js";
import type {PageClock} from "../timeline/pageClock.js";
import {parseRelayMessage} from "../wire/parseRelayMessage.js";
import type {LogPosition, RelayMessage, Subscribe} from "../wire/protocol.js";
import {COLUMNS, decodeMessage, type WireMessage} from "../wire/wireFrames.js";

/** The part of a browser's WebSocket that is used. */
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

const SUBSCRIPTION = "page";
const ACK_MS = 250;
const PING_MS = 2000;
/** Silence, despite pings, that counts as a broken connection; a browser alone notices it after minutes. */
const SILENT_MS = 8000;
const FIRST_WAIT = 250;
const LONGEST_WAIT = 5000;

/** A connection to the relay that reconnects, acknowledges messages, and measures the difference of the clocks. */
export class RelaySocket {
  reconnects = 0;
  /** relay's clock − this page's, ms, from the fastest of the last round trips; NaN before the first */
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

  /** Subscribes again, after the subscription has changed. */
  resubscribe(): void {
    this.#send({type: "subscribe", id: SUBSCRIPTION, ...this.options.subscription()});
  }

  #connect(): void {
    const {open, clock, onState, subscription} = this.options;
    let socket: PageSocket;
    try {
      socket = open();
    } catch {
      this.#reconnect();
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
      this.#send({type: "subscribe", id: SUBSCRIPTION, ...subscription()});
      onState(true);
      this.#maintain();
    };
    socket.onmessage = ({data}) => {
      this.#heard = clock.now();
      this.#onMessage(data);
    };
    socket.onerror = () => {}; // a close event always follows
    socket.onclose = () => this.#onLost();
  }

  #onMessage(data: unknown): void {
    const {onControl, onFrames, clock} = this.options;
    if (typeof data !== "string") {
      const message = decodeMessage(new Uint8Array(data as ArrayBuffer));
      this.#seq = message.seq;
      onFrames(message);
      // the relay sends the next part of a backfill after this
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
    // before the first round trip: too small by the latency of this message
    if (message.type === "hello" && this.#trips.length === 0) this.offset = message.now - clock.now();
    onControl(message as RelayMessage);
  }

  /** Acknowledges, pings and checks for silence, every quarter of a second. */
  #maintain(): void {
    const {clock} = this.options;
    this.#stop = clock.after(ACK_MS, () => {
      if (this.#closed || !this.#socket) return;
      const now = clock.now();
      if (now - this.#heard > SILENT_MS) {
        this.#onLost();
        return;
      }
      this.#acknowledge();
      if (now - this.#pinged >= PING_MS) {
        this.#pinged = now;
        this.#send({type: "ping", t: now});
      }
      this.#maintain();
    });
  }

  #acknowledge(): void {
    if (this.#seq === this.#acknowledged) return;
    this.#acknowledged = this.#seq;
    this.#send({type: "ack", seq: this.#seq});
  }

  #send(message: object): void {
    try {
      this.#socket?.send(JSON.stringify(message));
    } catch {
      // closing: onclose follows
    }
  }

  #onLost(): void {
    if (!this.#socket) return;
    this.#drop();
    if (this.#closed) return;
    this.options.onState(false);
    this.reconnects++;
    this.#reconnect();
  }

  #reconnect(): void {
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
