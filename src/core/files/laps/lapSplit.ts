import {lowerBound} from "../../signal/search.js";
import {type ImportedLap, PLAIN_LAP} from "../importedLog.js";

/** A lap counter may turn this long after the line, or a few rows before it, s. */
const LATE_S = 5;
const EARLY_S = 1;

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
 * The line at which a counter turned, late or a little early: the nearest of several (a car that turned round on the line).
 *
 * @param lines rows after a crossing, rising
 * @param turn row in which the counter has its new value
 * @param after rows up to this one belong to other crossings
 * @returns undefined where the car did not cross the line: it was put elsewhere, or the session changed
 */
export function lineOfTurn(
  lines: readonly number[],
  time: Float64Array,
  {turn, after}: {turn: number; after: number},
): number | undefined {
  const at = lowerBound(lines, turn);
  const behind = (row: number) => time[turn] - time[row];
  return [lines[at - 1], lines[at]]
    .filter((row) => row > after && behind(row) <= LATE_S && behind(row) >= -EARLY_S)
    .sort((a, b) => Math.abs(behind(a)) - Math.abs(behind(b)))[0];
}

/**
 * First rows of laps by a counter, moved to the lines at which it turned; where no line is near, they stay.
 *
 * @param turns rows in which the counter has a new value
 */
export function startsAtLines(
  turns: readonly number[],
  lines: readonly number[],
  time: Float64Array,
): {row: number; turn: number}[] {
  const starts: {row: number; turn: number}[] = [];
  for (const turn of turns) {
    const after = starts.at(-1)?.row ?? -1;
    const row = turn === 0 ? 0 : (lineOfTurn(lines, time, {turn, after}) ?? turn);
    if (row > after) starts.push({row, turn});
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

/**
 * Whether a flag may be that of an invalid lap: once set in the second half of a lap it stays set up to the line.
 *
 * @param starts first rows of the laps
 */
export function isLapFlag(lapInvalid: Float64Array, starts: readonly number[]): boolean {
  return starts.every((first, k) => {
    const end = starts[k + 1] ?? lapInvalid.length;
    let isSet = false;
    for (let row = (first + end) >> 1; row < end; row++) {
      if (lapInvalid[row] > 0) isSet = true;
      else if (lapInvalid[row] === 0 && isSet) return false;
    }
    return true;
  });
}
