/** Median and 99th percentile of durations, ms. */
export interface Spread {
  p50: number;
  p99: number;
}

/** Median and 99th percentile by nearest rank; NaN of nothing. */
export function spread(values: readonly number[]): Spread {
  const sorted = Float64Array.from(values).sort();
  const quantile = (q: number) => (sorted.length ? sorted[Math.ceil(q * sorted.length) - 1] : Number.NaN);
  return {p50: quantile(0.5), p99: quantile(0.99)};
}
