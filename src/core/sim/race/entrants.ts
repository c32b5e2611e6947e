import {random} from "../../signal/random.js";
import {type EngineParameters, F1_ENGINE} from "../engine.js";
import type {Feet} from "../pedals.js";
import {F1_CAR, type VehicleParameters} from "../vehicle.js";

export const MAX_RACE_CARS = 22;

/** Parameters of a driver in a race. */
export interface RaceStyle extends Feet {
  /** part of the available grip that the plan uses, and its spread along the road and from lap to lap */
  commitment: number;
  consistency: number;
  lapSpread: number;
  /** braking point, m before the latest possible one, and its spread */
  brakeEarly: number;
  brakeSpread: number;
  /** 0–1: how far braking continues into the bend */
  trail: number;
  /** s from releasing the brake to the throttle */
  throttleDelay: number;
  /** mean distance left of the best line, and its spread, m */
  lineOffset: number;
  lineSpread: number;
  /** 0–1: how readily the driver attacks */
  boldness: number;
  /** mistakes per lap on a dry road with new tyres */
  errorsPerLap: number;
  /** s from lights out to the clutch */
  reaction: number;
}

/** A car and its driver. Names are numbers, so that they match no real person. */
export interface Entrant {
  index: number;
  name: string;
  raceNumber: number;
  /** 0–10, two cars each */
  team: number;
  style: RaceStyle;
  vehicle: VehicleParameters;
  engine: EngineParameters;
  /** expected loss per lap against the best car, as a part of the lap time; decides the grid order before chance */
  pace: number;
}

/** A field of cars from one seed: teams differ by car, drivers by style and skill. The index is the car's slot. */
export function enterField(cars: number, seed: number): Entrant[] {
  if (!(Number.isInteger(cars) && cars >= 1 && cars <= MAX_RACE_CARS))
    throw new RangeError(`invalid number of cars: ${cars}`);
  const teams = Array.from({length: Math.ceil(MAX_RACE_CARS / 2)}, (_, team) => {
    const draw = random(seed, 5000 + team);
    // the slowest team loses about 1 % of the lap time to the fastest
    const deficit = team / 10 + 0.15 * draw.normal();
    return {power: 1 - 0.012 * deficit, lift: 1 - 0.02 * deficit, drag: 1 + 0.012 * draw.normal(), deficit};
  });
  return Array.from({length: cars}, (_, index): Entrant => {
    const draw = random(seed, 6000 + index);
    // the two cars of a team have distant slots, so that a small field still has many teams
    const team = index % teams.length;
    const {power, lift, drag, deficit} = teams[team];
    const skill = Math.max(-1.5, Math.min(1.5, draw.normal()));
    const calm = draw.next();
    const sharp = draw.next();
    const style: RaceStyle = {
      commitment: 0.972 + 0.004 * skill,
      consistency: 0.008 + 0.006 * (1 - calm),
      lapSpread: 0.003 + 0.004 * (1 - calm),
      brakeEarly: 3 + 8 * draw.next() - skill,
      brakeSpread: 2 + 4 * (1 - calm),
      trail: 0.55 + 0.45 * draw.next(),
      throttleDelay: 0.02 + 0.12 * draw.next(),
      lineOffset: 0.25 * (draw.next() - 0.5),
      lineSpread: 0.12 + 0.18 * (1 - calm),
      boldness: 0.25 + 0.7 * sharp,
      errorsPerLap: 0.02 + 0.05 * (1 - calm) + 0.02 * sharp,
      reaction: 0.2 + 0.12 * draw.next() + 0.05 * (1 - calm),
      throttleOn: 2.6 + 2.4 * sharp,
      throttleOff: 9,
      brakeOn: 7 + 3 * sharp,
      brakeOff: 3.5 + 2.5 * draw.next(),
    };
    const vehicle = {
      ...F1_CAR,
      dragArea: F1_CAR.dragArea * drag,
      liftAreaFront: F1_CAR.liftAreaFront * lift,
      liftAreaRear: F1_CAR.liftAreaRear * lift,
    };
    return {
      index,
      team,
      style,
      vehicle,
      name: `Driver ${String(index + 1).padStart(2, "0")}`,
      raceNumber: index + 1,
      engine: {...F1_ENGINE, power: F1_ENGINE.power * power},
      pace: 0.01 * deficit - 0.002 * skill + 0.01 * (drag - 1),
    };
  });
}

/** Slots in grid order: by pace, with the chance of a qualifying lap. */
export function gridOrder(field: readonly Entrant[], seed: number): number[] {
  const draw = random(seed, 5900);
  const loss = field.map(({pace}) => pace + 0.0025 * draw.normal());
  return field.map(({index}) => index).sort((a, b) => loss[a] - loss[b]);
}
