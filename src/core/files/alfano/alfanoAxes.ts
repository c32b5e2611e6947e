/** Weaker agreement is no evidence; axes that both agree as well show nothing. */
const FOLLOWS = 0.6;
const OTHER = 0.3;
/** Slower rows do not show a turn, km/h. */
const MOVING = 20;
/** Gaps in the time, and steps in which a receiver's heading may stand still, s. */
const STEP_S = {least: 0.15, most: 1};

/** The drive by which an axis is judged, one value a row. */
export interface Turning {
  time: Float64Array;
  headingDeg?: Float64Array;
  speedKmh?: Float64Array;
}

/**
 * Which of two accelerations is lateral, as index: its size follows speed × rate of turn, and the other's does not; undefined where the
 * drive does not show it.
 */
export function lateralAxis(
  {time, headingDeg, speedKmh}: Turning,
  axes: readonly (Float64Array | undefined)[],
): number | undefined {
  if (!headingDeg || !speedKmh) return undefined;
  const rows: number[] = [];
  const turned: number[] = [];
  let from = 0;
  for (let to = 1; to < time.length; to++) {
    const seconds = time[to] - time[from];
    if (seconds < STEP_S.least) continue;
    const degrees = ((headingDeg[to] - headingDeg[from] + 540) % 360) - 180;
    if (seconds < STEP_S.most && speedKmh[to] > MOVING && Number.isFinite(degrees)) {
      rows.push((from + to) >> 1);
      turned.push((speedKmh[to] * degrees) / seconds);
    }
    from = to;
  }
  const [x, y] = axes.map((axis) => (axis ? agreement(turned, rows, axis) : 0));
  if (x > FOLLOWS && y < OTHER) return 0;
  return y > FOLLOWS && x < OTHER ? 1 : undefined;
}

/** Size of the cosine between two columns, 0–1: 1 where they are in proportion. */
function agreement(turned: readonly number[], rows: readonly number[], axis: Float64Array): number {
  let [xx, yy, xy, known] = [0, 0, 0, 0];
  for (const [i, row] of rows.entries()) {
    const value = axis[row];
    if (!Number.isFinite(value)) continue;
    known++;
    xx += turned[i] ** 2;
    yy += value ** 2;
    xy += turned[i] * value;
  }
  return known < 20 || !(xx > 0) || !(yy > 0) ? 0 : Math.abs(xy) / Math.sqrt(xx * yy);
}
