import type {Random} from "../../signal/random.js";
import {Car} from "../car.js";
import type {Entrant} from "./entrants.js";
import type {RaceContext} from "./raceContext.js";
import {RaceDriver} from "./raceDriver.js";
import {Racer} from "./racer.js";
import {gridSlot} from "./start.js";
import {planRace, wearScale} from "./strategy.js";
import {applySurface} from "./trackRules.js";

/** fuel for a metre of the race, kg (2.05 kg for a lap of 5,891 m), and the capacity of the tank, kg */
const FUEL_PER_METRE = 2.05 / 5891;
const TANK = 110;

/** Puts an entrant's car into its grid slot, with fuel and tyres for the race. `slot` counts from 0. */
export function createRacer(race: RaceContext, entrant: Entrant, slot: number, draw: Random): Racer {
  const {circuit, line, laps, seed, weather} = race;
  const plan = planRace(laps, draw, weather.wetness);
  const car = new Car(circuit, {
    vehicle: {...entrant.vehicle},
    engine: entrant.engine,
    compound: plan.start,
    fuel: Math.min(TANK, FUEL_PER_METRE * circuit.lengthM * (laps + 0.8)),
  });
  car.minSpeed = 0;
  car.tyres.wearScale = wearScale(laps);
  const {before, offset} = gridSlot(slot + 1, circuit.description.widthM);
  car.place(before, offset, 0);
  car.rpm = 9000;
  const driver = new RaceDriver(car, line, entrant.style, entrant.vehicle, seed, entrant.index);
  const racer = new Racer(entrant, car, driver, slot + 1, laps);
  racer.stopsLeft = plan.stops;
  applySurface(race, racer);
  driver.makePlan();
  driver.startFromPresentOffset();
  return racer;
}
