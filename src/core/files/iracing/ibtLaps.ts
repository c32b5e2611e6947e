import {type ImportedLap, PLAIN_LAP} from "../importedLog.js";
import {lapStartsByCounter} from "../laps/lapSplit.js";

/** The game reports a lap's time within this time after the line, s. */
const REPORT_S = 5;
/** A lap begins and ends within this share of the lap from the line, unlike a reset to the pits. */
const NEAR_LINE = 0.03;
/** Tolerated difference between the game's lap time and the time between crossings, s. */
const AGREE_S = 0.25;

/** The variables that show laps: counter, share of the lap 0–1, times in s (negative: none). */
export interface IbtLapSources {
  time: Float64Array;
  lap: Float64Array | undefined;
  part: Float64Array | undefined;
  lastLap: Float64Array | undefined;
  onPitRoad: Float64Array | undefined;
}

/**
 * Laps by the lap counter. A lap is complete if the car crossed the line at both ends. Its time is the game's, reported shortly after the
 * line; where the game gives none (−1: an invalid lap), the time between crossings.
 */
export function ibtLaps({time, lap, part, lastLap, onPitRoad}: IbtLapSources, notes: string[]): ImportedLap[] {
  const rows = time.length;
  if (!lap) {
    notes.push("laps: no lap counter in the log: one incomplete lap");
    return [{...PLAIN_LAP, lap: 1, first: 0, end: rows}];
  }
  const starts = lapStartsByCounter(lap);
  const laps: ImportedLap[] = [];
  let number = -1;
  starts.forEach((first, k) => {
    const end = starts[k + 1] ?? rows;
    // the counter may go back (another session of the event, a reset): numbers must stay unique
    const reported = Math.max(0, lap[first]);
    if (reported <= number)
      notes.push(`lap counter falls to ${reported} at ${time[first].toFixed(1)} s: numbering continued`);
    number = reported > number ? reported : number + 1;
    const complete = k > 0 && end < rows && part !== undefined && overLine(part, first) && overLine(part, end);
    const official = complete
      ? reportedTime(time, lastLap, end, crossing(time, part, first), crossing(time, part, end))
      : null;
    laps.push({
      ...PLAIN_LAP,
      lap: number,
      first,
      end,
      lapTimeMs: complete
        ? (official ?? Math.round((crossing(time, part, end) - crossing(time, part, first)) * 1000))
        : null,
      valid: !complete || official !== null || !lastLap,
      complete,
      pit: onPitRoad?.subarray(first, end).some((v) => v > 0) ?? false,
    });
  });
  return laps;
}

function overLine(part: Float64Array, row: number): boolean {
  return part[row - 1] > 1 - NEAR_LINE && part[row] < NEAR_LINE;
}

/** Time of the line between the rows before and after it, by the driven share of the lap. */
function crossing(time: Float64Array, part: Float64Array, row: number): number {
  const [before, after] = [1 - part[row - 1], part[row]];
  const share = before + after > 0 ? before / (before + after) : 0.5;
  return time[row - 1] + (time[row] - time[row - 1]) * share;
}

function reportedTime(
  time: Float64Array,
  lastLap: Float64Array | undefined,
  end: number,
  from: number,
  to: number,
): number | null {
  if (!lastLap) return null;
  for (let row = end; row < time.length && time[row] < to + REPORT_S; row++)
    if (lastLap[row] > 0 && Math.abs(lastLap[row] - (to - from)) < AGREE_S) return Math.round(lastLap[row] * 1000);
  return null;
}
