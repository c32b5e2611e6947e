import {Car} from "../car.js";
import type {Random} from "../random.js";
import type {Entrant} from "./entrants.js";
import type {Race} from "./race.js";
import {RaceDriver} from "./raceDriver.js";
import {Racer} from "./racer.js";
import {gridSlot} from "./start.js";
import {planRace, wearScale} from "./strategy.js";
import {surface} from "./trackRules.js";

/** kg of fuel a metre of a race, and what a tank holds */
const FUEL = 2.05 / 5891;
const TANK = 110;

/** Sets an entrant's car on its slot of the grid, with fuel and tyres for the race. `slot` counts from 0. */
export function enter(race: Race, entrant: Entrant, slot: number, draw: Random): Racer {
  const {circuit, line, laps, seed, weather} = race;
  const plan = planRace(laps, draw, weather.wetness);
  const car = new Car(circuit, {
    ...{vehicle: {...entrant.vehicle}, engine: entrant.engine, compound: plan.start},
    fuel: Math.min(TANK, FUEL * circuit.lengthM * (laps + 0.8)),
  });
  car.leastSpeed = 0;
  car.tyres.wearScale = wearScale(laps);
  const {before, offset} = gridSlot(slot + 1, circuit.description.widthM);
  car.place(before, offset, 0);
  car.rpm = 9000;
  const driver = new RaceDriver(car, line, entrant.style, entrant.vehicle, seed, entrant.index);
  const racer = new Racer(entrant, car, driver, slot + 1, laps);
  racer.stopsLeft = plan.stops;
  surface(race, racer);
  driver.makePlan();
  driver.takePlace();
  return racer;
}
