/** m on either side over which a rate is measured */
const AROUND_M = 15;

/**
 * Where a delta grows: seconds lost per 100 m, over `aroundM` on either side (less at the ends), at each grid point; negative where time is
 * gained, NaN where the delta is unknown.
 */
export function deltaRate(deltaS: ArrayLike<number>, stepM: number, aroundM = AROUND_M): Float64Array {
  return over(deltaS, stepM, aroundM, (a, b) => deltaS[b] - deltaS[a]);
}

/** Bound of the error of a rate by `deltaRate`, s per 100 m: that of the delta at both ends of the stretch. */
export function deltaRateError(errorS: ArrayLike<number>, stepM: number, aroundM = AROUND_M): Float64Array {
  return over(errorS, stepM, aroundM, (a, b) => errorS[a] + errorS[b]);
}

function over(
  {length}: ArrayLike<number>,
  stepM: number,
  aroundM: number,
  change: (a: number, b: number) => number,
): Float64Array {
  const reach = Math.max(1, Math.round(aroundM / stepM));
  return Float64Array.from({length}, (_, i) => {
    const [a, b] = [Math.max(0, i - reach), Math.min(length - 1, i + reach)];
    return (100 * change(a, b)) / ((b - a) * stepM);
  });
}
