import {type ImportedLap, PLAIN_LAP} from "../importedLog.js";
import {lapStartsByCounter, lapStartsByReset} from "../laps/lapSplit.js";
import {orderedRows, pick} from "../orderedRows.js";

/** A clock that begins anew falls by more, s. */
const RESTART_S = 1;
/** A last lap of less than this share of the others' length is the way to the pits. */
const WHOLE = 0.9;
/** Samples may be missing at the line between two laps, s; where the file ends, less than a row. */
const EDGE_S = 0.5;
const ROW = 1.05;

/** Columns of the export, one value a row. */
export interface AlfanoColumns {
  /** s, from 0 in each lap */
  inLap: Float64Array;
  /** s, in some exports over the whole session, in others like `inLap` */
  running?: Float64Array;
  /** in the first row of each lap, or in all */
  lap: Float64Array;
  /** s: time of this lap, in its first row or in all */
  lapTime?: Float64Array;
  speedKmh?: Float64Array;
}

/**
 * Times and laps of the export. The session's clock is Absolute Time where that runs on; else laps follow each other by Time Lap. The
 * last lap is no lap if it is shorter than the others.
 *
 * @throws LogFileError when too many rows are out of order
 */
export function alfanoClock(
  given: AlfanoColumns,
  {place, notes}: {place: (row: number) => string; notes: string[]},
): {time: Float64Array; rows?: Int32Array; laps: ImportedLap[]} {
  const {inLap, running, lap, lapTime} = given;
  const starts = lapStartsByCounter(lap);
  const told = starts.map((first, k) => firstKnown(lapTime, first, starts[k + 1] ?? inLap.length));
  const runsOn = running !== undefined && lapStartsByReset(running, RESTART_S).length === 1;
  const clock = runsOn ? running : follow(inLap, starts, told);
  if (!runsOn) notes.push("time: begins anew in each lap in the file; the laps follow each other by Time Lap");
  const rows = orderedRows(clock, place, notes);
  const time = rows ? pick(clock, rows) : clock;
  const at = (row: number) => (rows ? lowerBound(rows, row) : row);
  const numbers = lapNumbers(lap, starts);
  const partial = endsBeforeLine(starts.map((first, k) => lengthOf(given, first, starts[k + 1] ?? inLap.length)));
  const laps = starts.map((start, k): ImportedLap => {
    const [first, end] = [at(start), at(starts[k + 1] ?? inLap.length)];
    const seconds = told[k];
    const lapTimeMs = seconds > 0 && !(partial && k === starts.length - 1) ? Math.round(seconds * 1000) : null;
    const last = (starts[k + 1] ?? inLap.length) - 1;
    const missing = seconds - inLap[last];
    const reaches = k + 1 < starts.length ? missing <= EDGE_S : missing <= ROW * (inLap[last] - inLap[last - 1]);
    return {
      ...PLAIN_LAP,
      ...{lap: numbers[k], first, end, lapTimeMs},
      complete: lapTimeMs !== null && end > first && inLap[start] <= EDGE_S && reaches,
      fromLine: inLap[start] <= EDGE_S,
    };
  });
  if (partial) notes.push(`lap ${laps.at(-1)!.lap} is shorter than the others: it has not reached the line`);
  notes.push(`laps: ${laps.filter(({lapTimeMs}) => lapTimeMs !== null).length} of the column Time Lap`);
  return {time, rows, laps};
}

/** Each lap begins where the one before ended, by its time or else a step after its last row. */
function follow(inLap: Float64Array, starts: readonly number[], told: readonly number[]): Float64Array {
  const clock = inLap.slice();
  let begun = 0;
  for (const [k, first] of starts.entries()) {
    const end = starts[k + 1] ?? inLap.length;
    for (let row = first; row < end; row++) clock[row] = begun + inLap[row];
    const last = inLap[end - 1];
    const step = end - first > 1 ? last - inLap[end - 2] : 0;
    const seconds = told[k] >= last ? told[k] : last + Math.max(0, step);
    if (Number.isFinite(seconds)) begun += Math.max(0, seconds);
  }
  return clock;
}

function firstKnown(values: Float64Array | undefined, first: number, end: number): number {
  for (let row = first; values && row < end; row++) if (!Number.isNaN(values[row])) return values[row];
  return Number.NaN;
}

/** m by the speed, else s. */
function lengthOf({inLap, speedKmh}: AlfanoColumns, first: number, end: number): number {
  let sum = 0;
  for (let row = first + 1; row < end; row++) {
    const seconds = inLap[row] - inLap[row - 1];
    const speed = speedKmh ? (speedKmh[row] + speedKmh[row - 1]) / 7.2 : 1;
    if (seconds > 0 && Number.isFinite(speed)) sum += seconds * speed;
  }
  return sum;
}

/** Whether the last of these lengths is less than the others. */
function endsBeforeLine(lengths: readonly number[]): boolean {
  const others = lengths.slice(0, -1).sort((a, b) => a - b);
  return others.length > 0 && lengths.at(-1)! < WHOLE * others[others.length >> 1];
}

/** The file's numbers if they rise, else 1, 2, 3 … */
function lapNumbers(lap: Float64Array, starts: readonly number[]): number[] {
  const numbers = starts.map((first, k) => firstKnown(lap, first, starts[k + 1] ?? lap.length));
  const rise = numbers.every((n, k) => Number.isInteger(n) && n >= 0 && n < 65_536 && (k === 0 || n > numbers[k - 1]));
  return rise ? numbers : starts.map((_, k) => k + 1);
}

/** Index of the first kept row that is not before `row`. */
function lowerBound(rows: Int32Array, row: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle] < row) low = middle + 1;
    else high = middle;
  }
  return low;
}
