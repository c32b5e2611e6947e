/** Energy balance of a car since the start, J; summed by `Car.step`. */
export interface EnergyBalance {
  /** input: crank work of the engine, and of the MGU-K when it drives */
  engine: number;
  motor: number;
  /** output */
  drag: number;
  rolling: number;
  tyres: number;
  brakes: number;
  harvested: number;
  driveline: number;
  engineBraking: number;
  /** kinetic energy of the burned fuel */
  fuelMotion: number;
}

export function createEnergyBalance(): EnergyBalance {
  return {
    engine: 0,
    motor: 0,
    drag: 0,
    rolling: 0,
    tyres: 0,
    brakes: 0,
    harvested: 0,
    driveline: 0,
    engineBraking: 0,
    fuelMotion: 0,
  };
}
