import {LogFileError} from "./importedLog.js";

/** Share of rows without a time or out of order that may be left out; in short files three rows, but at most a tenth. */
const MAX_DISORDER = 0.01;
const MOST_SLIPS = 3;
const MOST_OF_FEW = 0.1;

/**
 * Rows whose times are known and never fall: all (undefined), or all but a few that a logger or an export put out of order, which are
 * noted.
 *
 * @param place of a row: `line 12, column Time`
 * @throws LogFileError with the first place where time is not known or falls, when too many rows are out of order
 */
export function orderedRows(
  time: Float64Array,
  place: (row: number) => string,
  notes: string[],
  advice = "",
): Int32Array | undefined {
  let wrong = -1;
  for (let row = 0; row < time.length && wrong < 0; row++)
    if (!Number.isFinite(time[row]) || (row > 0 && time[row] < time[row - 1])) wrong = row;
  if (wrong < 0) return undefined;
  const rows = longestRise(time);
  const lost = time.length - rows.length;
  if (rows.length < 2 || !isNegligible(lost, time.length)) {
    const at = Number.isFinite(time[wrong]) ? `time is ${time[wrong]} after ${time[wrong - 1]}` : "no time";
    throw new LogFileError(`${at}; ${lost} of ${time.length} rows are out of order${advice}`, place(wrong));
  }
  notes.push(`${lost} of ${time.length} rows have no time or go back in time and are left out`);
  return rows;
}

/** Whether `lost` of `rows` rows are few enough to be left out. */
export function isNegligible(lost: number, rows: number): boolean {
  return lost <= Math.max(Math.min(MOST_SLIPS, rows * MOST_OF_FEW), rows * MAX_DISORDER);
}

/** Rows of the longest non-falling subsequence of `time` (patience sorting; Fredman 1975), without unknown times. */
function longestRise(time: Float64Array): Int32Array {
  const ends: number[] = [];
  const before = new Int32Array(time.length).fill(-1);
  for (let row = 0; row < time.length; row++) {
    const t = time[row];
    if (!Number.isFinite(t)) continue;
    let low = 0;
    let high = ends.length;
    if (high > 0 && time[ends[high - 1]] <= t) low = high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (time[ends[middle]] <= t) low = middle + 1;
      else high = middle;
    }
    if (low > 0) before[row] = ends[low - 1];
    ends[low] = row;
  }
  const rows = new Int32Array(ends.length);
  for (let row = ends.at(-1) ?? -1, k = ends.length - 1; row >= 0; row = before[row]) rows[k--] = row;
  return rows;
}

/** Values of some rows. */
export function pick(values: Float64Array, rows: Int32Array): Float64Array {
  const out = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = values[rows[i]];
  return out;
}
