import type {Corner} from "../track/corner.js";
import {LEAST_STRAIGHT} from "../track/straights.js";
import {gridAt} from "./gridAt.js";
import type {GridLap} from "./gridLap.js";

/** A part of a lap; m along the line. The pieces of a lap cover it without gap or overlap. */
export interface TrackPiece {
  kind: "corner" | "straight";
  /** of the corner, or of the straight, counted from the start line; both parts of one that passes the line have its number */
  number: number;
  /** "Turn 4 Ascari", "straight 2" */
  name: string;
  fromM: number;
  toM: number;
}

/** Why a corner's time is another one among other laps; for the user. */
export const CUTS =
  "A corner begins where the first of these laps slows for it: among other laps its time is another one, and that of the straight before it too.";

/** A lap slows from where it was last within this of its top speed on the straight, km/h: games send whole km/h. */
const AT_TOP_KMH = 1;
/** A corner begins at most this far before its entry, m, or half a straight where that is more. */
const NEAR_M = 150;
/** Order statistic of the places where laps slow: of ten laps and more, one that slowed elsewhere (a yellow flag) moves no cut. */
const EARLIEST = 0.1;

/**
 * Cuts a lap into corners and straights. A corner ends at its exit. It begins where the first of the laps compared starts to slow for
 * it, at most half a straight or 150 m before its entry, and at its entry where none slows: a loss by early braking is the corner's,
 * not the straight's. All laps compared share the cuts. A lap without corners is one piece, "whole lap".
 *
 * @param laps the laps compared, on the same line; without laps corners begin at their entries
 */
export function trackPieces(corners: readonly Corner[], lengthM: number, laps: readonly GridLap[] = []): TrackPiece[] {
  const straight = (number: number, fromM: number, toM: number): TrackPiece[] =>
    toM > fromM ? [{kind: "straight", number, name: `straight ${number}`, fromM, toM}] : [];
  if (corners.length === 0) return [{kind: "straight", number: 1, name: "whole lap", fromM: 0, toM: lengthM}];
  const sorted = corners.toSorted((a, b) => a.entryM - b.entryM);
  const last = sorted[sorted.length - 1];
  const passesLine = sorted.find(({entryM, exitM}) => entryM > exitM);
  const pieces: TrackPiece[] = [];
  // the straight over the start line is the first, and has a part at either end of the lap
  const overLine = passesLine ? 0 : sorted[0].entryM + lengthM - last.exitM;
  let number = overLine >= LEAST_STRAIGHT ? 1 : 0;
  let at = 0;
  // one that ends at the line has no part after it
  if (passesLine && passesLine.exitM > 0) {
    pieces.push(cornerPiece(passesLine, 0, passesLine.exitM));
    at = passesLine.exitM;
  }
  for (const corner of sorted) {
    const isFirst = pieces.length === 0;
    const {entryM} = corner;
    const exitM = corner === passesLine ? lengthM : corner.exitM;
    const gap = isFirst ? overLine : entryM - at;
    let fromM = at;
    // a shorter gap belongs to the corner that follows
    if (gap >= LEAST_STRAIGHT) {
      fromM = slowsAt(laps, at, entryM, Math.max(at, entryM - Math.max(gap / 2, NEAR_M)));
      if (!isFirst) number++;
      pieces.push(...straight(number, at, fromM));
    }
    pieces.push(cornerPiece(corner, fromM, exitM));
    at = exitM;
  }
  if (overLine >= LEAST_STRAIGHT) pieces.push(...straight(1, at, lengthM));
  else if (at < lengthM) pieces.push(cornerPiece(sorted[0], at, lengthM));
  return pieces;
}

/** Time that a lap spends in each piece, s: they add up to its time. NaN where it has no times. */
export function pieceTimes(
  lap: Pick<GridLap, "time" | "stepM">,
  pieces: readonly Pick<TrackPiece, "fromM" | "toM">[],
): Float64Array {
  return Float64Array.from(pieces, ({fromM, toM}) => gridAt(lap, lap.time, toM) - gridAt(lap, lap.time, fromM));
}

function cornerPiece({number, label, name}: Corner, fromM: number, toM: number): TrackPiece {
  const words = [`Turn ${label ?? number}`, ...(name ? [name] : [])];
  return {kind: "corner", number, name: words.join(" "), fromM, toM};
}

/** Where the first of the laps slows on a straight, m, at `earliestM` or later; at its end where none does. */
function slowsAt(laps: readonly GridLap[], fromM: number, toM: number, earliestM: number): number {
  const places = laps.flatMap((lap) => slowingPlace(lap, fromM, toM) ?? []).sort((a, b) => a - b);
  return places.length === 0 ? toM : Math.max(places[Math.floor(EARLIEST * places.length)], earliestM);
}

/** Where a lap is last at its top speed between two places, m; undefined without speeds. */
function slowingPlace({channels, stepM, n}: GridLap, fromM: number, toM: number): number | undefined {
  const speed = channels.speedKmh;
  if (!speed) return undefined;
  const [from, to] = [Math.ceil(fromM / stepM), Math.min(n, Math.floor(toM / stepM))];
  let top = Number.NaN;
  for (let i = from; i <= to; i++) if (!(speed[i] <= top) && !Number.isNaN(speed[i])) top = speed[i];
  for (let i = to; i >= from; i--) if (speed[i] >= top - AT_TOP_KMH) return i * stepM;
  return undefined;
}
