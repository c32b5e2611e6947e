import {evenly} from "../../signal/evenly.js";
import {type AxisCheck, axisChecks, type CheckedLap, checkedG} from "./axisCheck.js";
import {type GgEnvelope, ggEnvelope} from "./ggEnvelope.js";

export type AxisChecks = Record<"lateral" | "longitudinal", AxisCheck>;

/** Laps that show well enough what a channel is. */
const MOST_CHECKED = 8;

/** The axis checks of a car's laps: eight of them, evenly chosen. */
export function checkLaps(laps: readonly CheckedLap[]): AxisChecks {
  return axisChecks(evenly(laps, MOST_CHECKED));
}

/** The accelerations of a lap as their checks say they are to be read, g; null where a channel is missing or an axis is unverified. */
export function verifiedG(
  {gLateral, gLongitudinal}: CheckedLap,
  {lateral, longitudinal}: AxisChecks,
): {lateral: Float64Array; longitudinal: Float64Array} | null {
  if (lateral.status === "unverified" || longitudinal.status === "unverified") return null;
  if (!gLateral || !gLongitudinal) return null;
  return {lateral: checkedG(gLateral, lateral), longitudinal: checkedG(gLongitudinal, longitudinal)};
}

/** The g-g envelope over laps; null where none has verified accelerations. */
export function lapsEnvelope(laps: readonly CheckedLap[], checks: AxisChecks): GgEnvelope | null {
  const across: number[] = [];
  const along: number[] = [];
  for (const lap of laps) {
    const g = verifiedG(lap, checks);
    if (!g) continue;
    for (const value of g.lateral) across.push(value);
    for (const value of g.longitudinal) along.push(value);
  }
  return across.length ? ggEnvelope(across, along) : null;
}
