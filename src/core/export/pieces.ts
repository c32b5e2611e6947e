/** A part of a file being written, and the share of the work done with it, 0–1. */
export interface Piece {
  /** empty while the writer is planning */
  bytes: Uint8Array;
  done: number;
}

const NOTHING = new Uint8Array(0);

/** Reports the progress of `work`, which is `share` of the writer's work, as pieces without bytes. */
export function* asPieces<T>(work: Generator<number, T>, share: number): Generator<Piece, T> {
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    yield {bytes: NOTHING, done: step.value * share};
  }
}
