import {type Gt7Kind, kindOfLength} from "./packet.js";

/** The console sends for about ten seconds after a heartbeat; the next one is sent after so many seconds or datagrams. */
const LIVE_S = 8;
const LIVE_DATAGRAMS = 100;
/** s between two heartbeats while the console does not send */
const ASKING_S = 1;
/** s without a datagram after which the console counts as silent (menu, standby) */
const SILENT_S = 2;

/**
 * Client side of Gran Turismo's telemetry, without a socket: decides when to send heartbeats. While the console does not answer, each
 * heartbeat asks for another kind of packet: older versions of the game do not know packet C, and some modes do not send it. Times are
 * seconds of any clock that does not fall.
 */
export class Gt7Client {
  private lastBeat = Number.NEGATIVE_INFINITY;
  private lastDatagram = Number.NEGATIVE_INFINITY;
  private sinceBeat = 0;
  /** of the last heartbeat, or of the last datagram */
  private kind: Gt7Kind;
  /** heartbeats since the last datagram */
  private unanswered = 0;

  /** @param kinds of packets, the best first */
  constructor(private readonly kinds: readonly Gt7Kind[] = ["C", "A"]) {
    this.kind = kinds[0];
  }

  /** The heartbeat to send to the console now; undefined when none is due. */
  due(now: number): Uint8Array | undefined {
    const live = this.state(now) === "live";
    const wait = live ? LIVE_S : ASKING_S;
    if (now - this.lastBeat < wait && !(live && this.sinceBeat >= LIVE_DATAGRAMS)) return undefined;
    this.lastBeat = now;
    this.sinceBeat = 0;
    if (!live) this.kind = this.kinds[this.unanswered++ % this.kinds.length];
    return Uint8Array.of(this.kind.charCodeAt(0));
  }

  /** Records that a datagram of `length` bytes was received. */
  datagram(now: number, length: number): void {
    this.lastDatagram = now;
    this.kind = kindOfLength(length) ?? this.kind;
    this.unanswered = 0;
    this.sinceBeat++;
  }

  state(now: number): "asking" | "live" {
    return now - this.lastDatagram < SILENT_S ? "live" : "asking";
  }
}
