import type {DatagramBatch} from "../capture/batch.js";
import type {LapTiming} from "./timing.js";

/** A simulated session as the datagrams of a game, frame by frame. */
export interface SimSender {
  /** of the last `fill`; used again by the next */
  readonly batch: DatagramBatch;
  /** by slot */
  readonly timings: readonly LapTiming[];
  /** part of it that is driven, 0–1, and the lap, for people */
  readonly progress: {part: number; text: string};
  readonly datagrams: number;
  readonly bytes: number;
  /** Fills the batch with the next frames; false when the session is over and nothing was written. */
  fill(frames?: number): boolean;
}
