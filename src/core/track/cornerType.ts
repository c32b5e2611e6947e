import type {Corner, CornerType} from "./corner.js";

/** Least radius, m, that a slow and a medium corner stay below: about 110 and 170 km/h at 2 g. */
const SLOW = 50;
const MEDIUM = 110;

/** The facts of a bend that its type depends on. */
export type Bent = Pick<Corner, "direction" | "degrees" | "radiusM"> & {lengthM: number};

/**
 * The type of a corner, from the centre line alone: the first rule that holds.
 *
 * - kink: turns less than 30° on a radius of 80 m or more
 * - chicane part: turns less than 135° on less than 80 m, and so does a corner to the other side whose apex is within 110 m
 * - hairpin: turns 130° or more on less than 50 m
 * - long: turns 90° or more, over 200 m or more
 * - slow, medium, fast: least radius below 50 m, below 110 m, above
 *
 * @param neighbours the corners before and after it whose apexes are within `CHICANE` of its own
 */
export function cornerType(bend: Bent, neighbours: readonly Bent[]): CornerType {
  const {direction, degrees, radiusM, lengthM} = bend;
  if (degrees < 30 && radiusM >= 80) return "kink";
  if (flicks(bend) && neighbours.some((other) => flicks(other) && other.direction !== direction)) return "chicane part";
  if (degrees >= 130 && radiusM < SLOW) return "hairpin";
  if (degrees >= 90 && lengthM >= 200) return "long";
  return radiusM < SLOW ? "slow" : radiusM < MEDIUM ? "medium" : "fast";
}

/** Greatest distance between the apexes of a chicane, m: 52 m at Monza's first, 109 m at Ascari. */
export const CHICANE = 110;

/** Greatest distance between corners of a complex, m. */
export const COMPLEX_GAP = 40;

function flicks({degrees, radiusM}: Bent): boolean {
  return degrees < 135 && radiusM < 80;
}
