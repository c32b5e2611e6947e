import {interpolate} from "../signal/interpolate.js";
import {gridAt} from "./gridAt.js";
import type {GridLap} from "./gridLap.js";
import {gridSteps, type LapGrid} from "./lapGrids.js";

/**
 * An archived lap in the form of a running session's laps, to compare them with it: the inverse of gridOfRunning. Running laps lie where the game
 * says; so does this one where it has the same game's distances, else the fraction of its line stands for that of the game's.
 *
 * @param lengthM that the running session's game gives its track
 * @param distance m along the track as that game counts it, at the grid's places; undefined: unknown
 */
export function runningOfGrid(
  grid: Pick<GridLap, "lengthM" | "n" | "stepM" | "time" | "channels">,
  {car, lap, lengthM, distance}: {car: number; lap: number; lengthM: number; distance?: ArrayLike<number>},
): LapGrid {
  const steps = gridSteps(lengthM);
  const wanted = Float64Array.from({length: steps + 1}, (_, i) => (i * lengthM) / steps);
  const places = distance
    ? placesAt(grid, distance, lengthM, wanted)
    : wanted.map((metres) => (metres / lengthM) * grid.lengthM);
  const column = (values: ArrayLike<number>, factor = 1) =>
    Float32Array.from(places, (metres) => gridAt(grid, values, metres) * factor);
  return {
    ...{car, lap, stepM: lengthM / steps, reachedM: lengthM},
    columns: {
      currentLapTimeMs: column(grid.time, 1000),
      ...Object.fromEntries(Object.entries(grid.channels).map(([name, values]) => [name, column(values)])),
    },
  };
}

/** m along the grid's line at which the game counted these distances. */
function placesAt(
  {n, stepM, lengthM: lineM}: Pick<GridLap, "lengthM" | "n" | "stepM">,
  distance: ArrayLike<number>,
  lengthM: number,
  wanted: Float64Array,
): Float64Array {
  const counted = [0];
  const places = [0];
  for (let i = 1; i < n; i++) {
    if (!(distance[i] > counted[counted.length - 1]) || !(distance[i] < lengthM)) continue;
    counted.push(distance[i]);
    places.push(i * stepM);
  }
  return interpolate([...counted, lengthM], [...places, lineM], wanted);
}
