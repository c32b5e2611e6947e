import type {GridLap} from "./gridLap.js";
import type {LapGrid} from "./lapGrids.js";
import {NOT_MEASURED} from "./lapPosition.js";

/**
 * A lap of a running session in the form in which laps are compared: the game's distance as a fraction of the track's line. Its grid is coarser
 * (5 m), and what is not driven yet is NaN.
 *
 * @param lengthM of the track's line
 * @param lapTimeMs official; null of a lap that runs
 */
export function gridOfRunning({columns, reachedM, stepM}: LapGrid, lengthM: number, lapTimeMs: number | null): GridLap {
  const {currentLapTimeMs, ...channels} = columns;
  const n = currentLapTimeMs.length - 1;
  const time = Float64Array.from(currentLapTimeMs, (ms) => ms / 1000);
  const places = Math.max(1, Math.round(reachedM / stepM));
  const reachedS = time[Math.min(n, Math.floor(reachedM / stepM))];
  return {
    ...{lengthM, stepM: lengthM / n, n, time, timeError: new Float64Array(n + 1)},
    offset: new Float64Array(n + 1).fill(Number.NaN),
    channels: Object.fromEntries(Object.entries(channels).map(([name, values]) => [name, Float64Array.from(values)])),
    lapTimeS: lapTimeMs === null ? null : lapTimeMs / 1000,
    ...{fromLine: true, alignment: "lap fraction", measured: NOT_MEASURED},
    // places are read no finer than the grid's steps
    sampleS: (lapTimeMs === null ? reachedS / places : lapTimeMs / 1000 / n) || 0,
  };
}
