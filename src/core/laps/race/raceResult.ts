import type {LineCrossing} from "./raceTimes.js";

/** A car's result by its lap times. */
export interface RaceResult {
  car: number;
  position: number;
  laps: number;
  /** s since the start at its last crossing, without penalties; null where it is not known */
  timeS: number | null;
  /** after the winner: s in the same lap, or whole laps */
  gapS: number | null;
  lapsDown: number;
  /** it crossed the line once the winner had finished; null where the times are not known */
  finished: boolean | null;
}

/**
 * The order at the end of a race: more laps first, then the earlier last crossing, and last the cars that stopped: every car that still runs
 * crosses the line once after the winner. Time penalties are not in the lap times: the stewards' order may differ.
 *
 * @param laps number of finished laps by car, known times or not
 */
export function raceResult(
  crossings: ReadonlyMap<number, readonly LineCrossing[]>,
  laps: ReadonlyMap<number, number>,
): RaceResult[] {
  const cars = [...laps].map(([car, count]) => ({
    car,
    laps: count,
    timeS: crossings.get(car)?.findLast(({lap}) => lap === count)?.timeS ?? null,
  }));
  const byLaps = (a: Ranked, b: Ranked) =>
    b.laps - a.laps || (a.timeS ?? Infinity) - (b.timeS ?? Infinity) || a.car - b.car;
  const winner = cars.toSorted(byLaps)[0];
  const after = (car: Ranked) => (car.timeS === null || winner.timeS === null ? null : car.timeS - winner.timeS);
  const tookFlag = (car: Ranked) => {
    const gap = after(car);
    return car.laps === winner.laps || (gap === null ? null : gap >= 0);
  };
  const stopped = (car: Ranked) => Number(tookFlag(car) === false);
  cars.sort((a, b) => stopped(a) - stopped(b) || byLaps(a, b));
  return cars.map((car, i) => ({
    ...car,
    position: i + 1,
    gapS: car.laps === winner.laps && i > 0 ? after(car) : null,
    lapsDown: winner.laps - car.laps,
    finished: tookFlag(car),
  }));
}

type Ranked = Pick<RaceResult, "car" | "laps" | "timeS">;
