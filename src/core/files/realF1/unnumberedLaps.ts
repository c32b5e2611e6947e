import type {RawColumns} from "../columns/column.js";
import {type ImportedLap, PLAIN_LAP} from "../importedLog.js";
import {lineTimes, type TimedPath} from "../laps/finishLine.js";
import {lapsFromCrossings} from "../laps/lapSplit.js";

/** `Time` of a table that begins at the line, s, and its RelativeDistance there and at the end. */
const AT_LINE = {seconds: 0.002, share: 1e-6};
/** The ends of whole laps are this close to each other, m. */
const CLOSED_M = 100;
/** Without positions: no lap of Formula 1 is shorter or longer, m. */
const LAP_M = {least: 2000, most: 8000};
/** Another crossing this close to the end of the table is the end itself, s. */
const SAME_S = 5;

/**
 * Laps of a FastF1 table without LapNumber. FastF1 cuts telemetry of laps with interpolated ends: Time is 0 in the first row, and
 * RelativeDistance runs from 0 to 1. Such a table is one lap, or several if it passes its first place again; one that does not end where
 * it began is part of a lap.
 *
 * @param path of the rows, s and m; undefined without positions
 */
export function unnumberedLaps(
  raw: RawColumns,
  path: TimedPath | undefined,
  time: Float64Array,
  notes: string[],
): ImportedLap[] {
  const last = time.length - 1;
  const part: ImportedLap = {...PLAIN_LAP, lap: 1, first: 0, end: time.length};
  const share = raw.get("RelativeDistance")?.values;
  const own = raw.get("Time")?.values;
  const isCut =
    last > 0 &&
    own &&
    share &&
    Math.abs(own[0]) <= AT_LINE.seconds &&
    share[0] <= AT_LINE.share &&
    share[last] >= 1 - AT_LINE.share;
  if (!isCut) return unknown("no LapNumber column: one lap without a time");
  const metres = raw.get("Distance")?.values[last] ?? Number.NaN;
  const crossings = path ? crossingsOf(path) : metres >= LAP_M.least && metres <= LAP_M.most ? [] : undefined;
  if (!crossings)
    return unknown("no LapNumber column, and the rows do not end where they began: one lap without a time");
  const laps = lapsFromCrossings(time, [time[0], ...crossings, time[last]]).filter(({lap}) => lap > 0);
  // the row on the line at the end is of the last lap
  const whole = laps.filter(({complete}) => complete);
  whole[whole.length - 1].end = time.length;
  notes.push(
    whole.length === 1
      ? "laps: no LapNumber column; Time from 0 and RelativeDistance from 0 to 1 are one lap, from line to line"
      : `laps: no LapNumber column; the place of the first row is taken as the line: ${whole.length} laps`,
  );
  return whole;

  function unknown(reason: string): ImportedLap[] {
    notes.push(`laps: ${reason}`);
    return [part];
  }
}

/** Times at which the first place is passed again before the end, s; undefined where the path does not end there. */
function crossingsOf({time, x, z}: TimedPath): number[] | undefined {
  const last = time.length - 1;
  const ahead = x.findIndex((_, row) => Math.hypot(x[row] - x[0], z[row] - z[0]) > 10);
  const [dx, dz] = [x[ahead] - x[0], z[ahead] - z[0]];
  const length = Math.hypot(dx, dz);
  if (!(length > 0) || !(Math.hypot(x[last] - x[0], z[last] - z[0]) <= CLOSED_M)) return undefined;
  const line = {x: x[0], z: z[0], dx: dx / length, dz: dz / length};
  return lineTimes({time, x, z}, line).filter((t) => t - time[0] > SAME_S && time[last] - t > SAME_S);
}
