import {timesAt} from "./delta.js";
import type {LapTrace} from "./lapTrace.js";

/** Mini-sectors of each of the three sectors. */
const PER_SECTOR = 8;
export const MINI_SECTORS = 3 * PER_SECTOR;

/** Where mini-sectors begin and end, m: each sector in eight equal parts, or the lap in 24 where sectors are unknown. */
export function miniSectorBounds(lengthM: number, sectorStartsM: readonly [number, number] | null): Float64Array {
  const [second, third] = sectorStartsM ?? [lengthM / 3, (2 * lengthM) / 3];
  const starts = [0, second, third, lengthM];
  return Float64Array.from({length: MINI_SECTORS + 1}, (_, i) => {
    const s = Math.min(2, Math.floor(i / PER_SECTOR));
    return starts[s] + ((starts[s + 1] - starts[s]) * (i - s * PER_SECTOR)) / PER_SECTOR;
  });
}

/** Time of each mini-sector, in the trace's unit; NaN where the trace does not reach from bound to bound. */
export function miniSectorTimes(trace: LapTrace, bounds: Float64Array): Float64Array {
  const at = timesAt(trace, bounds);
  return Float64Array.from({length: bounds.length - 1}, (_, i) => at[i + 1] - at[i]);
}
