import type {Gt7Kind} from "./packet.js";

/** UDP ports of the console, for heartbeats, and of the client, for packets */
export const GT7_HEARTBEAT_PORT = 33_739;
export const GT7_PORT = 33_740;

/** The console sends for about ten seconds after a heartbeat; the next one is sent after so many seconds or datagrams. */
const LIVE_S = 8;
const LIVE_DATAGRAMS = 100;
/** s between two heartbeats while the console does not send */
const ASKING_S = 1;
/** s without a datagram after which the console counts as silent (menu, standby) */
const SILENT_S = 2;

/**
 * Client side of Gran Turismo's telemetry, without a socket: decides when to send heartbeats. Times are seconds of any clock that does
 * not fall.
 */
export class Gt7Client {
  private lastBeat = Number.NEGATIVE_INFINITY;
  private lastDatagram = Number.NEGATIVE_INFINITY;
  private sinceBeat = 0;
  private readonly heartbeat: Uint8Array;

  constructor(kind: Gt7Kind = "A") {
    this.heartbeat = Uint8Array.of(kind.charCodeAt(0));
  }

  /** The heartbeat to send to the console now; undefined when none is due. */
  due(now: number): Uint8Array | undefined {
    const live = this.state(now) === "live";
    const wait = live ? LIVE_S : ASKING_S;
    if (now - this.lastBeat < wait && !(live && this.sinceBeat >= LIVE_DATAGRAMS)) return undefined;
    this.lastBeat = now;
    this.sinceBeat = 0;
    return this.heartbeat;
  }

  /** Records that a datagram was received. */
  datagram(now: number): void {
    this.lastDatagram = now;
    this.sinceBeat++;
  }

  state(now: number): "asking" | "live" {
    return now - this.lastDatagram < SILENT_S ? "live" : "asking";
  }
}
