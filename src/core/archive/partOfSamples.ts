import type {Samples} from "./samples.js";

/**
 * Some columns and rows of samples: rows from `from` to before `to`. Columns that the samples lack are left out; values are views, not
 * copies.
 */
export function partOfSamples(
  samples: Samples,
  {columns, from = 0, to = samples.rows}: {columns?: readonly string[]; from?: number; to?: number},
): Samples {
  const names = (columns ?? samples.names).filter((name) => samples.has(name));
  return {
    rows: Math.max(0, to - from),
    names,
    has: (name) => names.includes(name),
    values(name) {
      if (!names.includes(name)) throw new RangeError(`missing column: ${name}`);
      return samples.values(name).subarray(from, to);
    },
  };
}
