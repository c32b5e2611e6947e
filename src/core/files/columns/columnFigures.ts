/** Statistics of a column, by which its meaning is judged. */
export interface ColumnFigures {
  rows: number;
  known: number;
  min: number;
  max: number;
  /** number of steps between known neighbours that rise, fall, or are zero */
  rises: number;
  falls: number;
  repeats: number;
  /** number of falls by more than half of the range */
  resets: number;
  /** median of the rising steps */
  step: number;
  whole: boolean;
}

/** Number of values that are not NaN. */
export function countKnown(values: ArrayLike<number>): number {
  let known = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) known++;
  return known;
}

/** NaN and infinities count as unknown; without a value min and max are NaN. */
export function columnFigures(values: Float64Array): ColumnFigures {
  let [known, min, max, rises, falls, repeats, resets, whole] = [0, Number.NaN, Number.NaN, 0, 0, 0, 0, true];
  for (const v of values) {
    if (!Number.isFinite(v)) continue;
    known++;
    if (!(v >= min)) min = v;
    if (!(v <= max)) max = v;
    if (whole && !Number.isInteger(v)) whole = false;
  }
  let last = Number.NaN;
  const steps: number[] = [];
  const every = Math.max(1, Math.floor(values.length / 2000));
  for (let i = 0; i < values.length; i++) {
    const v = values[i];
    if (!Number.isFinite(v)) continue;
    if (v > last) {
      rises++;
      if (rises % every === 0) steps.push(v - last);
    } else if (v < last) {
      falls++;
      if (last - v > (max - min) / 2) resets++;
    } else if (v === last) repeats++;
    last = v;
  }
  steps.sort((a, b) => a - b);
  const step = steps.length ? steps[steps.length >> 1] : 0;
  return {rows: values.length, known, min, max, rises, falls, repeats, resets, step, whole};
}
