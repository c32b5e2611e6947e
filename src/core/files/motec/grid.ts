/** A speed channel of at least this rate, Hz, sets the rate of the table. */
const SPEED_RATE = 50;
/** Of any table, Hz. */
const MAX_RATE = 200;

/**
 * The rate of the session's table, Hz: that of the speed channel when it has at least 50 Hz; else the highest among the
 * channels that are used, 200 at most.
 */
export function tableRate(rates: readonly number[], speedRate: number | undefined): number {
  if (speedRate !== undefined && speedRate >= SPEED_RATE) return Math.min(speedRate, MAX_RATE);
  return Math.min(Math.max(1, ...rates), MAX_RATE);
}

/**
 * A channel of `rate` Hz on a grid of `to` Hz, both from 0 s. Continuous values are interpolated linearly; where the channel is at least
 * twice as fast, a row is the mean over its interval. Discrete values are held. After the last sample (and its interval): NaN.
 */
export function onGrid(values: Float64Array, rate: number, to: number, rows: number, discrete: boolean): Float64Array {
  const count = values.length;
  if (rate === to && count >= rows) return count === rows ? values : values.subarray(0, rows);
  const out = new Float64Array(rows).fill(Number.NaN);
  const step = rate / to;
  for (let row = 0; row < rows; row++) {
    const at = row * step;
    // corrects rounding errors of the product
    const nearest = Math.round(at);
    const position = Math.abs(at - nearest) < 1e-7 ? nearest : at;
    if (position > count - 1 + (discrete ? 0.9999999 : 0)) {
      if (position < count && count > 0) out[row] = values[count - 1];
      continue;
    }
    const below = Math.floor(position);
    if (discrete) out[row] = values[below];
    else if (step >= 2) {
      // samples weighted by the overlap of their interval with the row's
      let sum = 0;
      let weight = 0;
      const last = Math.min(count - 1, Math.floor(position + step / 2 + 0.5));
      for (let i = Math.max(0, Math.ceil(position - step / 2 - 0.5)); i <= last; i++) {
        const share = Math.min(i + 0.5, position + step / 2) - Math.max(i - 0.5, position - step / 2);
        sum += values[i] * share;
        weight += share;
      }
      out[row] = sum / weight;
    } else if (below === position) out[row] = values[below];
    else out[row] = values[below] + (values[below + 1] - values[below]) * (position - below);
  }
  return out;
}
