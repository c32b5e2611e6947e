/** Where and when a lap crossed its line at either end, from its samples. */
export interface LapEnds {
  /** m along the line at time 0 and at the official time */
  startM: number;
  endM: number;
  /** time from `startM` to `startM` + length, s, by the samples alone, and its bound */
  lapTimeS: number;
  errorS: number;
  /** error that the line's length adds, the same for all laps on it, s */
  lineErrorS: number;
}

export interface EndOptions {
  lapTimeS: number;
  /** of the line, and its bound, m */
  lengthM: number;
  lengthErrorM?: number;
  /** of the samples' times */
  jitterS: number;
}

/** Samples within this time of the line place it, s; at least FEWEST. */
const NEAR_S = 0.15;
const FEWEST = 3;
/** Without a sample within this time of the line, s, the place of the line is taken as that of the lap's line. */
const FAR_S = 0.5;
/** A slower car, m/s, does not show when it crossed the line. */
const SLOWEST_MPS = 10;
/** Change of speed that may be missed between the last sample and the line, m/s². */
const UNSEEN_MPS2 = 5;

/**
 * The ends of a whole lap, by a straight fit of position over time through the samples next to the line (a parabola where they are
 * few).
 *
 * @param time s since the line
 * @param along m, never decreasing; NaN where unknown
 */
export function lapEnds(
  time: ArrayLike<number>,
  along: ArrayLike<number>,
  {lapTimeS, lengthM, jitterS, lengthErrorM = 0}: EndOptions,
): LapEnds {
  const start = endFit(time, along, 0);
  const end = endFit(time, along, lapTimeS);
  const startM = start ? start.at : 0;
  const endM = end ? end.at : startM + lengthM;
  if (!start || !end || Math.min(start.speed, end.speed) < SLOWEST_MPS)
    return {startM, endM, lapTimeS: Number.NaN, errorS: Number.NaN, lineErrorS: Number.NaN};
  return {
    startM,
    endM,
    lapTimeS: lapTimeS + (startM + lengthM - endM) / end.speed,
    errorS: start.errorM / start.speed + end.errorM / end.speed + 2 * jitterS,
    lineErrorS: lengthErrorM / end.speed,
  };
}

interface Fit {
  at: number;
  /** m/s, and bound of `at`, m */
  speed: number;
  errorM: number;
}

/** Position and speed at a time next to an end of the samples; undefined where none is near. */
function endFit(time: ArrayLike<number>, along: ArrayLike<number>, t: number): Fit | undefined {
  const fromStart = t === 0;
  const n = time.length;
  const first = nearLine(time, t);
  const ts: number[] = [];
  const ss: number[] = [];
  for (let i = first; i >= 0 && i < n; i += fromStart ? 1 : -1) {
    const dt = time[i] - t;
    if (Number.isNaN(along[i]) || Number.isNaN(dt)) continue;
    if (Math.abs(dt) > NEAR_S && ts.length >= FEWEST) break;
    ts.push(dt);
    ss.push(along[i]);
  }
  if (ts.length < FEWEST || Math.min(...ts.map(Math.abs)) > FAR_S) return undefined;
  const line = straight(ts, ss);
  const [at, speed] = ts.length > FEWEST ? line : parabola(ts, ss, line);
  if (!Number.isFinite(at + speed)) return undefined;
  const away = Math.min(...ts.map(Math.abs));
  let residual = 0;
  for (let i = 0; i < ts.length; i++) residual = Math.max(residual, Math.abs(ss[i] - line[0] - line[1] * ts[i]));
  return {at, speed, errorM: residual / Math.sqrt(ts.length) + (UNSEEN_MPS2 / 2) * away * away};
}

/** The outermost sample that is still near the line: a lap's samples may begin minutes before it, and go on behind it. */
function nearLine(time: ArrayLike<number>, t: number): number {
  const n = time.length;
  let i = t === 0 ? 0 : n - 1;
  if (t === 0) while (i < n - FEWEST && time[i] < -NEAR_S) i++;
  else while (i >= FEWEST && time[i] > t + NEAR_S) i--;
  return i;
}

function straight(ts: number[], ss: number[]): [at: number, slope: number] {
  const n = ts.length;
  const mt = ts.reduce((a, b) => a + b, 0) / n;
  const ms = ss.reduce((a, b) => a + b, 0) / n;
  let tt = 0;
  let tsum = 0;
  for (let i = 0; i < n; i++) {
    tt += (ts[i] - mt) ** 2;
    tsum += (ts[i] - mt) * (ss[i] - ms);
  }
  const slope = tt > 0 ? tsum / tt : 0;
  return [ms - slope * mt, slope];
}

/** Through the first three (Newton's divided differences); the straight fit where their times coincide. */
function parabola(ts: number[], ss: number[], line: [number, number]): [at: number, slope: number] {
  const [a, b, c] = ts;
  const ab = (ss[1] - ss[0]) / (b - a);
  const bc = (ss[2] - ss[1]) / (c - b);
  const bend = (bc - ab) / (c - a);
  if (!Number.isFinite(bend)) return line;
  return [ss[0] - ab * a + bend * a * b, ab - bend * (a + b)];
}
