import type {TraceLap} from "../../src/components/laps/traceLap.js";
import {BEAN, madeLap, type Shape} from "../support/madeLaps.js";
import {fakeLap} from "./fakeLap.js";

/** A lap of a closed form in a session of its own. */
export function drawn(seconds: number, session: string, track: string, shape: Shape = BEAN, right = 0): TraceLap {
  const {time, x, z} = madeLap({seconds, shape, swing: 0, hz: 20, offset: () => right});
  const column = (values: ArrayLike<number>) => Array.from(values);
  const lap = fakeLap(
    {
      sessionTime: column(time),
      currentLapTimeMs: Array.from(time, (t) => 1000 * t),
      worldX: column(x!),
      worldZ: column(z!),
      speedKmh: Array.from(time, () => (3.6 * 3400) / seconds),
      lapDistance: Array.from(time, (t) => (3000 * t) / seconds),
    },
    {row: {lapTimeMs: 1000 * seconds}, key: `${session}:0:${seconds}`},
  );
  Object.assign(lap.session, {id: session, track: {...lap.session.track, id: -1, name: track}});
  return lap;
}
