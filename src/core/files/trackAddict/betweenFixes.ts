/**
 * Values of a receiver between its fixes: rows without a new fix repeat the last one, and are interpolated instead. After the last
 * fix its value holds. NaN where a fix has no value.
 *
 * @param isFix of each row
 * @param turn the value is an angle, of which this is a whole turn
 */
export function betweenFixes(
  values: Float64Array,
  isFix: Float64Array,
  time: Float64Array,
  turn = Number.POSITIVE_INFINITY,
): Float64Array {
  const out = values.slice();
  let last = -1;
  for (let row = 0; row < values.length; row++) {
    if (!(isFix[row] > 0) || Number.isNaN(values[row])) continue;
    if (last >= 0) {
      const seconds = time[row] - time[last];
      let change = values[row] - values[last];
      // the shorter way round
      if (Math.abs(change) > turn / 2) change -= Math.sign(change) * turn;
      for (let i = last + 1; i < row; i++) {
        const value = values[last] + (seconds > 0 ? ((time[i] - time[last]) / seconds) * change : 0);
        out[i] = value < 0 && turn < Number.POSITIVE_INFINITY ? value + turn : value >= turn ? value - turn : value;
      }
    }
    last = row;
  }
  return out;
}
