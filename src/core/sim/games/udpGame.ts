import type {Moment} from "./gameRun.js";
import type {SimSession} from "./simSession.js";

/** A datagram to a client. */
export interface ClientDatagram {
  client: string;
  bytes: Uint8Array;
}

/** The server side of a game's telemetry over UDP, without a socket. Clients are identified by any text. */
export interface UdpGame {
  /** number of clients that receive telemetry */
  readonly clients: number;
  /** Handles a client's datagram; returns the immediate answers. */
  receive(bytes: Uint8Array, client: string): Uint8Array[];
  /** The datagrams of a frame of the session. */
  frame(moment?: Moment, session?: SimSession): ClientDatagram[];
}
