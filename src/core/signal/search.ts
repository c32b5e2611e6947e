/**
 * First index in [from, to) whose value is not below x; `to` when there is none. Values ascend (equal ones allowed) and
 * are finite. Not d3.bisectLeft, which takes up to 1.5 times as long: this runs per sample and per frame.
 */
export function lowerBound(values: ArrayLike<number>, x: number, from = 0, to = values.length): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** First index in [from, to) whose value is > x; `to` when there is none. */
export function upperBound(values: ArrayLike<number>, x: number, from = 0, to = values.length): number {
  let at = lowerBound(values, x, from, to);
  while (at < to && values[at] === x) at++;
  return at;
}

/**
 * Index of the value nearest to x among ascending finite values: the lower index on a tie, the first or last outside their range,
 * −1 for an empty list or NaN.
 */
export function nearestIndex(values: ArrayLike<number>, x: number): number {
  if (!values.length || Number.isNaN(x)) return -1;
  const above = lowerBound(values, x);
  if (above === 0) return 0;
  if (above === values.length) return above - 1;
  return x - values[above - 1] <= values[above] - x ? above - 1 : above;
}
