import type {Corner} from "../track/corner.js";
import type {TrackPiece} from "./partition.js";

/** The places between which a corner is measured, m along the line. */
export interface CornerWindow {
  corner: Corner;
  piece: TrackPiece;
  /** where the bend begins, within the piece */
  entryM: number;
  apexM: number;
  /** where the next corner's piece begins; of the last corner the end of the lap */
  nextM: number;
}

/**
 * The corners of a lap's pieces, in order. A corner whose two pieces lie on either side of the start line is measured in the one that
 * holds its apex.
 */
export function cornerWindows(
  pieces: readonly TrackPiece[],
  corners: readonly Corner[],
  lengthM: number,
): CornerWindow[] {
  const windows = pieces.flatMap((piece): CornerWindow[] => {
    if (piece.kind !== "corner") return [];
    const {fromM, toM, number} = piece;
    const corner = corners.find((one) => one.number === number && one.apexM >= fromM && one.apexM <= toM);
    if (!corner) return [];
    const {entryM, apexM} = corner;
    const turnIn = entryM <= apexM ? Math.max(entryM, fromM) : fromM;
    return [{corner, piece, entryM: turnIn, apexM, nextM: lengthM}];
  });
  for (let k = 1; k < windows.length; k++) windows[k - 1].nextM = windows[k].piece.fromM;
  return windows;
}
