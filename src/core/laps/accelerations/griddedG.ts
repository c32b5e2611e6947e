import type {GridLap} from "../gridLap.js";
import {type AxisCheck, checkedG} from "./axisCheck.js";
import type {GriddedG} from "./gripMap.js";

/** Channels of a grid lap from which its use of the grip is computed. */
export const GRIP_CHANNELS = ["speedKmh", "gLateral", "gLongitudinal"] as const;

/** Speed and checked accelerations of a lap on the grid; undefined where a channel is missing or an axis is unverified. */
export function griddedG(
  {stepM, channels}: Pick<GridLap, "stepM" | "channels">,
  checks: Record<"lateral" | "longitudinal", AxisCheck>,
): GriddedG | undefined {
  const [speedKmh, across, along] = GRIP_CHANNELS.map((name): Float64Array | undefined => channels[name]);
  if (!speedKmh || !across || !along) return undefined;
  if (Object.values(checks).some(({status}) => status === "unverified")) return undefined;
  return {
    stepM,
    speed: speedKmh.map((kmh) => kmh / 3.6),
    lateral: checkedG(across, checks.lateral),
    longitudinal: checkedG(along, checks.longitudinal),
  };
}
