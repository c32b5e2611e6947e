/**
 * Where a delta grows: seconds lost per 100 m, over `aroundM` on either side (less at the ends), at each grid point; negative where time is
 * gained, NaN where the delta is unknown.
 */
export function deltaRate(deltaS: ArrayLike<number>, stepM: number, aroundM = 15): Float64Array {
  const reach = Math.max(1, Math.round(aroundM / stepM));
  const last = deltaS.length - 1;
  return Float64Array.from(deltaS, (_, i) => {
    const [a, b] = [Math.max(0, i - reach), Math.min(last, i + reach)];
    return (100 * (deltaS[b] - deltaS[a])) / ((b - a) * stepM);
  });
}
