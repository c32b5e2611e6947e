import {resample} from "../signal/resample.js";
import type {LapAxes} from "./lapAxes.js";

/**
 * Time variance against a reference lap: at each sample of the lap, its time − the reference's time at the same distance,
 * s; negative where the lap is ahead. The reference is interpolated between its samples; NaN beyond its distances.
 * Exact for a speed that does not change between two samples; else off by at most an eighth of the change of speed
 * over two samples × their spacing ÷ speed (0.3 ms at 60 Hz and 5 g at 300 km/h).
 */
export function timeDelta(lap: LapAxes, reference: LapAxes): Float64Array {
  const out = resample(reference.distance, reference.time, lap.distance);
  for (let i = 0; i < out.length; i++) out[i] = lap.time[i] - out[i];
  return out;
}
