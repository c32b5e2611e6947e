import type {ChannelColumns} from "../columns/column.js";
import {LogFileError} from "../importedLog.js";
import {orderedRows, pick} from "../orderedRows.js";
import type {TimeBase} from "./csvChoices.js";
import {DATES_FROM} from "./startOfLog.js";

export interface RowTimes {
  /** of the kept rows: s from 0, never falling */
  time: Float64Array;
  /** rows of the file that are kept; undefined when all are */
  rows?: Int32Array;
  base: TimeBase;
  /** ms since 1970 of the first row, if the times are dates */
  startedAt: number | null;
}

const ADVICE = ": choose another time column, or use this one as the current lap time";
/** Below this speed a car is at rest, and distance does not give the time, m/s. */
const AT_REST = 0.5;

/**
 * The time of each row: from a time column, else from the running lap time accumulated over laps, else from distance and speed, else
 * from a fixed rate.
 *
 * @param named the columns' names in the file, by channel, for messages
 * @throws LogFileError when there is no time, or too many rows are out of order
 */
export function rowTimes(
  columns: ChannelColumns,
  count: number,
  {
    base,
    rateHz,
    notes,
    firstLine,
    named,
  }: {
    base?: TimeBase;
    rateHz?: number;
    notes: string[];
    firstLine: number;
    named: ReadonlyMap<string, string>;
  },
): RowTimes {
  const chosen = base ?? usualBase(columns, rateHz);
  switch (chosen) {
    case "time":
      return ofTime(need(columns, "sessionTime"), firstLine, named.get("sessionTime") ?? "time", notes);
    case "lapTime":
      return ofLapTime(need(columns, "currentLapTimeMs"), firstLine, named.get("currentLapTimeMs") ?? "", notes);
    case "distance": {
      const name = columns.lapDistance ? "lapDistance" : "totalDistance";
      return ofDistance(need(columns, name), need(columns, "speedKmh"), notes);
    }
    case "rate": {
      if (!rateHz) throw new LogFileError("time is counted by rows: choose the rows per second");
      notes.push(`time: counted at ${rateHz} rows per second`);
      return {time: Float64Array.from({length: count}, (_, i) => i / rateHz), base: "rate", startedAt: null};
    }
  }
}

/** The time base of a table if the user does not choose one. */
export function usualBase(columns: ChannelColumns, rateHz?: number): TimeBase {
  const {sessionTime, currentLapTimeMs, lapDistance, totalDistance, speedKmh} = columns;
  if (sessionTime && !(currentLapTimeMs && mostlyRepeats(sessionTime))) return "time";
  if (currentLapTimeMs) return "lapTime";
  if (rateHz) return "rate";
  if ((lapDistance || totalDistance) && speedKmh) return "distance";
  throw new LogFileError(
    "no time column found, and no distance with speed; choose a time column, or the rows per second",
  );
}

function need(columns: ChannelColumns, channel: string): Float64Array {
  const found = columns[channel];
  if (!found) throw new LogFileError(`no column for ${channel}, which the chosen time base needs: choose one`);
  return found;
}

/** Whether more than half of the steps are zero, as in clocks of whole seconds under faster rows. */
function mostlyRepeats(time: Float64Array): boolean {
  let repeats = 0;
  for (let i = 1; i < time.length; i++) if (time[i] === time[i - 1]) repeats++;
  return repeats * 2 > time.length;
}

