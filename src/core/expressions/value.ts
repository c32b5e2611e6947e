import type {Dimension} from "./dimension.js";
import type {Span} from "./expressionError.js";
import type {MeasuredUnit} from "./unit.js";

/** What is known of a part of an expression before any sample is read. */
export interface Value {
  at: Span;
  /** columns in SI (temperatures in °C): one, or one for each wheel */
  nodes: readonly number[];
  dimension: Dimension;
  /** in which it is shown unless another unit is declared */
  unit: MeasuredUnit;
  /** discrete values are never interpolated; conditions are 0 and 1 */
  kind: "continuous" | "discrete" | "condition";
  /**
   * How many temperatures are added up: 1 for a temperature on a scale, 0 for a difference of two and for everything else. Two
   * temperatures divided by 2 are one again; two alone are none.
   */
  points: number;
  /** written as a number, with or without a unit */
  literal: boolean;
}
