import {type Path, pathLength} from "../geometry/closedPath.js";

/** Curvature that noise may leave in the smoothed line, 1/m: less than that of the widest bend. */
const LEAST_BEND = 1 / 800;
/** Limits of the wavelength that is smoothed away, m: no car drives shorter waves, longer ones are bends. */
const WAVES: [least: number, most: number] = [15, 100];
/** median absolute deviation of a normal distribution, in standard deviations */
const MEDIAN = 0.6745;

/**
 * Standard deviation of the positions' noise across the line, m: from the third differences, which are small on a road (for white
 * noise their variance is 20 σ²). Their median is used, so that corners and jumps have no weight.
 */
function lateralNoise({x, z}: Path): number {
  const n = x.length - 3;
  if (n < 10) return 0;
  const across = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const dx = x[i + 3] - x[i];
    const dz = z[i + 3] - z[i];
    const ax = dx - 3 * (x[i + 2] - x[i + 1]);
    const az = dz - 3 * (z[i + 2] - z[i + 1]);
    across[i] = Math.abs(az * dx - ax * dz) / (Math.hypot(dx, dz) || 1);
  }
  return across.sort()[n >> 1] / (MEDIAN * Math.sqrt(20));
}

/**
 * The wavelength up to which a path must be smoothed, m: smoothing leaves σ √(2 d ÷ wave ÷ laps) of the noise of `laps` laps with
 * points d metres apart, and that has a curvature of (2π ÷ wave)² times as much.
 */
export function smoothingOf(path: Path, laps: number): number {
  const spacing = pathLength(path, true) / path.x.length;
  const left = lateralNoise(path) * Math.sqrt((2 * spacing) / laps);
  const wave = ((4 * Math.PI ** 2 * left) / LEAST_BEND) ** 0.4;
  return Math.min(WAVES[1], Math.max(WAVES[0], wave));
}
