import {type ImportedLap, PLAIN_LAP} from "../importedLog.js";
import {lapStartsByReset} from "../laps/lapSplit.js";
import {NO_SECOND_LAP} from "../laps/tableLaps.js";
import {orderedRows, pick} from "../orderedRows.js";

/** The last marker is the end of the log if it is this close to it, s. */
const AT_END_S = 0.1;
/** Samples may be missing at the line between two laps, s; where the file ends, less than a row. */
const EDGE_S = 0.5;
const ROW = 1.05;
/** A clock that begins anew falls by more, s. */
const RESTART_S = 1;
/** A piece between two markers is a lap if it took about as long as the others. */
const SAME_LAP = 0.2;

export interface AimClock {
  /** of the kept rows, s, never falling */
  time: Float64Array;
  /** rows of the file that are kept; undefined when all are */
  rows?: Int32Array;
  laps: ImportedLap[];
}

interface ClockOptions {
  /** s since the log began, rising */
  markers: readonly number[];
  /** of the log, as its head has it; NaN where it has none */
  durationS: number;
  place: (row: number) => string;
  notes: string[];
}

/**
 * Times and laps of a log with beacon markers. The time before the first marker is the out lap (lap 0), that after the last the in lap;
 * the last marker may be the end of the log. RaceStudio 2 can begin the clock anew in each lap, while the markers go on.
 *
 * @throws LogFileError when too many rows are out of order
 */
export function aimClock(given: Float64Array, {markers, durationS, place, notes}: ClockOptions): AimClock {
  const starts = lapStartsByReset(given, RESTART_S);
  const restarts = starts.length > 1 && starts.every((row) => given[row] < RESTART_S);
  if (restarts && markers.length >= starts.length - 1)
    return piecewise(given, starts, {markers, durationS, place, notes});
  const rows = orderedRows(given, place, notes);
  const time = rows ? pick(given, rows) : given;
  const end = Math.max(time.at(-1) ?? 0, Number.isFinite(durationS) ? durationS : 0);
  const last = markers.at(-1);
  const crossings = last !== undefined && end - last <= AT_END_S ? markers.slice(0, -1) : markers;
  const laps = between(time, crossings);
  notes.push(crossings.length ? `laps: ${crossings.length} crossings of the line from Beacon Markers` : NO_SECOND_LAP);
  const missing = laps.filter(({lapTimeMs, complete}) => lapTimeMs !== null && !complete);
  if (missing.length)
    notes.push(
      `${missing.length} laps have a time, but the rows do not reach from line to line: the file is cut or a part`,
    );
  return {time, rows, laps};
}

/** Lap 0 and the last have no time; a lap without rows keeps its time. */
function between(time: Float64Array, crossings: readonly number[]): ImportedLap[] {
  const laps: ImportedLap[] = [];
  let first = 0;
  for (let k = 0; k <= crossings.length; k++) {
    const until = crossings[k] ?? Number.POSITIVE_INFINITY;
    let end = first;
    while (end < time.length && time[end] < until) end++;
    const timed = k > 0 && k < crossings.length;
    const from = crossings[k - 1];
    const covered = end > first && time[first] <= from + EDGE_S && reaches(time, end, until);
    if (timed)
      laps.push({
        ...PLAIN_LAP,
        ...{lap: k, first, end, lapTimeMs: Math.round((until - from) * 1000)},
        complete: covered,
        fromLine: time[first] <= from + EDGE_S,
      });
    else if (end > first) laps.push({...PLAIN_LAP, lap: k, first, end, ...(k > 0 && {fromLine: true})});
    first = end;
  }
  return laps;
}

/** Whether the rows before `end` reach a crossing. */
function reaches(time: Float64Array, end: number, crossing: number): boolean {
  const missing = crossing - time[end - 1];
  return end < time.length ? missing <= EDGE_S : missing <= ROW * (time[end - 1] - time[end - 2]);
}

/** Each piece of the clock is the time between two markers. */
function piecewise(given: Float64Array, starts: readonly number[], {markers, place, notes}: ClockOptions): AimClock {
  const clock = given.slice();
  const bounds = starts.map((_, k) => (k === 0 ? 0 : markers[k - 1]));
  for (const [k, start] of starts.entries())
    for (let row = start; row < (starts[k + 1] ?? given.length); row++) clock[row] = bounds[k] + given[row];
  notes.push("time: begins anew in each lap in the file; the laps follow each other by Beacon Markers");
  const rows = orderedRows(clock, place, notes);
  const time = rows ? pick(clock, rows) : clock;
  const spans = starts.map((_, k) => (markers[k] ?? Number.NaN) - bounds[k]);
  const known = spans.filter((s) => s > 0).sort((a, b) => a - b);
  const usual = known[known.length >> 1] ?? Number.NaN;
  const laps: ImportedLap[] = [];
  let first = 0;
  for (const [k, from] of bounds.entries()) {
    let end = first;
    const until = k + 1 < bounds.length ? bounds[k + 1] : Number.POSITIVE_INFINITY;
    while (end < time.length && time[end] < until) end++;
    const isLap = Math.abs(spans[k] - usual) <= SAME_LAP * usual;
    const complete = isLap && end > first && time[first] <= from + EDGE_S && reaches(time, end, from + spans[k]);
    laps.push({
      ...PLAIN_LAP,
      ...{lap: k + 1, first, end, complete, fromLine: k > 0 || isLap},
      lapTimeMs: isLap ? Math.round(spans[k] * 1000) : null,
    });
    first = end;
  }
  notes.push(`laps: ${laps.length} pieces between Beacon Markers`);
  return {time, rows, laps};
}
