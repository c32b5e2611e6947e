import {type AccMessage, type AccRequest, PROTOCOL_VERSION} from "./messages.js";
import {readMessage} from "./readMessage.js";
import {writeRequest} from "./writeMessage.js";

export interface AccClientOptions {
  displayName?: string;
  /** connectionPassword of the game's broadcasting.json */
  password?: string;
  /** ms between two updates of a car */
  intervalMs?: number;
  /** s between registrations until the game answers: it may not be in a session yet */
  retryS?: number;
  /** s until a refused registration is tried again: the game reads its password at start only */
  refusedS?: number;
  /** s without a datagram after which the game is taken to be gone */
  silenceS?: number;
  /** some clients send their id with the unregistration, others send nothing */
  unregisterWithId?: boolean;
}

/** s between two requests of one kind */
const REQUEST_EVERY_S = 1;

type Wanted = "requestEntryList" | "requestTrackData";

/**
 * The client's side of ACC broadcasting, without a socket: `at` says what to send, `datagram` takes what came. Time is any clock
 * that does not fall, s. It asks only for what a listener needs and never sends commands.
 */
export class AccClient {
  state: "registering" | "registered" | "refused" | "closed" = "registering";
  connectionId: number | null = null;
  readOnly = true;
  /** why the game refused, in words for the user; "" while it did not */
  problem = "";
  registrations = 0;
  private readonly options: Required<AccClientOptions>;
  private registeredAt = Number.NEGATIVE_INFINITY;
  private heardAt = Number.NEGATIVE_INFINITY;
  private readonly wanted = new Map<Wanted, number>();
  /** drivers of each car in the entry list; null: listed, its entry has not come */
  private readonly entries = new Map<number, number | null>();
  private session = "";

  constructor(options: AccClientOptions = {}) {
    this.options = {
      ...{displayName: "Lapbook", password: "asd", intervalMs: 100, retryS: 2, refusedS: 60, silenceS: 2},
      unregisterWithId: true,
      ...options,
    };
  }

  /** Datagrams to send now. Call it a few times a second. */
  at(now: number): Uint8Array[] {
    if (this.state === "closed") return [];
    if (this.state === "registered" && now - this.heardAt > this.options.silenceS) this.state = "registering";
    if (this.state === "registered") return this.requests(now);
    const every = this.state === "refused" ? this.options.refusedS : this.options.retryS;
    if (now - this.registeredAt < every) return [];
    this.registeredAt = now;
    this.registrations++;
    const {displayName, password, intervalMs} = this.options;
    const register = {displayName, password, intervalMs, commandPassword: "", version: PROTOCOL_VERSION};
    return [writeRequest({type: "register", ...register})];
  }

  /** Takes a datagram of the game. */
  datagram(view: DataView, offset: number, length: number, now: number): void {
    const message = readMessage(view, offset, length);
    if (this.state === "closed") return;
    if (typeof message === "string") {
      if (message.startsWith("protocol")) this.problem = `the game speaks ${message}, not ${PROTOCOL_VERSION}`;
      return;
    }
    this.heardAt = now;
    this.take(message);
  }

  /** What to send at the end. */
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
        // cars may be numbered anew
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
