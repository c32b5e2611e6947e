import {closedMean} from "../geometry/closedGrid.js";
import {cyclicBandSolver} from "../geometry/cyclicBand.js";

/** A closed line on an even grid; the last point is followed by the first. */
export interface LapLine {
  x: Float64Array;
  y: Float64Array;
  /** 1/m, positive to the left where y is 90° to the left of x */
  curvature: Float64Array;
  /** metres between points */
  step: number;
  lengthM: number;
}

/**
 * Resamples closed points (m, the first not repeated) to an even grid of about `step` metres by a periodic cubic spline over chord
 * lengths; coarse steps cost tenths of a second in sensitivities. Curvature is the spline's, averaged over `filterM` metres
 * against surveying noise (not averaged when that is shorter than a step).
 */
export function lapLine(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  {step: wanted = 1, filterM = 10}: {step?: number; filterM?: number} = {},
): LapLine {
  const n = x.length;
  if (n < 4) throw new Error(`too few points for a line: ${n}`);
  const span = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const j = (i + 1) % n;
    span[i] = Math.sqrt((x[j] - x[i]) ** 2 + (y[j] - y[i]) ** 2);
    if (!(span[i] > 0)) throw new Error(`invalid point of a line: ${j}`);
  }
  const [mx, my] = moments(span, [x, y]);
  // position, first and second derivative at the share f of span i
  const at = (p: ArrayLike<number>, m: Float64Array, i: number, f: number): [number, number, number] => {
    const j = (i + 1) % n;
    const h = span[i];
    const g = 1 - f;
    return [
      p[i] * g + p[j] * f - ((h * h) / 6) * (m[i] * (g - g ** 3) + m[j] * (f - f ** 3)),
      (p[j] - p[i]) / h - (h / 6) * (m[i] * (3 * g * g - 1) - m[j] * (3 * f * f - 1)),
      m[i] * g + m[j] * f,
    ];
  };
  const length = new Float64Array(n + 1);
  const PARTS = 8;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let k = 0; k < PARTS; k++) {
      const f = (k + 0.5) / PARTS;
      sum += Math.hypot(at(x, mx, i, f)[1], at(y, my, i, f)[1]);
    }
    length[i + 1] = length[i] + (sum / PARTS) * span[i];
  }
  const lengthM = length[n];
  const count = Math.max(4, Math.round(lengthM / wanted));
  const step = lengthM / count;
  const line = {...columns(count), step, lengthM};
  for (let k = 0, i = 0; k < count; k++) {
    const s = k * step;
    while (i < n - 1 && length[i + 1] <= s) i++;
    const f = (s - length[i]) / (length[i + 1] - length[i]);
    const [px, dx, ddx] = at(x, mx, i, f);
    const [py, dy, ddy] = at(y, my, i, f);
    line.x[k] = px;
    line.y[k] = py;
    line.curvature[k] = (dx * ddy - dy * ddx) / (dx * dx + dy * dy) ** 1.5;
  }
  if (filterM > step) line.curvature = closedMean(line.curvature, Math.round(filterM / step / 2));
  return line;
}

/** Second derivatives of the periodic cubic spline through each column. */
function moments(span: Float64Array, ps: ArrayLike<number>[]): Float64Array[] {
  const n = span.length;
  const before = (i: number) => span[(i + n - 1) % n];
  const diagonal = Float64Array.from(span, (h, i) => (before(i) + h) / 3);
  const beside = Float64Array.from(span, (h) => h / 6);
  const solve = cyclicBandSolver([diagonal, beside, new Float64Array(n)]);
  return ps.map((p) => {
    const right = Float64Array.from(
      span,
      (h, i) => (p[(i + 1) % n] - p[i]) / h - (p[i] - p[(i + n - 1) % n]) / before(i),
    );
    const m = new Float64Array(n);
    solve(right, m);
    return m;
  });
}

function columns(n: number): {x: Float64Array; y: Float64Array; curvature: Float64Array} {
  return {x: new Float64Array(n), y: new Float64Array(n), curvature: new Float64Array(n)};
}
