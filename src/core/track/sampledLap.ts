import type {Samples} from "../archive/samples.js";
import type {LapPositions} from "./lapPositions.js";

/** The positions of a lap's samples; null when there are none. */
export function sampledLap(samples: Samples): LapPositions | null {
  if (!samples.has("worldX") || !samples.has("worldZ")) return null;
  const column = (name: string) => (samples.has(name) ? samples.values(name) : undefined);
  const distance = column("lapDistance");
  const ms = column("currentLapTimeMs");
  const sector = column("sector");
  const y = column("worldY");
  return {
    x: samples.values("worldX"),
    z: samples.values("worldZ"),
    ...(y && {y}),
    // a distance that begins at 0 was derived: it counts from the first sample, not from the line
    ...(distance && distance[0] !== 0 && {lapDistance: distance}),
    ...(ms && {time: ms.map((value) => value / 1000)}),
    ...(sector && {sector: sector.map((value) => value - 1)}),
  };
}
