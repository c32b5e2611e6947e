/**
 * One operation on whole columns. It is called again as rows come, so that the archive (all rows at once) and a running session use the
 * same code.
 */
export interface ColumnKernel {
  /**
   * Computes rows `from` … of `out` as far as they can be known from the first `known` rows of the inputs; `last`: no row follows. Returns
   * up to where `out` is known.
   */
  advance(inputs: readonly Float64Array[], out: Float64Array, from: number, known: number, last: boolean): number;
}

/** How much later than its sample a value is known on live data, at most. */
export interface Future {
  seconds: number;
  samples: number;
  /** the whole lap: on live data the value counts the lap so far */
  lap: boolean;
}

export interface ColumnOperation {
  /** a kernel with its own state */
  kernel: (parameters: readonly number[]) => ColumnKernel;
  future?: (parameters: readonly number[]) => Partial<Future>;
  /** counts from the start of the lap: means nothing of a lap whose start is missing */
  fromStart?: true;
  /** a row depends on that row of the inputs only */
  pointwise?: true;
}
