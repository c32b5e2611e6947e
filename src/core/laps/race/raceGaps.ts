import type {RaceLapOrder} from "./raceChart.js";

/** A car's gap at the end of a lap. */
export interface RaceGap {
  car: number;
  lap: number;
  /** s behind the car that gaps are measured to, − ahead of it */
  gapS: number;
  /** bound of its error, s: of both times */
  errorS: number;
  position: number;
}

/**
 * Gaps of all cars at the end of each lap, to one car or to the first to finish the lap: the difference of the times at which both finished
 * the same lap. Laps that the other car did not finish, or at an unknown time, have none.
 *
 * @param to a car, or null for the leader of each lap
 */
export function raceGaps(chart: readonly RaceLapOrder[], to: number | null): RaceGap[] {
  return chart.flatMap(({places}) => {
    const other = to === null ? places[0] : places.find(({car}) => car === to);
    if (!other) return [];
    return places.map(({car, lap, timeS, errorS, position}) => ({
      ...{car, lap, position},
      gapS: timeS - other.timeS,
      errorS: car === other.car ? 0 : errorS + other.errorS,
    }));
  });
}
