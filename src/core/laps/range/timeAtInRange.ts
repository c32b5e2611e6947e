import {type TimeAt, timeInCells} from "../conditions/timeAt.js";
import {type PlacedSamples, rowsInRange} from "./rangeSegments.js";
import type {LineRange} from "./rangeTimes.js";

/** Histogram of a column of samples in a stretch of the line, in seconds; cells and the rest add up to the time in the stretch. */
export function timeAtInRange(
  samples: PlacedSamples,
  values: ArrayLike<number>,
  range: LineRange,
  edges: Iterable<number>,
): TimeAt {
  const {rows, seconds, gapS} = rowsInRange(samples, range);
  return timeInCells(edges, seconds, (k) => values[rows[k]], gapS);
}
