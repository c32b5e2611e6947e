/** Energy, J, that has gone each way since the start: the books of `Car.step`. */
export interface EnergyBooks {
  /** in: crank work of the engine, and of the MGU-K when it drives */
  engine: number;
  motor: number;
  /** out */
  drag: number;
  rolling: number;
  tyres: number;
  brakes: number;
  harvested: number;
  driveline: number;
  engineBraking: number;
  /** ½ m v² that left with burned fuel */
  fuelMotion: number;
}

/** Empty books. */
export function createBooks(): EnergyBooks {
  return {
    ...{engine: 0, motor: 0, drag: 0, rolling: 0, tyres: 0, brakes: 0, harvested: 0, driveline: 0, engineBraking: 0},
    fuelMotion: 0,
  };
}
