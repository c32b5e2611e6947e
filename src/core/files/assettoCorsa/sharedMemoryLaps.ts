import {ownSectorTimes, type SectorTimes} from "../../laps/sectorTimes.js";
import {type ImportedLap, PLAIN_LAP} from "../importedLog.js";

/** A log whose first running lap time is less, ms, begins at the line, if the game has a time for that lap; else in the pits. */
const AT_LINE_MS = 500;
/** The last row before the line shows at least the lap's time minus this, ms. */
const AGREE_MS = 300;
/** Rounding of the game's clocks, ms. */
const CLOCK_MS = 20;
/** The game reports the times of the finished lap and its last sector within this many rows after the line. */
const REPORT_ROWS = 10;

export interface SharedMemoryClock {
  /** running lap time, ms */
  running: Float64Array;
  /** time of the last lap, ms; 0: none */
  lastLap: Float64Array | undefined;
  /** sector, from 0, and the time of the one just finished, ms */
  sector: Float64Array | undefined;
  lastSector: Float64Array | undefined;
}

/**
 * Laps and session times from Assetto Corsa's running lap time, which restarts at every line crossing; the count of completed laps misses
 * the first. The rows before and after the line are (lap time − old + new) apart or, where the game has no lap time, as far as the rows
 * before.
 */
export function sharedMemoryLaps({running, lastLap, sector, lastSector}: SharedMemoryClock): {
  sessionTime: Float64Array;
  laps: ImportedLap[];
} {
  const rows = running.length;
  const sessionTime = new Float64Array(rows);
  const laps: ImportedLap[] = [];
  let first = 0;
  let number = 0;
  for (let row = 1; row <= rows; row++) {
    const over = row < rows && running[row] < running[row - 1];
    const official = over && lastLap ? reportedTime(lastLap, running, row) : null;
    if (row < rows) {
      const step = over
        ? official !== null
          ? official - running[row - 1] + running[row]
          : Math.max(running[row], row > 1 ? running[row - 1] - running[row - 2] : 0)
        : running[row] - running[row - 1];
      sessionTime[row] = sessionTime[row - 1] + Math.max(0, step) / 1000;
    }
    if (!over && row < rows) continue;
    if (laps.length === 0 && running[0] < AT_LINE_MS && official !== null) number = 1;
    const lap = number++;
    const complete = over && lap > 0 && official !== null;
    const clock = {sector, lastSector, running};
    const sectorsMs = complete && official !== null ? sectorTimes(clock, {first, end: row, lapTimeMs: official}) : null;
    laps.push({
      ...PLAIN_LAP,
      lap,
      first,
      end: row,
      // that of a lap that began before the log too
      lapTimeMs: official,
      complete,
      sectorsMs,
    });
    first = row;
  }
  return {sessionTime, laps};
}

/** The game's time of the lap that ended before this row: it is not less than the running time before. */
function reportedTime(lastLap: Float64Array, running: Float64Array, row: number): number | null {
  const changed = newValue(lastLap, row);
  if (changed === null) return sameAgain(lastLap, running, row);
  return changed >= running[row - 1] - CLOCK_MS ? changed : null;
}

/** The value to which a column changes at a row or shortly after; null if it does not change or is no time. */
function newValue(column: Float64Array, row: number): number | null {
  for (let i = row; i < Math.min(column.length, row + REPORT_ROWS); i++)
    if (column[i] !== column[row - 1] && column[i] > 0) return column[i];
  return null;
}

/** The time of a lap equal to the one before to the millisecond: the column does not change, and agrees with the running time. */
function sameAgain(lastLap: Float64Array, running: Float64Array, row: number): number | null {
  const late = lastLap[row] - running[row - 1];
  return late >= 0 && late < AGREE_MS ? lastLap[row] : null;
}

/** Sector times as reported after each change of the sector; null unless there are three. */
function sectorTimes(
  {sector, lastSector, running}: Omit<SharedMemoryClock, "lastLap">,
  {first, end, lapTimeMs}: {first: number; end: number; lapTimeMs: number},
): SectorTimes | null {
  if (!sector || !lastSector) return null;
  const times: number[] = [];
  const ends: number[] = [];
  for (let row = first + 1; row <= end && row < sector.length; row++) {
    const changed = row === end ? sector[row] !== sector[row - 1] : sector[row] > sector[row - 1];
    const reported = changed ? newValue(lastSector, row) : null;
    if (reported === null) continue;
    times.push(reported);
    ends.push(row === end ? lapTimeMs : running[row]);
  }
  if (times.length !== 3) return null;
  const own = ownSectorTimes(times, [...ends.slice(0, 2), lapTimeMs]);
  return own.some((time) => time !== null) ? own : null;
}
