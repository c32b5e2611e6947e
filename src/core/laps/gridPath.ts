import type {GridLap} from "./gridLap.js";
import type {PlaceLine} from "./placeLine.js";

/** Where a lap drove, at each grid point, in the line's coordinates, m: its line and its offset to the right of it; NaN without either. */
export function gridPath({n, stepM, offset}: Pick<GridLap, "n" | "stepM" | "offset">, line: PlaceLine) {
  const x = new Float64Array(n + 1);
  const z = new Float64Array(n + 1);
  for (let g = 0; g <= n; g++) {
    const at = line.lead + (g * stepM) / line.stepM;
    const i = Math.min(Math.floor(at), line.x.length - 2);
    const mix = (column: Float64Array) => column[i] + (column[i + 1] - column[i]) * (at - i);
    const [ux, uz] = [mix(line.ux), mix(line.uz)];
    const aside = offset[g] / Math.hypot(ux, uz);
    x[g] = mix(line.x) - uz * aside;
    z[g] = mix(line.z) + ux * aside;
  }
  return {x, z};
}
