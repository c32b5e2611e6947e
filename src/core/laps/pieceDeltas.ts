import type {Corner} from "../track/corner.js";
import {gridAt} from "./gridAt.js";
import type {GridLap} from "./gridLap.js";
import type {TrackPiece} from "./partition.js";
import {type CornerPhase, phasesOf} from "./phases.js";

/** A stretch of a lap against the reference; null where either has no time there. */
export interface StretchDelta {
  fromM: number;
  toM: number;
  /** time of the lap in it, ms */
  ms: number | null;
  /** that time − the reference's, ms; negative where the lap gains */
  deltaMs: number | null;
}

/** A piece of a lap against the reference. */
export interface PieceDelta extends StretchDelta {
  kind: TrackPiece["kind"];
  name: string;
  /** of a corner; they add up to it */
  phases: Partial<Record<CornerPhase, StretchDelta>>;
}

/**
 * Where a lap gains and loses against a reference. The `ms` add up to the lap time and the `deltaMs` to the difference of both times,
 * to the microsecond: times are rounded at the cuts, not in between.
 */
export function pieceDeltas(
  lap: GridLap,
  reference: GridLap,
  pieces: readonly TrackPiece[],
  corners: readonly Corner[],
): PieceDelta[] {
  const stretch = ({fromM, toM}: {fromM: number; toM: number}): StretchDelta => {
    const ms = microseconds(lap, toM) - microseconds(lap, fromM);
    const other = microseconds(reference, toM) - microseconds(reference, fromM);
    return {fromM, toM, ms: inMs(ms), deltaMs: inMs(ms - other)};
  };
  return pieces.map((piece) => {
    const corner = piece.kind === "corner" && corners.find(({number}) => number === piece.number);
    const spans = corner ? phasesOf(piece, corner, reference) : [];
    const phases = Object.fromEntries(spans.map((span) => [span.phase, stretch(span)]));
    const {fromM, toM, ms, deltaMs} = stretch(piece);
    return {kind: piece.kind, name: piece.name, fromM, toM, ms, deltaMs, phases};
  });
}

function microseconds(lap: GridLap, metres: number): number {
  return Math.round(1e6 * gridAt(lap, lap.time, metres));
}

function inMs(microseconds: number): number | null {
  return Number.isNaN(microseconds) ? null : microseconds / 1000;
}
