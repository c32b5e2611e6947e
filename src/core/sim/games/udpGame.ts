import type {Moment} from "./gameRun.js";
import type {SimSession} from "./simSession.js";

/** A datagram and whom it is for. */
export interface Told {
  client: string;
  bytes: Uint8Array;
}

/** A game that tells its telemetry to whoever asks, without a socket. Clients are told apart by any text. */
export interface UdpGame {
  readonly clients: number;
  /** what is answered at once */
  receive(bytes: Uint8Array, client: string): Uint8Array[];
  /** what goes out in a frame of its session */
  tell(moment?: Moment, session?: SimSession): Told[];
}
