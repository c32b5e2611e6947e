import {type ImportedLap, PLAIN_LAP} from "../importedLog.js";

/**
 * Laps between line crossings. Lap 0 is before the first crossing (if it has rows), an unfinished lap after the last. A crossing is
 * between rows; the lap time is the time between crossings.
 *
 * @param time of each row, s, rising
 * @param crossings s, rising; may be outside of `time`
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
      const lapTimeMs = finished ? Math.round((crossings[k] - crossings[k - 1]) * 1000) : null;
      laps.push({...PLAIN_LAP, lap: k, first, end, lapTimeMs, complete: finished});
    }
    first = end;
  }
  return laps;
}

/**
 * First rows of laps by a lap counter, 0 included: where it changes, backward too (a new stint). NaN belongs to the lap before.
 */
export function lapStartsByCounter(counter: Float64Array): number[] {
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
 * First rows of laps, 0 included, by a quantity that grows within a lap and falls at the line (running lap time, distance in the lap,
 * normalised position): where it falls by more than `drop`.
 */
export function lapStartsByReset(values: Float64Array, drop: number): number[] {
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
 * Times of line crossings by the driven share of the lap, 0–1: where it falls from near 1 to near 0. Other falls are resets of the car.
 */
export function fractionCrossings(time: Float64Array, share: Float64Array): number[] {
  const found: number[] = [];
  let last = -1;
  for (let i = 0; i < share.length; i++) {
    if (!Number.isFinite(share[i])) continue;
    if (last >= 0 && share[last] - share[i] > 0.9) {
      const before = 1 - share[last];
      const part = before + share[i] > 0 ? before / (before + share[i]) : 0.5;
      // a row exactly on the line belongs to the lap that ends
      found.push(time[last] + (time[i] - time[last]) * Math.max(part, 1e-3));
    }
    last = i;
  }
  return found;
}

/**
 * Whether a lap is invalid, by its second half: the flag stays set up to the line, and the first rows may still have that of the lap
 * before.
 */
export function isInvalid(lapInvalid: Float64Array, {first, end}: Pick<ImportedLap, "first" | "end">): boolean {
  for (let row = (first + end) >> 1; row < end; row++) if (lapInvalid[row] > 0) return true;
  return false;
}
