import {type Path, pathLength} from "../geometry/closedPath.js";

/** Noise may bend the smoothed line by no more than this, 1/m: less than the widest bend that counts as one. */
const LEAST_BEND = 1 / 800;
/** Waves that are taken for noise are this long, m: shorter ones no car drives, longer ones are bends. */
const WAVES: [least: number, most: number] = [15, 100];
/** of a normal distribution: its median distance from the middle, in standard deviations */
const MEDIAN = 0.6745;

/**
 * Standard deviation of the positions' noise across the line, m: from the third differences, which a road leaves small
 * (white noise: 20 σ²). By their median, so that corners and jumps do not count.
 */
export function lateralNoise({x, z}: Path): number {
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
 * How long the waves must be that are smoothed away, m: what is left of the noise of `laps` laps, σ √(2 d ÷ wave ÷ laps), bends
 * the line by (2π ÷ wave)² times that.
 */
export function smoothingOf(path: Path, laps: number): number {
  const spacing = pathLength(path, true) / path.x.length;
  const left = lateralNoise(path) * Math.sqrt((2 * spacing) / laps);
  const wave = ((4 * Math.PI ** 2 * left) / LEAST_BEND) ** 0.4;
  return Math.min(WAVES[1], Math.max(WAVES[0], wave));
}
