import {cyclicBandSolver} from "../geometry/cyclicBand.js";
import {leastBend} from "../track/racingLine.js";
import {type LapLine, lapLine} from "./lapLine.js";

/** A surveyed road: centre line, metres, and room to its edges on either side. Closed; the first point is not repeated. */
export interface SurveyedRoad {
  x: ArrayLike<number>;
  y: ArrayLike<number>;
  right: ArrayLike<number>;
  left: ArrayLike<number>;
}

/**
 * The line of least squared curvature on a surveyed road that keeps `margin` metres (half a car) from both edges, as points; y is
 * 90° to the left of x. `step` is the spacing it is sought on, m.
 */
export function roadLine(
  road: SurveyedRoad,
  {margin = 1, step = 4, waveM = 40}: {margin?: number; step?: number; waveM?: number} = {},
): {x: Float64Array; y: Float64Array; offset: Float64Array} {
  const centre = smoothed(lapLine(road.x, road.y, {step, filterM: 0}), waveM);
  const n = centre.x.length;
  const nx = new Float64Array(n);
  const ny = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const a = (i + n - 1) % n;
    const b = (i + 1) % n;
    const dx = centre.x[b] - centre.x[a];
    const dy = centre.y[b] - centre.y[a];
    const length = Math.sqrt(dx * dx + dy * dy);
    nx[i] = -dy / length;
    ny[i] = dx / length;
  }
  // widths are given at the surveyed points, taken here by the part of the lap: the points are evenly spread
  const widths = road.left.length;
  const side = (column: ArrayLike<number>) =>
    Float64Array.from({length: n}, (_, i) => {
      const p = (i * widths) / n;
      const k = Math.floor(p);
      const f = p - k;
      return Math.max(0, column[k] * (1 - f) + column[(k + 1) % widths] * f - margin);
    });
  // the line's own axes: z runs where x does here, its x to the left
  const offset = leastBend({
    cx: centre.y,
    cz: centre.x,
    nx: ny,
    nz: nx,
    left: side(road.left),
    right: side(road.right),
  });
  return {
    x: centre.x.map((x, i) => x + nx[i] * offset[i]),
    y: centre.y.map((y, i) => y + ny[i] * offset[i]),
    offset,
  };
}

/**
 * Points smoothed by the least sum of squared moves and weighted second differences (Whittaker 1923), so that waves of `waveM`
 * metres are halved: surveyed points jitter by decimetres, which curvature would feel. A moving mean would cut bends.
 */
function smoothed(line: LapLine, waveM: number): LapLine {
  const n = line.x.length;
  const weight = (waveM / (2 * Math.PI * line.step)) ** 4;
  const band = [1 + 6 * weight, -4 * weight, weight].map((value) => new Float64Array(n).fill(value));
  const solve = cyclicBandSolver(band);
  const [x, y] = [line.x, line.y].map((column) => {
    const out = new Float64Array(n);
    solve(column, out);
    return out;
  });
  return {...line, x, y};
}
