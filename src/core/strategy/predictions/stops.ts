import {mean} from "../../signal/moments.js";
import {type NextStop, nextStop, type StopFacts, stopsWithin} from "../nextStop.js";
import {changingRoad, type KnownCar, type RaceKnown} from "./raceKnown.js";

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

function factsOf(known: RaceKnown, car: KnownCar): StopFacts | undefined {
  if (known.laps === null) return undefined;
  const began = car.visits.at(-1)?.lap ?? 0;
  const lap = car.lap - 1;
  return {lap, laps: known.laps, age: lap - began, compound: car.compound, seen: stintsOf(known)};
}

/** What is known of a car's next stop, with the probability that there is one; undefined without a race distance. */
export function stopFacts(known: RaceKnown, car: KnownCar): (StopFacts & {probability: number}) | undefined {
  const facts = factsOf(known, car);
  return facts && {...facts, probability: nextStop(facts).probability};
}

/** When a car stops next, and by the simplest rule: after as many laps as the finished stints had, before any is seen half of the race. */
export function stopOf(known: RaceKnown, car: KnownCar): {stop: NextStop; baseline: number} | undefined {
  const facts = factsOf(known, car);
  if (!facts) return undefined;
  const {seen = [], laps, lap, age} = facts;
  const began = lap - age;
  const stop = nextStop(facts);
  const usual = seen.length > 0 ? mean(seen.map(({laps}) => laps)) : laps / 2;
  return {stop, baseline: Math.max(car.lap, began + Math.round(usual))};
}

/** Behind a safety car teams bring a stop forward by up to this share of the distance. */
const FORWARD = 0.25;

/** Probability that a car comes in at the end of its running lap. */
export function stopSoon(known: RaceKnown, car: KnownCar): number {
  const facts = factsOf(known, car);
  if (!facts) return 0;
  const within = known.safetyCar > 0 ? Math.max(1, FORWARD * facts.laps) : 1;
  return Math.max(stopsWithin(facts, within), onOtherTyres(known, car));
}

/** Where all change tyres for the weather, a car does so at the end of the running lap with this probability. */
export const ALL_STOP = 0.95;
/** s after rain begins before which the road is hardly wet. */
const SOAKS_S = 90;

/** Whether a car has slick tyres in the rain, or others after it. */
export function isOnWrongTyres({rain}: RaceKnown, {compound}: KnownCar): boolean {
  const last = rain.at(-1);
  return last !== undefined && compound !== null && (kindOf(compound) === "dry") === last.isWet;
}

/** Probability that a car which comes in on the wrong tyres begins the stops of all that have them. */
export function togetherNow(known: RaceKnown): number {
  const road = changingRoad(known);
  if (!road) return 0;
  return known.time - road.time < SOAKS_S ? 0.15 : 0.5;
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
