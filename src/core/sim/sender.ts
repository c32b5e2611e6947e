import type {DatagramBatch} from "../capture/batch.js";
import type {LapTiming} from "./timing.js";

/** Sends a simulated session as the datagrams of a game, frame by frame. */
export interface SimSender {
  /** datagrams of the last `fill`; reused by the next */
  readonly batch: DatagramBatch;
  /** by slot */
  readonly timings: readonly LapTiming[];
  /** driven part of the session, 0–1, and its lap as text to display */
  readonly progress: {part: number; text: string};
  /** number of datagrams and bytes so far */
  readonly datagrams: number;
  readonly bytes: number;
  /** Fills the batch with the next frames; returns false when the session is over and nothing was written. */
  fill(frames?: number): boolean;
  /** Ends the session early, as when the player leaves: fills the batch with the closing datagrams. Returns false when there are none. */
  leave?(): boolean;
}
