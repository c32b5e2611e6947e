import type {Samples} from "../archive/samples.js";
import type {LapRow, SessionFile} from "../archive/types.js";
import {type Fix, fromFix} from "../geometry/placesOnEarth.js";
import {sinceStart} from "./lapAxes.js";

/** The samples of one lap in order of arrival, by column; what position and time are computed from. */
export interface DrivenLap {
  /** s since the line; since the first sample where `fromLine` is false. It decreases where a flashback took samples back */
  time: ArrayLike<number>;
  /** the clock counts from the start line */
  fromLine: boolean;
  /** official time, s; null where the lap is not finished or its samples do not reach from line to line */
  lapTimeS: number | null;
  /** on the ground plane, m, in coordinates that the laps compared share; NaN where unknown */
  x?: ArrayLike<number>;
  z?: ArrayLike<number>;
  /** m since the line, NaN where unknown */
  distance?: ArrayLike<number>;
  /** `distance` was integrated along the driven path: it is longer on a wider line */
  alongPath: boolean;
}

/** Columns of samples that a driven lap is made from. */
export const DRIVEN_COLUMNS = [
  ...["sessionTime", "currentLapTimeMs", "lapDistance"],
  ...["worldX", "worldZ", "latitude", "longitude"],
] as const;

/**
 * What a lap's samples say of position and time.
 *
 * @param origin of metres on the earth, for laps with latitude and longitude: the first fix of the reference
 */
export function drivenLap(
  samples: Samples,
  {complete, lapTimeMs}: Pick<LapRow, "complete" | "lapTimeMs">,
  {log}: Pick<SessionFile, "log">,
  {origin}: {origin?: Fix} = {},
): DrivenLap {
  const column = (name: string) => (samples.has(name) ? samples.values(name) : undefined);
  const lapTimeS = complete && lapTimeMs !== null ? lapTimeMs / 1000 : null;
  const currentLapTimeMs = column("currentLapTimeMs");
  const time = sinceStart({sessionTime: samples.values("sessionTime"), currentLapTimeMs});
  const distance = column("lapDistance");
  const used = log?.used ?? [];
  return {
    time,
    fromLine: currentLapTimeMs !== undefined || lapTimeS !== null,
    lapTimeS,
    ...placesOf(samples, origin),
    ...(distance && {distance}),
    alongPath: used.some(({channel, from}) => channel === "lapDistance" && from === "derived"),
  };
}

/** The first place on the earth of a lap with latitude and longitude. */
export function firstFix(samples: Samples): Fix | undefined {
  if (!samples.has("latitude") || !samples.has("longitude")) return undefined;
  const [latitude, longitude] = [samples.values("latitude"), samples.values("longitude")];
  const first = latitude.findIndex((v, i) => Number.isFinite(v + longitude[i]));
  return first < 0 ? undefined : [latitude[first], longitude[first]];
}

function placesOf(samples: Samples, origin?: Fix): Pick<DrivenLap, "x" | "z"> {
  if (origin && samples.has("latitude") && samples.has("longitude")) {
    const longitude = samples.values("longitude");
    const x = new Float64Array(samples.rows);
    const z = samples.values("latitude").map((latitude, i) => {
      const place = fromFix(origin, [latitude, longitude[i]]);
      x[i] = place.x;
      return place.z;
    });
    return {x, z};
  }
  if (samples.has("worldX") && samples.has("worldZ")) return {x: samples.values("worldX"), z: samples.values("worldZ")};
  return {};
}
