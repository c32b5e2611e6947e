type Column = ArrayLike<number>;

/** m/s below which wheel slip is mostly noise, because the speed is its denominator. */
const SLIP_MIN_SPEED = 8;

/**
 * Combined slip of the wheel that slips most, dimensionless: max over wheels of √(κ² + tan² α) with slip ratio κ and slip angle
 * α (rad). This is the slip vector of Pacejka, Tire and Vehicle Dynamics, ch. 1, without its factor 1/(1+κ), which has a
 * pole at a locked wheel. NaN where no wheel is known, and below 8 m/s when speeds (m/s) are given.
 */
export function combinedSlip(ratios: Column[], angles: Column[], speed?: Column): Float64Array {
  const n = ratios[0]?.length ?? 0;
  const out = new Float64Array(n).fill(Number.NaN);
  for (let w = 0; w < ratios.length; w++) {
    for (let i = 0; i < n; i++) {
      if (speed && !(speed[i] >= SLIP_MIN_SPEED)) continue;
      const slip = Math.hypot(ratios[w][i], Math.tan(angles[w][i]));
      if (!(slip <= out[i]) && !Number.isNaN(slip)) out[i] = slip;
    }
  }
  return out;
}

/** Magnitude of the horizontal acceleration, in the unit of its components (g); NaN where either is NaN. */
export function combinedG(lateral: Column, longitudinal: Column): Float64Array {
  return Float64Array.from(lateral, (g, i) => Math.hypot(g, longitudinal[i]));
}
