import {interquartileRange, median} from "./robust.js";

/** Interquartile ranges above the median: 4 σ of normal values, one in 40,000. */
const RANGES = 3;
/** Share of the median that is never a blunder: the range of a few equal laps says nothing. */
const LEAST_SHARE = 0.02;

/**
 * The time above which a lap is a blunder (spin, off, traffic jam), for each group: its median + 3 interquartile ranges, and at least 2 %
 * above it. The range is pooled over all groups, of values less their group's median, so that the fence of a scattered group is no wider
 * than that of a steady one, and comparing groups keeps their difference of spread. NaN for an empty group.
 */
export function blunderFences(
  groups: readonly ArrayLike<number>[],
  {ranges = RANGES, leastShare = LEAST_SHARE} = {},
): number[] {
  const centres = groups.map(median);
  const about = groups.flatMap((group, g) => Array.from(group, (value) => value - centres[g]));
  const width = ranges * interquartileRange(about);
  return centres.map((centre) => centre + Math.max(width, leastShare * centre));
}
