/** Mean of the best X laps against X: the flatter, the steadier the driver. */
export interface RaisingAverage {
  /** ms, of the best 1, 2, … n laps */
  averageMs: Float64Array;
  /** ms by which the mean grows with each further lap: the slope of the least-squares line through `averageMs`; NaN for one lap */
  slopeMs: number;
}

/** The raising average of lap times, ms, in any order; laps that do not show the pace are to be left out before. */
export function raisingAverage(times: readonly number[]): RaisingAverage {
  const averageMs = Float64Array.from(times).sort();
  let sum = 0;
  for (let i = 0; i < averageMs.length; i++) {
    sum += averageMs[i];
    averageMs[i] = sum / (i + 1);
  }
  return {averageMs, slopeMs: slopeOf(averageMs)};
}

/** Slope of values at 0, 1, 2, … by least squares. */
function slopeOf(values: Float64Array): number {
  const centre = (values.length - 1) / 2;
  let above = 0;
  let below = 0;
  for (let i = 0; i < values.length; i++) {
    above += (i - centre) * values[i];
    below += (i - centre) ** 2;
  }
  return above / below;
}
