/** Rows searched for a channel that is sent less often than others (damage: ten times a second). */
const LOOK_BACK = 120;

/** The last value that is not NaN among the rows up to index `last`; NaN when the last 120 rows have none. */
export function lastKnown(column: Float64Array, last: number, first = 0): number {
  for (let i = last; i >= first && i > last - LOOK_BACK; i--) if (!Number.isNaN(column[i])) return column[i];
  return Number.NaN;
}
