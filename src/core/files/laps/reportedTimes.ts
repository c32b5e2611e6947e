/** A lap on the clock of the log, s. */
export interface LapBounds {
  /** its first row */
  first: number;
  /** when the line was crossed at its beginning; null: before the log, not known */
  from: number | null;
  /** when it ended; null: not in the log */
  to: number | null;
  /** error of `to` − `from`: a sample */
  uncertainS: number;
}

/** Lap times that a game or a logger reports, as a column. */
export interface ReportedTimes {
  /** s, never falling */
  time: Float64Array;
  /** of the last lap, held until the next is reported; 0 or less: the game has none; NaN: no value in this row */
  ms: Float64Array;
}

/** ms; null: the game has none; undefined: nothing is reported of this lap */
export type ReportedTime = number | null | undefined;

/** Beside a sample's length, the clocks of game and log may differ by this much, s. */
const TOLERANCE_S = 0.1;
/** Longer gaps between samples do not widen the tolerance, s. */
const LONGEST_SAMPLE_S = 2;
/** A game reports a lap within this time of its end (iRacing: 1.7 to 3 s); then an unchanged value is settled, s. */
const SETTLED_S = 3.2;
/** A lap counter may turn this long after the report, s. */
const EARLY_S = 2;
/** An unchanged value is the time of an equal lap only if it agrees this well, s. */
const EQUAL_S = 0.005;

/**
 * Which reported time belongs to which lap. A value counts where it changes: for the lap that ended before, if it fits the time between
 * its crossings (to a sample and 0.1 s), else for the lap before that one. A value that does not change is stale, unless this lap took
 * as long as the one before.
 *
 * @param laps in order of driving
 */
export function reportedLapTimes(laps: readonly LapBounds[], reported: ReportedTimes): ReportedTime[] {
  return timesOfOwnLap(laps, reported) ?? timesOfLastLap(laps, reported);
}

function timesOfLastLap(laps: readonly LapBounds[], reported: ReportedTimes): ReportedTime[] {
  const {time, ms} = reported;
  const found: ReportedTime[] = laps.map(() => undefined);
  const changed = laps.map(() => false);
  const isOver = (k: number, at: number) => laps[k] !== undefined && laps[k].to !== null && laps[k].to! <= at;
  let [over, assigned] = [-1, -1];
  for (const {at, value} of changesOf(reported)) {
    while (isOver(over + 1, at + TOLERANCE_S)) over++;
    const fitting = [over, over - 1, over + 1].filter(
      (k) => value > 0 && k > assigned && isOver(k, at + EARLY_S) && fits(laps[k], value),
    );
    // a lap that began before the log may have taken any longer time
    const fit = fitting.find((k) => laps[k].from !== null) ?? fitting[0];
    if (fit !== undefined) {
      found[fit] = value;
      assigned = fit;
    } else if (value === 0 && over > assigned) found[over] = null;
    const meant = fit ?? over;
    if (meant >= 0) changed[meant] = true;
  }
  const end = time.at(-1) ?? Number.NEGATIVE_INFINITY;
  let row = 0;
  let held = Number.NaN;
  for (const [k, lap] of laps.entries()) {
    if (lap.to === null) continue;
    const next = laps[k + 1]?.to ?? Number.POSITIVE_INFINITY;
    for (; row < time.length && time[row] < next; row++) if (!Number.isNaN(ms[row])) held = ms[row];
    const settled = end >= Math.min(next, lap.to + SETTLED_S);
    if (found[k] === null && !settled) found[k] = undefined;
    if (found[k] !== undefined || changed[k] || !settled) continue;
    if (held <= 0) found[k] = null;
    else if (lap.from !== null && Math.abs(held / 1000 - (lap.to - lap.from)) <= equalS(lap))
      found[k] = Math.round(held);
  }
  return found;
}

/**
 * Times of a column that holds each lap's own time in all rows of that lap: its values agree better with these laps than with those
 * before. Undefined for other columns.
 */
function timesOfOwnLap(laps: readonly LapBounds[], {time, ms}: ReportedTimes): ReportedTime[] | undefined {
  const values: number[] = [];
  let row = 0;
  for (let k = 0; k < laps.length; k++) {
    const until = laps[k + 1]?.first ?? Number.POSITIVE_INFINITY;
    let value = Number.NaN;
    for (; row < time.length && time[row] < until; row++) {
      if (Number.isNaN(ms[row]) || ms[row] === value) continue;
      // another value within the lap: that of the lap before, reported late
      if (!Number.isNaN(value)) return undefined;
      value = ms[row];
    }
    values.push(value);
  }
  let [fitting, own, before] = [0, 0, 0];
  for (const [k, lap] of laps.entries()) {
    const {from, to} = lap;
    if (from === null || to === null || !(values[k] > 0)) continue;
    if (fits(lap, values[k])) fitting++;
    if (!(values[k + 1] > 0)) continue;
    own += Math.abs(values[k] / 1000 - (to - from));
    before += Math.abs(values[k + 1] / 1000 - (to - from));
  }
  if (fitting < 2 || own >= before) return undefined;
  return values.map((value, k) => (value > 0 && fits(laps[k], value) ? Math.round(value) : undefined));
}

/** Where the column takes another value (0: none); its first value is of a lap before the log. */
function* changesOf({time, ms}: ReportedTimes): Generator<{at: number; value: number}> {
  let last = Number.NaN;
  for (let row = 0; row < ms.length; row++) {
    const value = ms[row] <= 0 ? 0 : Math.round(ms[row]);
    if (Number.isNaN(value) || value === last) continue;
    if (!Number.isNaN(last)) yield {at: time[row], value};
    last = value;
  }
}

/** Whether the lap may have taken this time; a lap that began before the log took at least its part in the log. */
function fits({first, from, to, uncertainS}: LapBounds, ms: number): boolean {
  if (to === null) return true;
  const slack = Math.min(uncertainS, LONGEST_SAMPLE_S) + TOLERANCE_S;
  return from === null ? ms / 1000 >= to - first - slack : Math.abs(ms / 1000 - (to - from)) <= slack;
}

function equalS({uncertainS}: LapBounds): number {
  return Math.max(EQUAL_S, Math.min(uncertainS, LONGEST_SAMPLE_S) / 2);
}
