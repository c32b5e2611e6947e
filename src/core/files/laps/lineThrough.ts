import type {ImportedLap} from "../importedLog.js";
import {type FinishLine, finishLine, headingOf, lineTimes, type TimedPath} from "./finishLine.js";
import type {PlanePoint} from "./gateCrossings.js";
import {lapsFromCrossings} from "./lapSplit.js";

/** The drive must pass the place within this, or within a step between positions, m. */
const NEAR_M = 30;
/** The direction is that between positions this far apart, or one step, m. */
const AROUND_M = 15;

/** A line through a place, across the direction in which the drive passes it closest; undefined where it does not pass by. */
export function lineThrough({x, z}: TimedPath, place: PlanePoint): FinishLine | undefined {
  let at = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let row = 0; row < x.length; row++) {
    const metres = Math.hypot(x[row] - place.x, z[row] - place.z);
    if (metres < least) [at, least] = [row, metres];
  }
  if (at < 0) return undefined;
  const away = (row: number) => Math.hypot(x[row] - x[at], z[row] - z[at]);
  const beside = (step: 1 | -1): number => {
    let row = at;
    let found = at;
    while (row + step >= 0 && row + step < x.length) {
      row += step;
      if (!Number.isFinite(x[row] + z[row])) continue;
      found = row;
      if (away(row) >= AROUND_M) break;
    }
    return found;
  };
  const [from, to] = [beside(-1), beside(1)];
  const [dx, dz] = [x[to] - x[from], z[to] - z[from]];
  if (!(Math.hypot(dx, dz) > 0) || least > Math.max(NEAR_M, away(from), away(to))) return undefined;
  return finishLine(place.x, place.z, (Math.atan2(dx, -dz) * 180) / Math.PI);
}

/**
 * Laps at a line of which a file has only one place. Undefined where the drive does not pass it twice in one direction.
 *
 * @param words what the place is, for the note
 */
export function lapsThrough(
  path: TimedPath,
  place: PlanePoint,
  {words, notes}: {words: string; notes: string[]},
): ImportedLap[] | undefined {
  const line = lineThrough(path, place);
  const crossings = line ? lineTimes(path, line) : [];
  if (!line || crossings.length < 2) {
    notes.push(`${words} is not passed twice: it is not used as the line`);
    return undefined;
  }
  notes.push(
    `laps: ${crossings.length} crossings of a line at ${words}, across the drive (heading ${headingOf(line).toFixed(0)}°); times are derived, interpolated between rows`,
  );
  return lapsFromCrossings(path.time, crossings);
}