/** A clock that stands for most rows (whole seconds under faster rows): the rows between two of its values follow each other evenly. */
function spread(time: Float64Array, name: string, notes: string[]): Float64Array {
  if (!mostlyRepeats(time)) return time;
  const turns: number[] = [];
  for (let row = 1; row < time.length; row++) if (time[row] !== time[row - 1]) turns.push(row);
  if (turns.length < 2) return time;
  const steps = turns.slice(1).map((row, k) => (time[row] - time[turns[k]]) / (row - turns[k]));
  const step = steps.sort((a, b) => a - b)[steps.length >> 1];
  const out = time.slice();
  for (const [k, from] of turns.entries()) {
    const to = turns[k + 1] ?? time.length;
    const own = k + 1 < turns.length ? (time[to] - time[from]) / (to - from) : step;
    for (let row = from; row < to; row++) out[row] = time[from] + (row - from) * own;
  }
  for (let row = turns[0] - 1; row >= 0; row--) out[row] = out[row + 1] - step;
  notes.push(`${name} stands still for most rows: they are spread evenly between its values`);
  return out;
}

function ofTime(given: Float64Array, firstLine: number, name: string, notes: string[]): RowTimes {
  const rows = orderedRows(given, (row) => `line ${firstLine + row}, column ${name}`, notes, ADVICE);
  const time = spread(rows ? pick(given, rows) : given.slice(), name, notes);
  const first = time[0];
  if (first > DATES_FROM) {
    for (let i = 0; i < time.length; i++) time[i] -= first;
    return {time, rows, base: "time", startedAt: Math.round(first * 1000)};
  }
  return {time, rows, base: "time", startedAt: null};
}

/** Laps follow each other without a pause: each begins a step after the one before. */
function ofLapTime(given: Float64Array, firstLine: number, name: string, notes: string[]): RowTimes {
  const time = new Float64Array(given.length);
  let begun = 0;
  let last = Number.NaN;
  let reached = 0;
  let laps = 1;
  let step = 0;
  for (let i = 0; i < given.length; i++) {
    const t = given[i] / 1000;
    if (Number.isNaN(t)) {
      time[i] = Number.NaN;
      continue;
    }
    // a fall to near zero begins the next lap; rows with small falls are left out below
    if (last - t > Math.max(1, last / 2)) {
      // the line is between the rows: the new lap's first row is its lap time after it, and one step after the row before
      begun = reached + Math.max(0, step - t);
      laps++;
    }
    if (t > last) step = t - last;
    time[i] = begun + t;
    reached = Math.max(reached, time[i]);
    last = t;
  }
  notes.push(
    laps > 1
      ? `time: ${laps} laps of ${name} joined without gaps; the file does not record pauses between laps`
      : `time: the running lap time (${name})`,
  );
  const rows = orderedRows(time, (row) => `line ${firstLine + row}, column ${name}`, notes, ADVICE);
  return {time: rows ? pick(time, rows) : time, rows, base: "lapTime", startedAt: null};
}

/** dt = ds / v with the mean of both speeds. Where the distance falls (a new lap), the step before is repeated. */
function ofDistance(distance: Float64Array, speedKmh: Float64Array, notes: string[]): RowTimes {
  const kept: number[] = [];
  for (let i = 0; i < distance.length; i++) if (Number.isFinite(distance[i] + speedKmh[i])) kept.push(i);
  if (kept.length < 2) throw new LogFileError("no rows with both distance and speed");
  const time = new Float64Array(kept.length);
  let slow = 0;
  let stride = 0;
  for (let k = 1; k < kept.length; k++) {
    const [a, b] = [kept[k - 1], kept[k]];
    const metres = distance[b] - distance[a];
    const speed = (speedKmh[a] + speedKmh[b]) / 7.2;
    // across the line: as long as the step before
    const driven = metres >= 0 ? metres : stride;
    if (metres >= 0) stride = metres;
    if (speed < AT_REST && driven > 0) slow++;
    time[k] = time[k - 1] + driven / Math.max(speed, AT_REST);
  }
  notes.push("time: from distance and speed (the file has no time column)");
  if (slow)
    notes.push(`${slow} rows are slower than ${AT_REST} m/s: the file does not record how long the car stood still`);
  const rows = kept.length < distance.length ? Int32Array.from(kept) : undefined;
  if (rows) notes.push(`${distance.length - kept.length} rows without distance or speed are left out`);
  return {time, rows, base: "distance", startedAt: null};
}
