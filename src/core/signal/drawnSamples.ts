export interface DrawnOptions {
  /** range of samples: from … to, exclusive */
  from: number;
  to: number;
  /** width of a column of the picture, in units of x */
  step: number;
  /** not 0 where nothing is drawn between samples i − 1 and i */
  breaks?: ArrayLike<number>;
}

/**
 * The samples that a line needs to look as one through all of them: of each column the first, the last, and those of least and greatest value,
 * in order (M4; Jugel et al., VLDB 2014, doi:10.14778/2732951.2732953). A list of indexes for each stretch without a gap. x ascends and is finite;
 * NaN in y is a gap.
 */
export function drawnSamples(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  {from, to, step, breaks}: DrawnOptions,
): number[][] {
  const runs: number[][] = [];
  let run: number[] | null = null;
  let column = Number.NaN;
  // of the column: its first and last sample, the lowest and the highest
  let [first, last, low, high] = [0, 0, 0, 0];
  const endColumn = () => {
    if (!run || Number.isNaN(column)) return;
    run.push(first, ...[Math.min(low, high), Math.max(low, high)].filter((i) => i !== first && i !== last));
    if (last !== first) run.push(last);
  };
  for (let i = from; i < to; i++) {
    if (Number.isNaN(y[i]) || breaks?.[i]) {
      endColumn();
      run = null;
      if (Number.isNaN(y[i])) continue;
    }
    if (!run) {
      runs.push((run = []));
      column = Number.NaN;
    }
    const at = Math.floor(x[i] / step);
    if (at !== column) {
      endColumn();
      column = at;
      first = low = high = i;
    }
    last = i;
    if (y[i] < y[low]) low = i;
    if (y[i] > y[high]) high = i;
  }
  endColumn();
  return runs;
}
