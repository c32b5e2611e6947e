import type {ImportedLap} from "../importedLog.js";

/**
 * Laps between line crossings. Before the first crossing lies lap 0 (when it has rows), after the last one an unfinished
 * lap. A crossing lies between rows; the lap time is the time between crossings.
 *
 * @param time s, a row each, rising
 * @param crossings s, rising; those outside of `time` count as long as a lap has rows
 */
export function lapsFromCrossings(time: Float64Array, crossings: readonly number[]): ImportedLap[] {
  const rows = time.length;
  const laps: ImportedLap[] = [];
  let first = 0;
  for (let k = 0; k <= crossings.length; k++) {
    const until = k < crossings.length ? crossings[k] : Number.POSITIVE_INFINITY;
    let end = first;
    while (end < rows && time[end] < until) end++;
    const finished = k > 0 && k < crossings.length;
    if (end > first) {
      laps.push({
        lap: k,
        first,
        end,
        lapTimeMs: finished ? Math.round((crossings[k] - crossings[k - 1]) * 1000) : null,
        sectorsMs: null,
        valid: true,
        complete: finished,
        pit: false,
      });
    }
    first = end;
  }
  return laps;
}

/**
 * First rows of the laps that a lap counter tells, 0 included: where it changes. NaN belongs to what was before. A counter
 * that only jumps back (a new stint) begins a lap too.
 */
export function rowsOfCounter(counter: Float64Array): number[] {
  const starts = [0];
  let last = Number.NaN;
  for (let row = 0; row < counter.length; row++) {
    const value = counter[row];
    if (!Number.isFinite(value) || value === last) continue;
    if (!Number.isNaN(last)) starts.push(row);
    last = value;
  }
  return starts;
}

/**
 * First rows of the laps, 0 included, of a quantity that grows in a lap and falls at the line (running lap time,
 * distance in the lap, normalised position): where it falls by more than `drop`.
 */
export function rowsOfReset(values: Float64Array, drop: number): number[] {
  const starts = [0];
  let last = Number.NaN;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (!Number.isFinite(value)) continue;
    if (last - value > drop) starts.push(row);
    last = value;
  }
  return starts;
}

/**
 * Times of the line by the share of the lap that is driven, 0–1: where it falls from near 1 to near 0. Other falls are resets
 * of the car.
 */
export function fractionCrossings(time: Float64Array, share: Float64Array): number[] {
  const found: number[] = [];
  let last = -1;
  for (let i = 0; i < share.length; i++) {
    if (!Number.isFinite(share[i])) continue;
    if (last >= 0 && share[last] - share[i] > 0.9) {
      const before = 1 - share[last];
      const part = before + share[i] > 0 ? before / (before + share[i]) : 0.5;
      // the row before the line belongs to the lap that ends, also where it lies on it
      found.push(time[last] + (time[i] - time[last]) * Math.max(part, 1e-3));
    }
    last = i;
  }
  return found;
}

/**
 * Whether a lap was told to be invalid, in its second half: once told it stays so up to the line, and the first rows may
 * still speak of the lap before.
 */
export function isInvalid(lapInvalid: Float64Array, {first, end}: Pick<ImportedLap, "first" | "end">): boolean {
  for (let row = (first + end) >> 1; row < end; row++) if (lapInvalid[row] > 0) return true;
  return false;
}
