import type {Driver, LapRow, RaceFacts, SessionEvent} from "../../archive/types.js";
import {BestTimes} from "../bests.js";
import type {PitLoss} from "./pitLosses.js";
import type {RaceLapOrder} from "./raceChart.js";
import type {RaceResult} from "./raceResult.js";

/** A car's race in one row. */
export interface RaceRow {
  car: number;
  driver: string;
  /** official where the source has a classification, else by laps and lap times */
  position: number;
  /** by laps and lap times; null for a car without a lap, and where its time is not known */
  byTimes: number | null;
  /** place from which positions are counted as gained, and whether it is the grid's or that at the end of lap 1; null: neither is known */
  began: number | null;
  beganFrom: "grid" | "lap 1" | null;
  /** `began` − `position` */
  gained: number | null;
  laps: number;
  /** s since the start at the last crossing, without penalties */
  timeS: number | null;
  /** s behind the winner in the same lap, or whole laps, by lap times */
  gapS: number | null;
  lapsDown: number;
  /** its fastest lap that counts, and whether nobody's was faster */
  best: LapRow | null;
  isFastest: boolean;
  /** the source's count, else visits to the pit lane or changes of tyres after lap 1; null where the source shows neither of any car */
  stops: number | null;
  stopsFrom: "source" | "laps";
  /** sum of the visits' losses, ms, and how many of them it holds */
  lostMs: number | null;
  lossesKnown: number;
  /** s of time penalties; null where the source does not count them */
  penaltyS: number | null;
  /** of the source; "stopped": by the times, it never crossed the line after the winner; null: it drives, or nobody knows */
  status: RaceFacts["status"] | "stopped" | null;
  because: string | null;
}

export interface RaceParts {
  result: readonly RaceResult[];
  chart: readonly RaceLapOrder[];
  pitLosses: readonly PitLoss[];
}

/** The cars of a race in their order at its end: the official one, cars that it lacks behind. */
export function raceRows(
  drivers: readonly Driver[],
  laps: readonly LapRow[],
  {result, chart, pitLosses}: RaceParts,
): RaceRow[] {
  const bests = new BestTimes(laps);
  const results = new Map(result.map((one) => [one.car, one]));
  const known = new Map(drivers.map((driver) => [driver.car, driver]));
  const hasGrid = drivers.some(({race}) => race?.grid !== undefined);
  const showsPits = pitLosses.some(({firstLap}) => firstLap > 1);
  const afterLap1 = new Map(chart[0]?.places.map(({car, position}) => [car, position]));
  const cars = [...new Set([...results.keys(), ...drivers.filter(({position}) => position).map(({car}) => car)])];
  const rank = (car: number) => known.get(car)?.position ?? 1000 + (results.get(car)?.position ?? 1000);
  cars.sort((a, b) => rank(a) - rank(b) || a - b);
  return cars.map((car, i): RaceRow => {
    const {position = i + 1, race = {}, name} = known.get(car) ?? {};
    const own = results.get(car);
    const began = (hasGrid ? race.grid : afterLap1.get(car)) ?? null;
    const visits = pitLosses.filter((loss) => loss.car === car && loss.firstLap > 1);
    const losses = visits.flatMap(({lossMs}) => lossMs ?? []);
    return {
      car,
      driver: name || (laps.find((lap) => lap.car === car)?.driver ?? ""),
      position,
      byTimes: own && own.timeS !== null ? own.position : null,
      began,
      beganFrom: began === null ? null : hasGrid ? "grid" : "lap 1",
      gained: began === null ? null : began - position,
      laps: own?.laps ?? 0,
      timeS: own?.timeS ?? null,
      gapS: own?.gapS ?? null,
      lapsDown: own?.lapsDown ?? 0,
      best: bests.bestLap.get(car) ?? null,
      isFastest: bests.fastest?.car === car,
      stops: race.stops ?? (showsPits ? visits.length : null),
      stopsFrom: race.stops === undefined ? "laps" : "source",
      lostMs: losses.length ? losses.reduce((sum, ms) => sum + ms, 0) : null,
      lossesKnown: losses.length,
      penaltyS: race.penaltyS ?? null,
      status: race.status ?? (own?.finished === false ? "stopped" : null),
      because: race.because ?? null,
    };
  });
}

/** Code of the F1 games' event of a retirement. */
const RETIRED = "RTMT";

/** Drivers whose race has the status that the session's events give, where the classification has none. */
export function withRetirements(drivers: readonly Driver[], events: readonly SessionEvent[]): Driver[] {
  const out = new Set(events.flatMap(({code, car}) => (code === RETIRED && car !== undefined ? [car] : [])));
  return drivers.map((driver) =>
    out.has(driver.car) && !driver.race?.status
      ? {...driver, race: {...driver.race, status: "retired" as const}}
      : driver,
  );
}
