import {ForeignError, type ForeignLap} from "./foreignLog.js";
import type {RawColumns} from "./rules.js";

/** A lap with its own columns, as tools write that save lap by lap. */
export interface LapPiece extends Omit<ForeignLap, "first" | "end"> {
  /** of the line in the session, s; null: it begins where the lap before ends */
  startS: number | null;
  /** since the line, s, never falling; empty for a lap without samples */
  time: Float64Array;
  raw: RawColumns;
}

export interface JoinedLaps {
  rows: number;
  sessionTime: Float64Array;
  currentLapTimeMs: Float64Array;
  /** all laps' columns, NaN where a lap lacks one */
  raw: RawColumns;
  laps: ForeignLap[];
}

/**
 * Laps on one clock, in the order given. Laps must have different numbers and columns of one length.
 *
 * @throws ForeignError with the lap and the place of what does not fit
 */
export function joinLaps(pieces: readonly LapPiece[]): JoinedLaps {
  const rows = pieces.reduce((sum, {time}) => sum + time.length, 0);
  const sessionTime = new Float64Array(rows);
  const currentLapTimeMs = new Float64Array(rows);
  const raw: RawColumns = new Map();
  const laps: ForeignLap[] = [];
  const numbers = new Set<number>();
  let at = 0;
  let now = 0;
  for (const {startS, time, raw: own, ...lap} of pieces) {
    if (numbers.has(lap.lap)) throw new ForeignError("there are two of it", `lap ${lap.lap}`);
    numbers.add(lap.lap);
    checkTime(time, lap.lap);
    // laps that overlap by a breath (rounded stamps) follow each other
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
        throw new ForeignError(`${name}: ${values.length} of ${time.length} values`, `lap ${lap.lap}`);
      let column = raw.get(name);
      if (!column) raw.set(name, (column = {unit, values: new Float64Array(rows).fill(Number.NaN)}));
      column.values.set(values, at);
    }
    laps.push({...lap, first: at, end: at + time.length});
    at += time.length;
    const last = time.length ? start + time[time.length - 1] : start;
    now = Math.max(last, start + (lap.lapTimeMs ?? 0) / 1000);
    if (!Number.isFinite(now)) throw new ForeignError(`invalid time: ${now}`, `lap ${lap.lap}`);
  }
  return {rows, sessionTime, currentLapTimeMs, raw, laps};
}

function checkTime(time: Float64Array, lap: number): void {
  for (let i = 0; i < time.length; i++) {
    if (!Number.isFinite(time[i])) throw new ForeignError(`invalid time: ${time[i]}`, `lap ${lap}, row ${i}`);
    if (i > 0 && time[i] < time[i - 1])
      throw new ForeignError(`time runs back: ${time[i - 1]} s, then ${time[i]} s`, `lap ${lap}, row ${i}`);
  }
}
