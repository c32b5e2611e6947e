import {fuelOutlook} from "../fuel.js";
import type {KnownCar, RaceKnown} from "./raceKnown.js";

/** Fuel used in each finished lap with readings at both ends; under green only, or all. */
export function fuelUse({laps}: KnownCar, isGreen = true): number[] {
  return laps.slice(1).flatMap((lap, i) => {
    const before = laps[i];
    if (before.lap !== lap.lap - 1 || before.fuel === null || lap.fuel === null) return [];
    const used = before.fuel - lap.fuel;
    return used > 0 && !(isGreen && (lap.neutral || lap.pit)) ? [used] : [];
  });
}

/** Laps of fuel that a car has left at the end of the race, and by the simplest rule: all laps like the last one. */
export function fuelAtEnd(known: RaceKnown, car: KnownCar) {
  if (known.laps === null || car.fuel === null) return undefined;
  const used = fuelUse(car);
  const lapsLeft = known.laps - car.lap + 1;
  const last = fuelUse(car, false).at(-1);
  const outlook = lapsLeft > 0 ? fuelOutlook({fuel: car.fuel, used, lapsLeft}) : undefined;
  return outlook && last ? {expected: outlook.over, baseline: car.fuel / last - lapsLeft} : undefined;
}

/** Fuel at the end in laps of the race's mean use under green. */
export function fuelLeft(car: KnownCar): number {
  const used = fuelUse(car);
  const mean = used.reduce((sum, value) => sum + value, 0) / used.length;
  return (car.fuel ?? Number.NaN) / mean;
}
