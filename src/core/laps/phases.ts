import type {Corner} from "../track/corner.js";
import type {GridLap} from "./gridLap.js";
import type {TrackPiece} from "./partition.js";

export const PHASES = ["braking", "entry", "middle", "exit"] as const;
export type CornerPhase = (typeof PHASES)[number];

/** A phase of a corner; m along the line. */
export interface PhaseSpan {
  phase: CornerPhase;
  fromM: number;
  toM: number;
}

/** The middle of a corner is where the speed is within this share of the slower side's fall above the minimum. */
const MIDDLE = 0.05;
/** A minimum less deep than this is none: the corner is driven at an even speed, km/h. */
const LEAST_FALL = 8;

/**
 * The phases of a corner's piece, in order; they cover it exactly, and one without length is left out. Braking reaches from where the
 * piece begins to the corner's entry (turn-in), the entry to the middle, the exit from the middle to the end. The middle is where the
 * reference is within 5 % of its fall in speed above its minimum; where it hardly slows (less than 8 km/h), the half of the corner
 * around its apex. The places are the reference's, so that both laps are cut alike.
 */
export function phasesOf(piece: TrackPiece, corner: Corner, reference: GridLap): PhaseSpan[] {
  const {fromM, toM} = piece;
  // a corner that passes the start line has two pieces
  const passesLine = corner.entryM > corner.exitM;
  const isEarlyPart = passesLine && fromM >= corner.exitM;
  const isLatePart = passesLine && !isEarlyPart;
  const apexIsHere = corner.apexM >= fromM && corner.apexM <= toM;
  if (isLatePart && !apexIsHere) return [{phase: "exit", fromM, toM}];
  const turnIn = isLatePart ? fromM : Math.max(fromM, corner.entryM);
  const [start, end] = apexIsHere ? middleOf(reference, {...corner, entryM: turnIn, exitM: toM}, fromM) : [toM, toM];
  const cuts = [fromM, turnIn, start, end, toM];
  return PHASES.flatMap((phase, k) => (cuts[k + 1] > cuts[k] ? [{phase, fromM: cuts[k], toM: cuts[k + 1]}] : []));
}

function middleOf(
  {channels, stepM}: GridLap,
  {entryM, apexM, exitM}: Corner,
  fromM: number,
): [from: number, to: number] {
  const even: [number, number] = [(entryM + apexM) / 2, (apexM + exitM) / 2];
  const speed = channels.speedKmh;
  if (!speed) return even;
  const [first, from, to] = [fromM, entryM, exitM].map((m) => Math.round(m / stepM));
  let least = from;
  for (let i = from; i <= to; i++) if (speed[i] < speed[least] || Number.isNaN(speed[least])) least = i;
  const fall = Math.min(greatest(speed, first, least), greatest(speed, least, to)) - speed[least];
  if (!(fall >= LEAST_FALL)) return even;
  const limit = speed[least] + MIDDLE * fall;
  let [a, b] = [least, least];
  while (a > from && speed[a - 1] <= limit) a--;
  while (b < to && speed[b + 1] <= limit) b++;
  return [Math.max(entryM, a * stepM), Math.min(exitM, b * stepM)];
}

function greatest(values: Float64Array, from: number, to: number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = from; i <= to; i++) if (values[i] > most) most = values[i];
  return most;
}
