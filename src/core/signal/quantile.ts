/** The p-quantile (0–1) of ascending values, linear between neighbours; NaN of nothing. */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const i = p * (sorted.length - 1);
  const below = Math.floor(i);
  const low = sorted[below] ?? Number.NaN;
  return low + (i - below) * ((sorted[below + 1] ?? low) - low);
}
