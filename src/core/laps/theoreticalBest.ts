import type {Straight} from "../track/corner.js";
import {gridAt} from "./gridAt.js";
import type {GridLap} from "./gridLap.js";
import {type JoinedLap, joinErrors} from "./joinErrors.js";

/** A lap put together from parts of several laps. */
export interface TheoreticalBest {
  timeS: number;
  /** bound of the time's error, s: of the times at the places where laps are joined */
  errorS: number;
  parts: BestPart[];
}

export interface BestPart {
  fromM: number;
  toM: number;
  /** index of the lap that it is from */
  lap: number;
  timeS: number;
}

/** A lap whose times may be taken for a best: whole, from line to line. */
export type WholeLap = JoinedLap & Pick<GridLap, "channels">;

/** Speeds within this share agree: a car could go on from one lap to the other. */
export const SPEEDS_AGREE = 0.01;
/** Without a speed channel the speed at a place is that over ±15 m. */
const AROUND_M = 15;

/**
 * The fastest lap that parts of these laps make. Two laps are joined at a cut only where their speeds agree; otherwise the entry of
 * one lap and the exit of another make a corner that no car can drive. With `agree` Infinity the best part between any two cuts is
 * taken, which is a sum of bests and no lap. Null without laps, and where no lap has all of its times.
 *
 * The best way through all cuts is found by dynamic programming.
 *
 * @param cutsM ascending from 0 to the length, m
 */
export function theoreticalBest(
  laps: readonly WholeLap[],
  cutsM: ArrayLike<number>,
  {agree = SPEEDS_AGREE}: {agree?: number} = {},
): TheoreticalBest | null {
  const pieces = cutsM.length - 1;
  const times = laps.map((lap) => Float64Array.from(cutsM, (cut) => gridAt(lap, lap.time, cut)));
  const speeds = speedsAt(laps, cutsM);
  // least time up to cut k on lap i, and the lap before
  let least = laps.map(() => 0);
  const from: number[][] = [];
  for (let k = 0; k < pieces; k++) {
    const came = laps.map((_, i) => {
      let best = i;
      if (k > 0)
        for (let j = 0; j < laps.length; j++)
          if (least[j] < least[best] && isClose(speeds[i][k], speeds[j][k], agree)) best = j;
      return best;
    });
    from.push(came);
    least = came.map((before, i) => {
      const time = times[i][k + 1] - times[i][k];
      return Number.isNaN(time) ? Number.POSITIVE_INFINITY : least[before] + time;
    });
  }
  let lap = least.indexOf(Math.min(...least));
  const timeS = least[lap];
  if (!(timeS < Number.POSITIVE_INFINITY) || pieces < 1) return null;
  const parts: BestPart[] = [];
  const errorOf = joinErrors(laps);
  let errorS = 0;
  for (let k = pieces - 1; k >= 0; k--) {
    const next = parts[0];
    if (next?.lap === lap) {
      next.fromM = cutsM[k];
      next.timeS = times[lap][k + 1] - times[lap][k] + next.timeS;
    } else {
      if (next) errorS += errorOf(lap, next.lap, cutsM[k + 1]);
      parts.unshift({fromM: cutsM[k], toM: cutsM[k + 1], lap, timeS: times[lap][k + 1] - times[lap][k]});
    }
    lap = from[k][lap];
  }
  return {timeS, errorS, parts};
}

/**
 * Where corners may be taken from different laps: at the start line and in the middle of each straight, m; no corner is cut.
 */
export function straightCuts(straights: readonly Straight[], lengthM: number): Float64Array {
  const middles = straights.filter(({fromM, toM}) => fromM < toM).map(({fromM, toM}) => (fromM + toM) / 2);
  return Float64Array.from([0, ...middles.sort((a, b) => a - b), lengthM]);
}

function isClose(a: number, b: number, share: number): boolean {
  return share === Number.POSITIVE_INFINITY || Math.abs(a - b) <= (share * (a + b)) / 2;
}

/** Speed of each lap at each place, in one unit for all laps. */
function speedsAt(laps: readonly WholeLap[], places: ArrayLike<number>): Float64Array[] {
  const all = laps.every(({channels}) => channels.speedKmh);
  return laps.map((lap) => {
    const ofTime = (metres: number) => {
      const [a, b] = [Math.max(0, metres - AROUND_M), Math.min(lap.lengthM, metres + AROUND_M)];
      return (b - a) / (gridAt(lap, lap.time, b) - gridAt(lap, lap.time, a));
    };
    return Float64Array.from(places, (metres) => (all ? gridAt(lap, lap.channels.speedKmh, metres) : ofTime(metres)));
  });
}
