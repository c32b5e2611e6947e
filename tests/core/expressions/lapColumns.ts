import type {LapColumns} from "../../../src/core/expressions/evaluate.js";

/** A lap of the given columns. */
export function columnsOf(columns: Record<string, ArrayLike<number>>): LapColumns {
  return {
    rows: columns.sessionTime.length,
    has: (name) => name in columns,
    values: (name) => Float64Array.from(columns[name]),
  };
}
