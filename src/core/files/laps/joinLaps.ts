import type {RawColumns} from "../columns/column.js";
import {type ImportedLap, LogFileError} from "../importedLog.js";
import {orderedRows, pick} from "../orderedRows.js";

/** A lap with its own columns, from tools that save lap by lap. */
export interface LapPiece extends Omit<ImportedLap, "first" | "end"> {
  /** session time at the line, s; null: the lap begins where the one before ends */
  startS: number | null;
  /** since the line, s; a few samples may be out of order; empty for a lap without samples */
  time: Float64Array;
  raw: RawColumns;
}

/** May be missing at either end of a complete lap, s. */
const EDGE_S = 0.5;

export interface JoinedLaps {
  rows: number;
  sessionTime: Float64Array;
  currentLapTimeMs: Float64Array;
  /** the columns of all laps; NaN where a lap lacks one */
  raw: RawColumns;
  laps: ImportedLap[];
  /** on samples that were left out */
  notes: string[];
}

/**
 * Joins laps on one clock, in the given order. Laps must have different numbers, and columns of one length each.
 *
 * @throws LogFileError with the lap
 */
export function joinLaps(given: readonly LapPiece[]): JoinedLaps {
  const notes: string[] = [];
  const pieces = given.map((piece) => steady(piece, notes));
  const rows = pieces.reduce((sum, {time}) => sum + time.length, 0);
  const sessionTime = new Float64Array(rows);
  const currentLapTimeMs = new Float64Array(rows);
  const raw: RawColumns = new Map();
  const laps: ImportedLap[] = [];
  const numbers = new Set<number>();
  let at = 0;
  let now = 0;
  for (const {startS, time, raw: own, ...lap} of pieces) {
    if (numbers.has(lap.lap)) throw new LogFileError("duplicate lap number", `lap ${lap.lap}`);
    numbers.add(lap.lap);
    // laps that overlap slightly (rounded times) follow each other
    const start =
      startS !== null && (at === 0 || startS + (time[0] ?? 0) >= now)
        ? startS
        : now - (startS !== null ? (time[0] ?? 0) : 0);
    for (let i = 0; i < time.length; i++) {
      sessionTime[at + i] = start + time[i];
      currentLapTimeMs[at + i] = time[i] * 1000;
    }
    for (const [name, {unit, values}] of own) {
      if (values.length !== time.length)
        throw new LogFileError(`${name}: ${values.length} of ${time.length} values`, `lap ${lap.lap}`);
      let column = raw.get(name);
      if (!column) raw.set(name, (column = {unit, values: new Float64Array(rows).fill(Number.NaN)}));
      column.values.set(values, at);
    }
    const complete = lap.complete && covers(time, lap.lapTimeMs);
    if (lap.complete && !complete) notes.push(`lap ${lap.lap}: its samples do not reach from line to line`);
    laps.push({...lap, complete, first: at, end: at + time.length});
    at += time.length;
    const last = time.length ? start + time[time.length - 1] : start;
    now = Math.max(last, start + (lap.lapTimeMs ?? 0) / 1000);
    if (!Number.isFinite(now)) throw new LogFileError(`invalid time: ${now}`, `lap ${lap.lap}`);
  }
  return {rows, sessionTime, currentLapTimeMs, raw, laps, notes};
}

/** Whether the samples reach from line to line. */
function covers(time: Float64Array, lapTimeMs: number | null): boolean {
  if (time.length === 0 || lapTimeMs === null) return false;
  return time[0] <= EDGE_S && time[time.length - 1] >= lapTimeMs / 1000 - EDGE_S;
}

/** The lap without the few samples that are out of order. */
function steady(piece: LapPiece, notes: string[]): LapPiece {
  const reported: string[] = [];
  const rows = orderedRows(piece.time, (row) => `lap ${piece.lap}, row ${row}`, reported);
  if (!rows) return piece;
  notes.push(...reported.map((note) => `lap ${piece.lap}: ${note}`));
  const raw: RawColumns = new Map();
  for (const [name, {unit, values}] of piece.raw) {
    if (values.length !== piece.time.length) raw.set(name, {unit, values});
    else raw.set(name, {unit, values: pick(values, rows)});
  }
  return {...piece, time: pick(piece.time, rows), raw};
}
