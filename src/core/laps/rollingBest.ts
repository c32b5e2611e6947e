import {joinErrors} from "./joinErrors.js";
import type {WholeLap} from "./theoreticalBest.js";

/** A lap that was driven from some place of the track to the same place. */
export interface RollingBest {
  timeS: number;
  /** bound of its error at the place where two laps are joined, s; 0 from line to line */
  errorS: number;
  /** where it begins, m; 0: it is a lap from line to line */
  fromM: number;
  /** index of the lap in which it begins */
  lap: number;
}

/**
 * The fastest lap that was driven, from any place of the track: the end of one lap and the beginning of the next. Null without laps.
 *
 * @param laps whole laps of one car in order, on one line
 * @param follows whether lap i + 1 began where lap i ended
 */
export function rollingBest(laps: readonly WholeLap[], follows: (i: number) => boolean): RollingBest | null {
  const errorOf = joinErrors(laps);
  let best: RollingBest | null = null;
  laps.forEach((lap, i) => {
    const {time, stepM} = lap;
    const total = time[time.length - 1] - time[0];
    if (total < (best?.timeS ?? Number.POSITIVE_INFINITY)) best = {timeS: total, errorS: 0, fromM: 0, lap: i};
    const next = laps[i + 1];
    if (!next || !follows(i)) return;
    let least = -1;
    for (let k = 1; k < time.length - 1; k++) {
      const timeS = total - time[k] + next.time[k];
      if (!(timeS < (best?.timeS ?? Number.POSITIVE_INFINITY))) continue;
      best = {timeS, errorS: 0, fromM: k * stepM, lap: i};
      least = k;
    }
    if (least > 0) best!.errorS = errorOf(i, i + 1, least * stepM);
  });
  return best;
}
