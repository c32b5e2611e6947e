import type {Samples} from "../../archive/samples.js";
import {lapAxes} from "../lapAxes.js";
import type {CheckedLap} from "./axisCheck.js";

/** Channels from which accelerations are checked. */
export const MOTION_CHANNELS = [
  "sessionTime",
  "speedKmh",
  "worldX",
  "worldZ",
  "yawRate",
  "gLateral",
  "gLongitudinal",
] as const;

/** The columns of a lap's samples that its accelerations are checked with; those that it lacks are absent. */
export function lapMotion(samples: Samples): CheckedLap {
  const column = (name: (typeof MOTION_CHANNELS)[number]) => (samples.has(name) ? samples.values(name) : undefined);
  const sessionTime = samples.values("sessionTime");
  const {time, breaks} = lapAxes({sessionTime});
  return {
    ...{time, breaks},
    speed: column("speedKmh")?.map((kmh) => kmh / 3.6),
    x: column("worldX"),
    z: column("worldZ"),
    yawRate: column("yawRate"),
    gLateral: column("gLateral"),
    gLongitudinal: column("gLongitudinal"),
  };
}
