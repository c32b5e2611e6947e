import type {CornerMeasures} from "../laps/cornerMeasures.js";
import {gridAt} from "../laps/gridAt.js";
import type {GridLap} from "../laps/gridLap.js";
import type {TrackPiece} from "../laps/partition.js";
import type {Corner} from "../track/corner.js";

/** A lap that is ready to be compared: on the grid, cut into pieces, measured. */
export interface AnalysedLap {
  session: string;
  car: number;
  driver: string;
  lap: number;
  grid: GridLap;
  /** usual time between samples, s */
  sampleS: number;
  /** of the pieces of the comparison, s; they add up to the lap's time */
  times: Float64Array;
  /** of the corners whose apex lies in a piece */
  measures: CornerMeasures[];
}

/** Laps of one driver against laps of a reference, all on the same line and cut alike. */
export interface Comparison {
  /** name of the track */
  track: string;
  lengthM: number;
  corners: readonly Corner[];
  pieces: readonly TrackPiece[];
  laps: readonly AnalysedLap[];
  references: readonly AnalysedLap[];
  /** why these are the reference */
  why: string;
  /** what limits every comparison of these laps */
  limitations: readonly string[];
}

type Placed = Pick<AnalysedLap, "grid">;

/** What official times cannot distinguish: they are whole milliseconds. */
export const OFFICIAL_FLOOR_S = 0.001;

/** A game's times and positions may come from neighbouring frames of 1/60 s, whatever the recording's rate. */
const FRAME_S = 1 / 60;

/**
 * What two laps cannot distinguish from no difference in a piece's time, s: a frame for each lap, or the bounds of the four times at its
 * ends where they are larger (root of the sum of squares: they are independent). Where the two paths are so far apart that one of the cars
 * has left the road (a chicane cut), places cannot be matched: then the time that the slower car takes for the distance between the paths.
 */
export function timeFloor(own: Placed, reference: Placed, {fromM, toM}: Pick<TrackPiece, "fromM" | "toM">): number {
  const squares = errorAt(own, fromM) ** 2 + errorAt(own, toM) ** 2;
  const others = errorAt(reference, fromM) ** 2 + errorAt(reference, toM) ** 2;
  const apart = apartS(own, reference, fromM) ** 2 + apartS(own, reference, toM) ** 2;
  return Math.max(Math.SQRT2 * FRAME_S, Math.sqrt(squares + others + apart) || 0);
}

/** Paths that are further apart are not on one road, m. */
const ONE_ROAD_M = 10;

/** The time, s, that the slower of two laps takes for the distance between their paths; 0 where both are on the road. */
function apartS({grid: own}: Placed, {grid: reference}: Placed, metres: number): number {
  const apart = Math.abs(gridAt(own, own.offset, metres) - gridAt(reference, reference.offset, metres));
  return apart > ONE_ROAD_M ? apart * Math.max(paceAt(own, metres), paceAt(reference, metres)) : 0;
}

/** s/m at a grid point. */
function paceAt({time, stepM, n}: GridLap, metres: number): number {
  const i = Math.min(n - 1, Math.max(1, Math.round(metres / stepM)));
  return (time[i + 1] - time[i - 1]) / (2 * stepM);
}

function errorAt({grid: {timeError, stepM, n}}: Placed, metres: number): number {
  return timeError[Math.min(n, Math.max(0, Math.round(metres / stepM)))];
}

/** The same of a place that a car passes at `speed` m/s, m: the road between two samples of each lap, or in one frame. */
export function placeFloor(own: AnalysedLap, reference: AnalysedLap, speed: number): number {
  return speed * Math.hypot(Math.max(FRAME_S, own.sampleS), Math.max(FRAME_S, reference.sampleS));
}

const speeds = new WeakMap<GridLap, Float64Array>();

/** Speed over the grid, m/s; undefined without a speed channel. */
export function speedOf(grid: GridLap): Float64Array | undefined {
  const {speedKmh} = grid.channels;
  if (!speedKmh) return undefined;
  let speed = speeds.get(grid);
  if (!speed) {
    speed = speedKmh.map((value) => value / 3.6);
    speeds.set(grid, speed);
  }
  return speed;
}
