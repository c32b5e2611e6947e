import {ACC_PROTOCOL_VERSION, type AccRequest} from "./messages.js";
import type {AccMessage} from "./readMessage.js";
import {readMessage} from "./readMessage.js";
import {writeRequest} from "./writeMessage.js";

export interface AccClientOptions {
  displayName?: string;
  /** connectionPassword of the game's broadcasting.json */
  password?: string;
  /** ms between two updates of a car */
  intervalMs?: number;
  /** s between registrations until the game answers; it answers only in a session */
  retryS?: number;
  /** s until a refused registration is repeated; the game reads its password only at start */
  refusedS?: number;
  /** s without a datagram after which the client registers again */
  silenceS?: number;
  /** send the connection id with the unregistration, as some clients do */
  unregisterWithId?: boolean;
}

/** s between two requests of the same type */
const REQUEST_EVERY_S = 1;

type Wanted = "requestEntryList" | "requestTrackData";

/**
 * Client side of ACC broadcasting, without a socket: `at` returns the datagrams to send, `datagram` takes a received one. Times are seconds
 * of any clock that does not fall. It requests only what a listener needs and never sends commands.
 */
export class AccClient {
  state: "registering" | "registered" | "refused" | "closed" = "registering";
  connectionId: number | null = null;
  readOnly = true;
  /** why the game refused the registration, for the user; "" otherwise */
  problem = "";
  registrations = 0;
  private readonly options: Required<AccClientOptions>;
  private registeredAt = Number.NEGATIVE_INFINITY;
  private receivedAt = Number.NEGATIVE_INFINITY;
  /** open requests and the time at which each was sent last, s */
  private readonly wanted = new Map<Wanted, number>();
  /** number of drivers of each car in the entry list; null while its entry has not arrived */
  private readonly entries = new Map<number, number | null>();
  private session = "";

  constructor(options: AccClientOptions = {}) {
    this.options = {
      displayName: "Lapbook",
      password: "asd",
      intervalMs: 100,
      retryS: 2,
      refusedS: 60,
      silenceS: 2,
      unregisterWithId: true,
      ...options,
    };
  }

  /** Datagrams to send now. Call it a few times a second. */
  at(now: number): Uint8Array[] {
    if (this.state === "closed") return [];
    if (this.state === "registered" && now - this.receivedAt > this.options.silenceS) this.state = "registering";
    if (this.state === "registered") return this.requests(now);
    const every = this.state === "refused" ? this.options.refusedS : this.options.retryS;
    if (now - this.registeredAt < every) return [];
    this.registeredAt = now;
    this.registrations++;
    const {displayName, password, intervalMs} = this.options;
    const version = ACC_PROTOCOL_VERSION;
    return [writeRequest({type: "register", displayName, password, intervalMs, commandPassword: "", version})];
  }

  /** Handles a datagram of the game. */
  datagram(view: DataView, offset: number, length: number, now: number): void {
    const message = readMessage(view, offset, length);
    if (this.state === "closed") return;
    if (typeof message === "string") {
      if (message.startsWith("protocol")) this.problem = `the game speaks ${message}, not ${ACC_PROTOCOL_VERSION}`;
      return;
    }
    this.receivedAt = now;
    this.take(message);
  }

  /** Closes the client; returns the datagrams to send. */
  close(): Uint8Array[] {
    const {state, connectionId} = this;
    this.state = "closed";
    if (state !== "registered" || connectionId === null) return [];
    const request: AccRequest = this.options.unregisterWithId
      ? {type: "unregister", connectionId}
      : {type: "unregister"};
    return [writeRequest(request)];
  }

  private take(message: AccMessage): void {
    switch (message.type) {
      case "registration":
        this.registered(message);
        break;
      case "entryList":
        this.wanted.delete("requestEntryList");
        this.entries.clear();
        for (const index of message.carIndices) this.entries.set(index, null);
        break;
      case "entryCar":
        this.entries.set(message.carIndex, message.drivers.length);
        break;
      case "trackData":
        this.wanted.delete("requestTrackData");
        break;
      case "realtime": {
        const session = `${message.eventIndex} ${message.sessionIndex} ${message.sessionType}`;
        // a new session may renumber the cars
        if (this.session !== "" && session !== this.session) this.want("requestEntryList", "requestTrackData");
        this.session = session;
        break;
      }
      case "car": {
        const known = this.entries.get(message.carIndex);
        if (known === undefined || (known !== null && known !== message.driverCount)) this.want("requestEntryList");
      }
    }
  }

  private registered({connectionId, success, readOnly, error}: AccMessage & {type: "registration"}): void {
    if (!success) {
      this.state = "refused";
      this.problem = `refused: ${error || "the game gave no reason"}`;
      return;
    }
    this.state = "registered";
    this.problem = "";
    this.connectionId = connectionId;
    this.readOnly = readOnly;
    this.entries.clear();
    this.wanted.clear();
    this.want("requestEntryList", "requestTrackData");
  }

  private want(...requests: Wanted[]): void {
    for (const request of requests) if (!this.wanted.has(request)) this.wanted.set(request, Number.NEGATIVE_INFINITY);
  }

  private requests(now: number): Uint8Array[] {
    const out: Uint8Array[] = [];
    for (const [type, askedAt] of this.wanted) {
      if (now - askedAt < REQUEST_EVERY_S) continue;
      this.wanted.set(type, now);
      out.push(writeRequest({type, connectionId: this.connectionId!}));
    }
    return out;
  }
}
