import {encodeOperation, messageKind, type Operation} from "./udpMessages.js";

export interface AcUdpClientOptions {
  /** RTCarInfo at every step of the game; RTLap once per lap */
  updates?: boolean;
  spots?: boolean;
  /** s between handshakes until the game answers */
  retryS?: number;
  /** s without a datagram after which the client starts again: the protocol has no keep-alive, and a session change ends subscriptions */
  silenceS?: number;
}

/**
 * Client side of the remote telemetry, without a socket: `at` returns the datagrams to send, `datagram` takes a received one. Times are
 * seconds of any clock that does not fall.
 */
export class AcUdpClient {
  state: "asking" | "subscribed" | "closed" = "asking";
  /** number of handshakes sent */
  handshakes = 0;
  private readonly operations: Operation[];
  private readonly retryS: number;
  private readonly silenceS: number;
  private askedAt = Number.NEGATIVE_INFINITY;
  private receivedAt = Number.NEGATIVE_INFINITY;
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
    if (this.state === "subscribed" && now - this.receivedAt > this.silenceS) this.state = "asking";
    if (this.state !== "asking" || now - this.askedAt < this.retryS) return [];
    this.askedAt = now;
    this.handshakes++;
    return [encodeOperation("handshake")];
  }

  /** Handles a datagram of the game. */
  datagram(view: DataView, offset: number, length: number, now: number): void {
    const kind = messageKind(view, offset, length);
    if (!kind || this.state === "closed") return;
    this.receivedAt = now;
    if (kind === "response") this.answered = this.state === "asking";
    // an old subscription may still be active after a silence
    else if (this.state === "asking" && !this.answered) this.state = "subscribed";
  }

  /** Closes the client; returns the datagrams to send. */
  close(): Uint8Array[] {
    const dismiss = this.state === "subscribed";
    this.state = "closed";
    return dismiss ? [encodeOperation("dismiss")] : [];
  }
}
