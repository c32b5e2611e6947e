/**
 * P-values adjusted for testing several hypotheses (Holm 1979): compared with α, they keep the probability of any false claim below α
 * whatever the dependence between the tests. In the order given; NaN (no test was possible) stays NaN and does not count.
 */
export function holmAdjusted(p: readonly number[]): number[] {
  const order = p.map((_, i) => i).filter((i) => !Number.isNaN(p[i]));
  order.sort((i, j) => p[i] - p[j]);
  const out = p.map(() => Number.NaN);
  let highest = 0;
  order.forEach((i, rank) => {
    highest = Math.max(highest, (order.length - rank) * p[i]);
    out[i] = Math.min(1, highest);
  });
  return out;
}
