import {upperBound} from "../../signal/search.js";
import type {LineCrossing} from "./raceTimes.js";

/** A car at the end of one of its laps. */
export interface RacePlace {
  car: number;
  lap: number;
  timeS: number;
  errorS: number;
  /** among the cars whose end of this lap is known */
  position: number;
  /** s after the first car to finish this lap, and after the car one position ahead; null for the first */
  toLeaderS: number | null;
  toAheadS: number | null;
  ahead: number | null;
  /** whole laps that the leader of the race had more when this car finished the lap */
  lapsDown: number;
}

/** One lap of the race: cars in the order in which they finished it. */
export interface RaceLapOrder {
  lap: number;
  places: RacePlace[];
  /** cars that finished this lap at a time that is not known: positions behind them are too good */
  unplaced: number[];
}

/**
 * The order of a race by lap, with gaps. Gaps compare the times at which two cars finished the same lap, so a lapped car's gap to the
 * leader is more than a lap time, and `lapsDown` counts how often it was lapped. Crossings of equal time keep the order of the lap before.
 *
 * @param laps finished laps of each car, known times or not (see finishedLaps)
 */
export function raceChart(
  crossings: ReadonlyMap<number, readonly LineCrossing[]>,
  laps: ReadonlyMap<number, number>,
): RaceLapOrder[] {
  const last = Math.max(0, ...laps.values());
  const leaders = leaderTimes(crossings, last);
  const chart: RaceLapOrder[] = [];
  const before = new Map<number, number>();
  for (let lap = 1; lap <= last; lap++) {
    const found: {car: number; crossing: LineCrossing}[] = [];
    const unplaced: number[] = [];
    for (const [car, own] of crossings) {
      const crossing = own.find((one) => one.lap === lap);
      if (crossing) found.push({car, crossing});
      else if ((laps.get(car) ?? 0) >= lap) unplaced.push(car);
    }
    const rank = (car: number) => before.get(car) ?? Infinity;
    found.sort((a, b) => a.crossing.timeS - b.crossing.timeS || rank(a.car) - rank(b.car) || a.car - b.car);
    const places = found.map(({car, crossing: {timeS, errorS}}, i): RacePlace => {
      const ahead = found[i - 1];
      return {
        ...{car, lap, timeS, errorS, position: i + 1},
        toLeaderS: ahead ? timeS - found[0].crossing.timeS : null,
        toAheadS: ahead ? timeS - ahead.crossing.timeS : null,
        ahead: ahead?.car ?? null,
        // the leader's own crossing of this moment counts for itself
        lapsDown: Math.max(0, upperBound(leaders, timeS) - lap),
      };
    });
    before.clear();
    for (const {car, position} of places) before.set(car, position);
    chart.push({lap, places, unplaced});
  }
  return chart;
}

/** When the first car finished each lap, s, ascending. */
function leaderTimes(crossings: ReadonlyMap<number, readonly LineCrossing[]>, last: number): Float64Array {
  const times = new Float64Array(last).fill(Infinity);
  for (const own of crossings.values())
    for (const {lap, timeS} of own) times[lap - 1] = Math.min(times[lap - 1], timeS);
  // a lap that nobody's times give was finished by the end of the next one
  for (let i = last - 2; i >= 0; i--) times[i] = Math.min(times[i], times[i + 1]);
  return times;
}
