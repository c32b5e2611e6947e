import type {ImportedLap} from "../importedLog.js";

/** A log whose first row shows less begins at the line, ms; unless the game has no time for that lap: then it left the pits. */
const AT_LINE_MS = 500;
/** A row before the line shows the lap's time but for this, ms. */
const AGREE_MS = 300;
/** Rows after the line within which the game tells the finished lap's and its last sector's time. */
const WORD_ROWS = 10;

export interface SharedMemoryClock {
  /** running lap time, ms */
  running: Float64Array;
  /** time of the lap before, ms; 0: none */
  lastLap: Float64Array | undefined;
  /** sector, from 0, and the time of the one just finished, ms */
  sector: Float64Array | undefined;
  lastSector: Float64Array | undefined;
}

/**
 * Laps and a clock from Assetto Corsa's running lap time, which restarts at the line also where the count of completed laps
 * does not yet rise. A row before the line and one after it lie (lap time − old + new) apart, or, where the game has no time
 * for what was driven, as far as the rows before.
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
    const word = over && lastLap ? (newValue(lastLap, row) ?? sameAgain(lastLap, running, row)) : null;
    if (row < rows) {
      const step = over
        ? word !== null
          ? word - running[row - 1] + running[row]
          : Math.max(running[row], row > 1 ? running[row - 1] - running[row - 2] : 0)
        : running[row] - running[row - 1];
      sessionTime[row] = sessionTime[row - 1] + Math.max(0, step) / 1000;
    }
    if (!over && row < rows) continue;
    if (laps.length === 0 && running[0] < AT_LINE_MS && word !== null) number = 1;
    const lap = number++;
    const complete = over && lap > 0 && word !== null;
    const sectorsMs = complete && sector && lastSector ? sectorTimes(sector, lastSector, first, row) : null;
    const sum = sectorsMs?.reduce((a, b) => a + b, 0);
    laps.push({
      ...{lap, first, end: row, lapTimeMs: complete ? word : null, valid: true, complete, pit: false},
      // sectors that do not make the lap were told of another one
      sectorsMs: sum !== undefined && word !== null && Math.abs(sum - word) <= 3 ? sectorsMs : null,
    });
    first = row;
  }
  return {sessionTime, laps};
}

/** What a column changes to at a row or shortly after; null when it stays or is no time. */
function newValue(column: Float64Array, row: number): number | null {
  for (let i = row; i < Math.min(column.length, row + WORD_ROWS); i++)
    if (column[i] !== column[row - 1] && column[i] > 0) return column[i];
  return null;
}

/** A lap that took as long as the one before it, to the millisecond: the column stays, and agrees with the running time. */
function sameAgain(lastLap: Float64Array, running: Float64Array, row: number): number | null {
  const late = lastLap[row] - running[row - 1];
  return late >= 0 && late < AGREE_MS ? lastLap[row] : null;
}

function sectorTimes(
  sector: Float64Array,
  lastSector: Float64Array,
  first: number,
  end: number,
): [number, number, number] | null {
  const times: number[] = [];
  for (let row = first + 1; row <= end && row < sector.length; row++) {
    const changed = row === end ? sector[row] !== sector[row - 1] : sector[row] > sector[row - 1];
    const reported = changed ? newValue(lastSector, row) : null;
    if (reported !== null) times.push(reported);
  }
  return times.length === 3 ? (times as [number, number, number]) : null;
}
