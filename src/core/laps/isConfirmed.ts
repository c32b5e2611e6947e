import type {LapComparison} from "./compareLaps.js";

/**
 * Whether a delta by the samples alone agrees with the official difference within what those samples resolve: a wrong time axis or
 * place does not. Null where one of them is unknown.
 */
export function isConfirmed({
  measuredDifferenceMs,
  officialDifferenceMs,
  measuredErrorMs,
}: Pick<LapComparison, "measuredDifferenceMs" | "officialDifferenceMs" | "measuredErrorMs">): boolean | null {
  if (measuredDifferenceMs === null || officialDifferenceMs === null || measuredErrorMs === null) return null;
  return Math.abs(measuredDifferenceMs - officialDifferenceMs) <= measuredErrorMs;
}
