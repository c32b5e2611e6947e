import type {Split} from "../../core/laps/bests.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";

/** A sector time of the running lap, or its time so far, ms; NaN where the sector is not over. */
export function runningSplit(source: Pick<LiveSource, "latest">, car: number, split: Split): number {
  const sector = source.latest(car, "sector");
  if (split === "lapTimeMs") return source.latest(car, "currentLapTimeMs");
  if (split === "sector1Ms") return sector > 1 ? source.latest(car, "sector1TimeMs") : Number.NaN;
  return split === "sector2Ms" && sector > 2 ? source.latest(car, "sector2TimeMs") : Number.NaN;
}
