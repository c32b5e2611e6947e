/** Minimum and maximum of a line in each pixel column; Infinity and −Infinity where there is no line. */
export interface ColumnRange {
  low: Float64Array;
  high: Float64Array;
}

export interface ColumnOptions {
  /** range of samples: from … to, exclusive */
  from: number;
  to: number;
  /** position of the first column's left edge, and the width of a column, both in units of x */
  x0: number;
  step: number;
  columns: number;
  /** a step line: each value is held until the next sample */
  discrete?: boolean;
  /** not 0 where nothing is drawn between samples i − 1 and i */
  breaks?: ArrayLike<number>;
  /** filled and returned instead of a new one, for charts that draw every frame; at least `columns` long */
  into?: ColumnRange;
}

/**
 * The range of a line through samples in each column: of the samples and of the straight (or stepped) line between them. No peak
 * is lost where many samples share a column, and no column is left out where samples are further apart. x ascends and is
 * finite; NaN in y is a gap. A single sample between gaps counts.
 */
export function columnRange(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  {from, to, x0, step, columns, discrete = false, breaks, into}: ColumnOptions,
): ColumnRange {
  const low = (into?.low ?? new Float64Array(columns)).fill(Infinity);
  const high = (into?.high ?? new Float64Array(columns)).fill(-Infinity);
  let open = false;
  // the sample before, in columns
  let px = 0;
  let py = 0;
  for (let i = from; i < to; i++) {
    const value = y[i];
    if (Number.isNaN(value)) {
      open = false;
      continue;
    }
    const at = (x[i] - x0) / step;
    const column = Math.floor(at);
    if (open && !breaks?.[i]) {
      const end = discrete ? py : value;
      // the segment from the last sample: in the column where it starts, in those it crosses, and where it ends
      const first = Math.max(0, Math.floor(px));
      const last = Math.min(columns - 1, column);
      const slope = at > px ? (end - py) / (at - px) : 0;
      for (let c = first; c <= last; c++) {
        const a = c > px ? py + (c - px) * slope : py;
        const b = c + 1 < at ? py + (c + 1 - px) * slope : end;
        if (a < low[c]) low[c] = a;
        if (a > high[c]) high[c] = a;
        if (b < low[c]) low[c] = b;
        if (b > high[c]) high[c] = b;
      }
    }
    // the sample itself: a single one between gaps, and the vertical of a step
    if (column >= 0 && column < columns) {
      if (value < low[column]) low[column] = value;
      if (value > high[column]) high[column] = value;
    }
    open = true;
    px = at;
    py = value;
  }
  return into ?? {low, high};
}
