/** A counter that is blank for longer at the beginning or the end is blank outside of laps, s. */
const BLANK_S = 1;
/** Counters that are written less often than this, as a share of the rows, are blank within laps. */
const DENSE = 0.5;

/**
 * A lap counter with numbers of their own before the first lap and after the last, where it is blank there: the way from and to the pits.
 *
 * @param time of the rows, s
 */
export function outsideLaps(counter: Float64Array, time: Float64Array): Float64Array {
  const first = counter.findIndex((n) => !Number.isNaN(n));
  const last = counter.findLastIndex((n) => !Number.isNaN(n));
  if (first < 0) return counter;
  let known = 0;
  for (let row = first; row <= last; row++) if (!Number.isNaN(counter[row])) known++;
  if (known < DENSE * (last + 1 - first)) return counter;
  const out = counter.slice();
  if (first > 0 && time[first] - time[0] > BLANK_S) out.fill(counter[first] - 1, 0, first);
  if (time[time.length - 1] - time[last] > BLANK_S) out.fill(counter[last] + 1, last + 1);
  return out;
}
