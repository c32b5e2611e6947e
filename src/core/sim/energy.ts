import {withDoubles} from "./withDoubles.js";

/** Energy balance of a car since the start, J; summed by `Car.step`. */
export function createEnergyBalance() {
  return withDoubles({
    /** input: crank work of the engine, and of the MGU-K when it drives */
    engine: 0,
    motor: 0,
    /** output */
    drag: 0,
    rolling: 0,
    tyres: 0,
    brakes: 0,
    harvested: 0,
    driveline: 0,
    engineBraking: 0,
    /** kinetic energy of the burned fuel */
    fuelMotion: 0,
  });
}
