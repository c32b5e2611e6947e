import type {Samples} from "../../core/archive/samples.js";
import type {LapRow, SessionFile} from "../../core/archive/types.js";
import {fromFirstFix} from "../../core/files/placesOnEarth.js";
import type {DrivenLap} from "../../core/laps/lapDelta.js";
import type {LapTrace} from "../../core/laps/lapTrace.js";

/** A lap on a page. */
interface DrawnLap {
  axes: LapTrace;
  samples: Samples;
  lap: LapRow;
  session: SessionFile;
}

type Places = Pick<DrivenLap, "x" | "z">;

/** Two laps of a circuit with their places in common coordinates: on the earth, else of the game or the session; without any, none. */
export function drivenLaps(lap: DrawnLap, reference: DrawnLap): [DrivenLap, DrivenLap] {
  const both = (name: string) => lap.samples.has(name) && reference.samples.has(name);
  let placesOf = (_: Samples): Places => ({});
  const origin = both("latitude") && both("longitude") ? firstFix(reference.samples) : undefined;
  if (origin) placesOf = (samples) => placesFrom(origin, samples);
  else if (both("worldX") && both("worldZ"))
    placesOf = (samples) => ({x: samples.values("worldX"), z: samples.values("worldZ")});
  return [driven(lap, placesOf(lap.samples)), driven(reference, placesOf(reference.samples))];
}

function driven({axes: {distance, time}, lap, session}: DrawnLap, places: Places): DrivenLap {
  const lapTime = lap.complete && lap.lapTimeMs !== null ? lap.lapTimeMs / 1000 : null;
  const used = session.log?.used ?? [];
  const alongPath = used.some(({channel, from}) => channel === "lapDistance" && from === "derived");
  return {distance, time, lapTime, alongPath, ...places};
}

function firstFix(samples: Samples): [latitude: number, longitude: number] | undefined {
  const [latitude, longitude] = [samples.values("latitude"), samples.values("longitude")];
  const first = latitude.findIndex((v, i) => Number.isFinite(v + longitude[i]));
  return first < 0 ? undefined : [latitude[first], longitude[first]];
}

/** In metres east and south of the origin. */
function placesFrom([latitude, longitude]: [number, number], samples: Samples): Places {
  const after = (first: number, values: Float64Array) => {
    const out = new Float64Array(values.length + 1).fill(first);
    out.set(values, 1);
    return out;
  };
  const found = fromFirstFix(
    after(latitude, samples.values("latitude")),
    after(longitude, samples.values("longitude")),
  );
  return found ? {x: found.x.subarray(1), z: found.z.subarray(1)} : {};
}
