import {median} from "./robust.js";

/** Median step of ascending values, repeated ones left out; NaN of fewer than two. */
export function usualStep(values: ArrayLike<number>): number {
  const steps: number[] = [];
  for (let i = 1; i < values.length; i++) if (values[i] > values[i - 1]) steps.push(values[i] - values[i - 1]);
  return median(steps);
}
