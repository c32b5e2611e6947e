import {type ImportedLap, PLAIN_LAP} from "../importedLog.js";
import {lapStartsByCounter, lineOfTurn} from "../laps/lapSplit.js";
import {type LapBounds, reportedLapTimes} from "../laps/reportedTimes.js";

/** A lap begins and ends within this share of the lap from the line, unlike a reset to the pits. */
const NEAR_LINE = 0.03;
/** A counter that turns late has turned before this share of the lap. */
const JUST_AFTER = 0.1;
/** A running lap time runs with the clock, s. */
const RUNNING_S = 0.5;

/** The variables that show laps: counter, share of the lap 0–1, times in s (negative: none). */
export interface IbtLapSources {
  time: Float64Array;
  lap: Float64Array | undefined;
  part: Float64Array | undefined;
  /** running lap time */
  running?: Float64Array;
  lastLap: Float64Array | undefined;
  onPitRoad: Float64Array | undefined;
}

/** Where a lap begins. */
interface Boundary {
  row: number;
  /** s */
  at: number;
  /** the car crossed the line there, and was not put somewhere else */
  overLine: boolean;
}

/**
 * Laps between line crossings: the position shows where the line is, the counter which crossings count and which lap it is. A lap is
 * complete if the car crossed the line at both ends. Its time is the game's (see reportedLapTimes); where the game gives none (−1: an
 * invalid lap) or not yet, the time between the crossings.
 */
export function ibtLaps(sources: IbtLapSources, notes: string[]): ImportedLap[] {
  const {time, lap, part, lastLap, onPitRoad} = sources;
  const rows = time.length;
  if (!lap)
    notes.push(`laps: no lap counter in the log: ${part ? "laps are split by position" : "one incomplete lap"}`);
  const starts = boundaries(sources);
  const bounds = starts.map(({row, at}, k): LapBounds => {
    const from = k > 0 ? at : begunAt(sources, starts[1]?.row ?? rows);
    return {first: time[row], from, to: starts[k + 1]?.at ?? null, uncertainS: rows > 1 ? time[1] - time[0] : 0};
  });
  const reported = lastLap ? reportedLapTimes(bounds, {time, ms: lastLap.map((s) => s * 1000)}) : [];
  let number = -1;
  return starts.map(({row: first, overLine, at}, k): ImportedLap => {
    const next = starts[k + 1];
    const end = next?.row ?? rows;
    // before a late counter turns, and after an early one
    const counted = lap ? Math.max(0, lap[(first + end) >> 1]) : k + 1;
    // the counter may go back (another session of the event, a reset): numbers must stay unique
    if (counted < number || (counted === number && next))
      notes.push(`lap counter falls to ${counted} at ${time[first].toFixed(1)} s: numbering continued`);
    number = counted > number ? counted : number + 1;
    const complete = overLine && next?.overLine === true;
    const own = reported[k];
    return {
      ...PLAIN_LAP,
      lap: number,
      first,
      end,
      lapTimeMs: own ?? (complete ? Math.round((next.at - at) * 1000) : null),
      valid: !(complete && own === null),
      complete,
      pit: onPitRoad?.subarray(first, end).some((v) => v > 0) ?? false,
    };
  });
}

/** The beginnings of all laps, the first row included. */
function boundaries({time, lap, part}: IbtLapSources): Boundary[] {
  const found: Boundary[] = [{row: 0, at: time[0], overLine: false}];
  const lines: number[] = [];
  if (part) for (let row = 1; row < part.length; row++) if (isLine(part, row)) lines.push(row);
  const add = (row: number, overLine: boolean) =>
    found.push({row, at: overLine ? crossing(time, part!, row) : time[row], overLine});
  if (!lap) for (const row of lines) add(row, true);
  let latest = 0;
  for (const turn of lap ? lapStartsByCounter(lap).slice(1) : []) {
    const reached = found[found.length - 1].row;
    const line = lineOfTurn(lines, time, {turn, after: reached});
    if (line !== undefined) {
      latest = Math.max(latest, time[turn] - time[line]);
      add(line, true);
    } else if (turn > reached && !(part && found.length === 1 && justAfterLine(part, turn))) add(turn, false);
  }
  // crossed just before the log ends: a late counter had no time to turn
  const last = lines.at(-1);
  if (lap && last !== undefined && last > found[found.length - 1].row && time[time.length - 1] - time[last] < latest)
    add(last, true);
  return found;
}

/** Whether the line was crossed shortly before the first row: the part of the lap grows from near the line up to this row. */
function justAfterLine(part: Float64Array, row: number): boolean {
  return part[0] >= 0 && part[0] <= part[row] && part[row] < JUST_AFTER;
}

function isLine(part: Float64Array, row: number): boolean {
  return part[row - 1] > 1 - NEAR_LINE && part[row] < NEAR_LINE;
}

/** Time of the line between the rows before and after it, by the driven share of the lap. */
function crossing(time: Float64Array, part: Float64Array, row: number): number {
  const [before, after] = [1 - part[row - 1], part[row]];
  const share = before + after > 0 ? before / (before + after) : 0.5;
  return time[row - 1] + (time[row] - time[row - 1]) * share;
}

/** When the log's first lap began, by its running time; null where that does not run. */
function begunAt({time, running}: IbtLapSources, end: number): number | null {
  if (!running || !(running[0] > 0) || end < 2) return null;
  const last = end - 1;
  const drift = running[last] - running[0] - (time[last] - time[0]);
  return Math.abs(drift) < RUNNING_S ? time[0] - running[0] : null;
}
