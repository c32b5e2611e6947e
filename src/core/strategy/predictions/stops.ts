import {mean} from "../../signal/moments.js";
import {type NextStop, nextStop, stopsWithin} from "../nextStop.js";
import type {KnownCar, RaceKnown} from "./raceKnown.js";

/** Finished stints of the race: from one visit to the next, and from the start to the first. */
function stintsOf(known: RaceKnown): {compound: string | null; laps: number}[] {
  return Object.values(known.cars).flatMap(({visits, laps}) =>
    visits.map(({lap}, i) => {
      const began = visits[i - 1]?.lap ?? 0;
      const compound = laps.find((one) => one.lap > began && one.lap < lap)?.compound ?? null;
      return {compound, laps: lap - began};
    }),
  );
}

/** When a car stops next, and by the simplest rule: after as many laps as the finished stints had, before any is seen half of the race. */
export function stopOf(known: RaceKnown, car: KnownCar): {stop: NextStop; baseline: number} | undefined {
  if (known.laps === null) return undefined;
  const began = car.visits.at(-1)?.lap ?? 0;
  const lap = car.lap - 1;
  const seen = stintsOf(known);
  const stop = nextStop({lap, laps: known.laps, age: lap - began, compound: car.compound, seen});
  const usual = seen.length > 0 ? mean(seen.map(({laps}) => laps)) : known.laps / 2;
  return {stop, baseline: Math.max(car.lap, began + Math.round(usual))};
}

/** Behind a safety car teams bring a stop forward by up to this share of the distance. */
const FORWARD = 0.25;

/** Probability that a car comes in at the end of its running lap. */
export function stopSoon(known: RaceKnown, car: KnownCar): number {
  if (known.laps === null) return 0;
  const began = car.visits.at(-1)?.lap ?? 0;
  const lap = car.lap - 1;
  const within = known.safetyCar > 0 ? Math.max(1, FORWARD * known.laps) : 1;
  const facts = {lap, laps: known.laps, age: lap - began, compound: car.compound, seen: stintsOf(known)};
  return Math.max(stopsWithin(facts, within), onOtherTyres(known, car));
}

/** Share of the cars that have other tyres for the weather: the rest follows when it rains or dries. */
function onOtherTyres({cars}: RaceKnown, car: KnownCar): number {
  const running = Object.values(cars).filter(({isOut, compound}) => !isOut && compound !== null);
  if (car.compound === null || running.length === 0) return 0;
  return running.filter(({compound}) => kindOf(compound!) !== kindOf(car.compound!)).length / running.length;
}

function kindOf(compound: string): string {
  return compound === "intermediate" || compound === "wet" ? compound : "dry";
}
