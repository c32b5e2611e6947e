import {type ImportedLap, PLAIN_LAP} from "../importedLog.js";
import type {AppComments} from "./appComments.js";

/** The sum of the lap times and the row of the comment agree to this: the app writes it at the next fix of the receiver, s. */
const AGREE_S = 1.5;
/** Sectors of a lap add up to its time, ms. */
const SECTORS_MS = 5;
/** A lap whose rows begin this long after it is not complete, s. */
const AT_LINE_S = 0.5;

/**
 * Laps by the app's comments. Their times are measured between two fixes of the receiver, so the line is where they end, added up from
 * the first row; the rows' lap number turns up to a fix later. Lap 0 ends at the first crossing and has no time.
 */
export function commentLaps(time: Float64Array, {laps: reported, sectors}: AppComments): ImportedLap[] {
  const laps: ImportedLap[] = [];
  const rows = time.length;
  const rowAt = (seconds: number, from: number) => {
    let row = from;
    while (row < rows && time[row] < seconds) row++;
    return row;
  };
  const sectorsUntil = sectorReader(sectors);
  let first = 0;
  let at = time[0];
  let number = -1;
  for (const lap of reported) {
    const seconds = lap.ms / 1000;
    const written = time[Math.min(lap.row, rows - 1)];
    const isOut = lap.number === 0;
    const to = Math.abs(at + seconds - written) <= AGREE_S ? at + seconds : written;
    const from = to - seconds;
    const begin = isOut ? first : rowAt(from, first);
    if (from > at + AT_LINE_S && begin > first) {
      // rows of a lap of which the app has no time
      number = Math.max(number + 1, lap.number - 1);
      laps.push({...PLAIN_LAP, lap: number, first, end: begin});
      first = begin;
    }
    const end = rowAt(to, first);
    number = Math.max(number + 1, lap.number);
    const complete =
      !isOut && from >= time[0] - AT_LINE_S && end > first && time[first] - from <= AT_LINE_S && end < rows;
    laps.push({
      ...PLAIN_LAP,
      lap: number,
      first,
      end,
      lapTimeMs: isOut ? null : lap.ms,
      complete,
      sectorsMs: threeSectors(sectorsUntil(lap.row), isOut ? Number.NaN : lap.ms),
    });
    first = end;
    at = to;
  }
  if (first < rows) laps.push({...PLAIN_LAP, lap: number + 1, first, end: rows});
  return laps;
}

/** Returns the sectors written since the call before, up to a row. */
function sectorReader(sectors: AppComments["sectors"]): (row: number) => number[] {
  let next = 0;
  return (row) => {
    const own: number[] = [];
    for (; next < sectors.length && sectors[next].row <= row; next++) own.push(sectors[next].ms);
    return own;
  };
}

/** Sectors that add up to the lap. */
function threeSectors(ms: number[], lapTimeMs: number): [number, number, number] | null {
  const sum = ms.reduce((a, b) => a + b, 0);
  return ms.length === 3 && Math.abs(sum - lapTimeMs) <= SECTORS_MS ? [ms[0], ms[1], ms[2]] : null;
}
