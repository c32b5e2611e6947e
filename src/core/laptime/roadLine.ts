import {smoothClosed} from "../geometry/closedPath.js";
import {leastBend} from "../track/racingLine.js";
import {lapLine} from "./lapLine.js";

/** A surveyed road, m: its centre line and the width to either side of it. Closed; the first point is not repeated. */
export interface SurveyedRoad {
  x: ArrayLike<number>;
  y: ArrayLike<number>;
  right: ArrayLike<number>;
  left: ArrayLike<number>;
}

/**
 * The line of least squared curvature on a surveyed road that keeps `margin` metres (half a car) from both edges; y is 90° to the
 * left of x. The points are `step` metres apart. Surveyed points jitter by decimetres, which would show in the curvature, so
 * waves shorter than `waveM` are smoothed away first.
 */
export function roadLine(
  road: SurveyedRoad,
  {margin = 1, step = 4, waveM = 40}: {margin?: number; step?: number; waveM?: number} = {},
): {x: Float64Array; y: Float64Array; offset: Float64Array} {
  const surveyed = lapLine(road.x, road.y, {step, filterM: 0});
  const [cx, cy] = smoothClosed([surveyed.x, surveyed.y], waveM / surveyed.step);
  const n = cx.length;
  const nx = new Float64Array(n);
  const ny = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const a = (i + n - 1) % n;
    const b = (i + 1) % n;
    const dx = cx[b] - cx[a];
    const dy = cy[b] - cy[a];
    const length = Math.sqrt(dx * dx + dy * dy);
    nx[i] = -dy / length;
    ny[i] = dx / length;
  }
  // widths are known at the surveyed points, which are evenly spread: interpolated by share of the lap
  const widths = road.left.length;
  const side = (column: ArrayLike<number>) =>
    Float64Array.from({length: n}, (_, i) => {
      const p = (i * widths) / n;
      const k = Math.floor(p);
      const f = p - k;
      return Math.max(0, column[k] * (1 - f) + column[(k + 1) % widths] * f - margin);
    });
  // leastBend takes (x, z): its x is our y, its z our x
  const offset = leastBend({
    cx: cy,
    cz: cx,
    nx: ny,
    nz: nx,
    left: side(road.left),
    right: side(road.right),
  });
  return {
    x: cx.map((x, i) => x + nx[i] * offset[i]),
    y: cy.map((y, i) => y + ny[i] * offset[i]),
    offset,
  };
}
