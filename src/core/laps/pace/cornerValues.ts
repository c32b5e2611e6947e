import type {CornerMeasures} from "../cornerMeasures.js";

/** Measures of a corner as single values, with their units. */
export const CORNER_VALUES = {
  time: "s",
  "brake point": "m",
  "trail braking": "m",
  "minimum speed": "km/h",
  "minimum speed at": "m",
  "throttle pick-up": "m",
  "full throttle": "m",
  "exit speed": "km/h",
  "offset at entry": "m",
  "offset at apex": "m",
  "offset at exit": "m",
} as const;
export type CornerValue = keyof typeof CORNER_VALUES;

/** The values of a corner on one lap; null where there was nothing to measure: a corner without braking has no brake point. */
export function cornerValues({
  timeS,
  brake,
  throttle,
  speed,
  offset,
}: CornerMeasures): Record<CornerValue, number | null> {
  return {
    time: timeS,
    "brake point": brake?.pointM ?? null,
    "trail braking": brake?.trailM ?? null,
    "minimum speed": speed?.minimumKmh ?? null,
    "minimum speed at": speed?.minimumM ?? null,
    "throttle pick-up": throttle?.pickUpM ?? null,
    "full throttle": throttle?.fullM ?? null,
    "exit speed": speed?.exitKmh ?? null,
    "offset at entry": offset?.entryM ?? null,
    "offset at apex": offset?.apexM ?? null,
    "offset at exit": offset?.exitM ?? null,
  };
}
