import {timesAt} from "./delta.js";
import type {LapTrace} from "./lapTrace.js";

/** Mini-sectors of a lap, where a user does not wish for another number. */
export const MINI_SECTORS = 25;

/**
 * Where mini-sectors begin and end, m: of about equal length, so that gains in them can be compared, none of them in two sectors,
 * so that those of a sector add up to its time. Each sector has as many as its length asks for, and one at least. Where sectors are
 * unknown the lap is divided evenly.
 *
 * @param wanted how many, at least 3
 */
export function miniSectorBounds(
  lengthM: number,
  sectorStartsM: readonly [number, number] | null,
  wanted: number = MINI_SECTORS,
): Float64Array {
  const starts = sectorStartsM ? [0, ...sectorStartsM, lengthM] : [0, lengthM];
  const counts = sectorStartsM ? miniSectorCounts(lengthM, sectorStartsM, wanted) : [wanted];
  const bounds = counts.flatMap((count, s) =>
    Array.from({length: count}, (_, i) => starts[s] + ((starts[s + 1] - starts[s]) * i) / count),
  );
  return Float64Array.from([...bounds, lengthM]);
}

/** How many mini-sectors each of the three sectors has, by largest remainder; thirds of the lap where sectors are unknown. */
export function miniSectorCounts(
  lengthM: number,
  sectorStartsM: readonly [number, number] | null,
  wanted: number = MINI_SECTORS,
): [number, number, number] {
  const [second, third] = sectorStartsM ?? [lengthM / 3, (2 * lengthM) / 3];
  const shares = [second, third - second, lengthM - third].map((part) =>
    part > 0 && lengthM > 0 ? (wanted * part) / lengthM : 0,
  );
  const counts = shares.map((share) => Math.max(1, Math.floor(share)));
  const most = [0, 1, 2].sort((a, b) => shares[b] - counts[b] - (shares[a] - counts[a]));
  for (let i = 0; counts[0] + counts[1] + counts[2] < wanted; i = (i + 1) % 3) counts[most[i]]++;
  while (counts[0] + counts[1] + counts[2] > wanted) counts[counts.indexOf(Math.max(...counts))]--;
  return counts as [number, number, number];
}

/** Time of each mini-sector, in the trace's unit; NaN where the trace does not reach from bound to bound. */
export function miniSectorTimes(trace: LapTrace, bounds: Float64Array): Float64Array {
  const at = timesAt(trace, bounds);
  return Float64Array.from({length: bounds.length - 1}, (_, i) => at[i + 1] - at[i]);
}
