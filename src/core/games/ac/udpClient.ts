import {encodeOperation, messageKind, type Operation} from "./udpMessages.js";

export interface AcUdpClientOptions {
  /** RTCarInfo at every step of the game; RTLap once a lap */
  updates?: boolean;
  spots?: boolean;
  /** s between handshakes until the game answers */
  retryS?: number;
  /** s without a datagram after which the conversation begins again: there is no keep-alive, and a session change ends it */
  silenceS?: number;
}

/**
 * The client's side of the remote telemetry, without a socket: `at` says what to send, `datagram` takes what came. Time is any
 * clock that does not fall, s.
 */
export class AcUdpClient {
  state: "asking" | "subscribed" | "closed" = "asking";
  /** conversations begun */
  handshakes = 0;
  private readonly operations: Operation[];
  private readonly retryS: number;
  private readonly silenceS: number;
  private askedAt = Number.NEGATIVE_INFINITY;
  private heardAt = Number.NEGATIVE_INFINITY;
  private answered = false;

  constructor({updates = true, spots = true, retryS = 2, silenceS = 3}: AcUdpClientOptions = {}) {
    this.operations = [...(updates ? (["updates"] as const) : []), ...(spots ? (["spots"] as const) : [])];
    this.retryS = retryS;
    this.silenceS = silenceS;
  }

  /** Datagrams to send now, in order. Call it after each datagram and a few times a second. */
  at(now: number): Uint8Array[] {
    if (this.state === "closed") return [];
    if (this.answered) {
      this.answered = false;
      this.state = "subscribed";
      return this.operations.map(encodeOperation);
    }
    if (this.state === "subscribed" && now - this.heardAt > this.silenceS) this.state = "asking";
    if (this.state !== "asking" || now - this.askedAt < this.retryS) return [];
    this.askedAt = now;
    this.handshakes++;
    return [encodeOperation("handshake")];
  }

  /** Takes a datagram of the game. */
  datagram(view: DataView, offset: number, length: number, now: number): void {
    const kind = messageKind(view, offset, length);
    if (!kind || this.state === "closed") return;
    this.heardAt = now;
    if (kind === "response") this.answered = this.state === "asking";
    // an old subscription that still runs after silence is as good as a new one
    else if (this.state === "asking" && !this.answered) this.state = "subscribed";
  }

  /** What to send at the end. */
  close(): Uint8Array[] {
    const dismiss = this.state === "subscribed";
    this.state = "closed";
    return dismiss ? [encodeOperation("dismiss")] : [];
  }
}
