import type {Gt7Kind} from "./packet.js";

/** The console sends for about ten seconds after a heartbeat, or so many datagrams. */
const LIVE_S = 8;
const LIVE_DATAGRAMS = 100;
/** Heartbeats while nothing comes. */
const ASKING_S = 1;
/** After so long without a datagram the console is silent (a menu, a standby). */
const SILENT_S = 2;

/**
 * The client's side of Gran Turismo's telemetry: when to ask the console again. Knows no clock and no socket: times are given
 * in seconds of a clock that does not fall.
 */
export class Gt7Client {
  private lastBeat = Number.NEGATIVE_INFINITY;
  private lastDatagram = Number.NEGATIVE_INFINITY;
  private sinceBeat = 0;
  private readonly heartbeat: Uint8Array;

  constructor(kind: Gt7Kind = "A") {
    this.heartbeat = Uint8Array.of(kind.charCodeAt(0));
  }

  /** The heartbeat to send to the console's port now; undefined while none is due. */
  due(now: number): Uint8Array | undefined {
    const live = this.state(now) === "live";
    const wait = live ? LIVE_S : ASKING_S;
    if (now - this.lastBeat < wait && !(live && this.sinceBeat >= LIVE_DATAGRAMS)) return undefined;
    this.lastBeat = now;
    this.sinceBeat = 0;
    return this.heartbeat;
  }

  datagram(now: number): void {
    this.lastDatagram = now;
    this.sinceBeat++;
  }

  state(now: number): "asking" | "live" {
    return now - this.lastDatagram < SILENT_S ? "live" : "asking";
  }
}
