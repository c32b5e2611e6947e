/** Receives the points of a decimated line: `index` of the sample; `start` true where a new stretch begins. */
export type PointSink = (index: number, start: boolean) => void;

/**
 * The samples that a line over pixel columns needs: of each column the first, the least, the greatest and the last
 * sample, in their own order, each at most once. So the drawn line covers the same pixels as the full one.
 *
 * x ascends and is finite; `from` and `to` (exclusive) bound the samples; column c covers x in
 * [x0 + c·step, x0 + (c+1)·step). NaN in y ends a stretch, and so does `breaks[i]` (sample i begins anew).
 * A column whose samples lie within `tolerance` (in units of y) of each other gives only its last sample, and the first of a stretch.
 */
export function decimate(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  {from, to, x0, step, tolerance = 0, breaks}: DecimateOptions,
  sink: PointSink,
): void {
  let first = -1;
  let low = -1;
  let high = -1;
  let last = -1;
  let end = -Infinity;
  let start = true;
  const flush = () => {
    if (first < 0) return;
    const flat = y[high] - y[low] <= tolerance;
    const giveFirst = start || !flat;
    if (giveFirst) sink(first, start);
    start = false;
    if (!flat) {
      const a = low < high ? low : high;
      const b = low < high ? high : low;
      if (a !== first && a !== last) sink(a, false);
      if (b !== first && b !== last) sink(b, false);
    }
    if (last !== first || !giveFirst) sink(last, false);
    first = -1;
  };
  for (let i = from; i < to; i++) {
    const value = y[i];
    if (Number.isNaN(value) || breaks?.[i]) {
      flush();
      start = true;
      if (Number.isNaN(value)) continue;
    }
    if (first >= 0 && x[i] < end) {
      if (value < y[low]) low = i;
      if (value > y[high]) high = i;
      last = i;
      continue;
    }
    flush();
    first = low = high = last = i;
    end = x0 + (Math.floor((x[i] - x0) / step) + 1) * step;
  }
  flush();
}

export interface DecimateOptions {
  from: number;
  to: number;
  x0: number;
  step: number;
  tolerance?: number;
  breaks?: ArrayLike<number>;
}

/**
 * The samples at which a step line changes: the first of each stretch, each sample whose value differs from the one
 * before, and the last. Discrete channels are drawn from these and never interpolated.
 */
export function changes(
  y: ArrayLike<number>,
  {from, to, breaks}: Pick<DecimateOptions, "from" | "to" | "breaks">,
  sink: PointSink,
): void {
  let open = false;
  let given = -1;
  const close = (last: number) => {
    if (open && given !== last) sink(last, false);
    open = false;
  };
  for (let i = from; i < to; i++) {
    if (Number.isNaN(y[i])) {
      close(i - 1);
      continue;
    }
    if (breaks?.[i]) close(i - 1);
    if (!open || y[i] !== y[i - 1]) {
      sink(i, !open);
      open = true;
      given = i;
    }
  }
  close(to - 1);
}
