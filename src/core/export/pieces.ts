/** A part of a file as it is written, and the share of the work that is done with it, 0–1. */
export interface Piece {
  /** none while the writer still looks at what there is to write */
  bytes: Uint8Array;
  done: number;
}

const NOTHING = new Uint8Array(0);

/** Work that tells how far it is, as pieces without bytes; the whole of it is `share` of the writer's. */
export function* asPieces<T>(work: Generator<number, T>, share: number): Generator<Piece, T> {
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    yield {bytes: NOTHING, done: step.value * share};
  }
}

/** Does all of the work at once. */
export function atOnce<T>(work: Generator<unknown, T>): T {
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}

/** The whole file. */
export function joinPieces(pieces: Iterable<Piece>): Uint8Array {
  const parts = [...pieces].map(({bytes}) => bytes);
  const out = new Uint8Array(parts.reduce((sum, {length}) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
