import {GRAVITY} from "../../channels/gravity.js";
import {localLine, localParabola} from "../../signal/localFit.js";
import type {Windows} from "../../signal/slidingWindows.js";

type Column = ArrayLike<number>;

/** Samples of a lap from which its accelerations follow; NaN where unknown. */
export interface LapMotion {
  /** s, ascending */
  time: Column;
  /** m/s */
  speed?: Column;
  /** position, m: x to the right of the map, z down */
  x?: Column;
  z?: Column;
  /** rad/s */
  yawRate?: Column;
}

/**
 * Lateral acceleration v²κ of the driven path, g, to the right: the path's curvature by a local parabola through the positions of each
 * window. NaN where there are too few.
 */
export function pathLateral({time, x, z}: LapMotion, windows: Windows): Float64Array | undefined {
  if (!x || !z) return undefined;
  const [fx, fz] = [localParabola(time, x, windows), localParabola(time, z, windows)];
  return Float64Array.from(fx.slope, (vx, i) => {
    const vz = fz.slope[i];
    return (vx * fz.bend[i] - vz * fx.bend[i]) / Math.hypot(vx, vz) / GRAVITY;
  });
}

/** Longitudinal acceleration dv/dt, g, forwards: the slope of a line through the speeds of each window. */
export function speedLongitudinal({time, speed}: LapMotion, windows: Windows): Float64Array | undefined {
  return speed && localLine(time, speed, windows).slope.map((a) => a / GRAVITY);
}
