import {GRAVITY} from "../../channels/gravity.js";
import {type ACC_PHYSICS, PAGE_WHEELS} from "../../games/ac/physicsPage.js";
import type {Car} from "../car.js";
import {SPRING_MM_PER_N} from "../f1Frame.js";
import type {Sensors} from "../faults/sensors.js";
import type {SimCar, SimSession} from "./simSession.js";

type Values = Partial<Record<keyof typeof ACC_PHYSICS.at, number | readonly number[]>>;

/** m; 18-inch wheels with a diameter of 720 mm */
export const TYRE_RADIUS = 0.36;
/** kg/l, typical of racing fuel */
const FUEL_DENSITY = 0.75;
/** m from the centre line of the car to the centre of a wheel */
const HALF_TRACK = 0.8;
/** thickness of new brake pads and discs, mm */
const NEW_PADS = [29, 29, 29, 29];
const NEW_DISCS = [32, 32, 32, 32];

/** Volume of a mass of fuel, kg. */
export function litres(kg: number): number {
  return kg / FUEL_DENSITY;
}

/** Values of the four wheels in the games' order FL, FR, RL, RR; `value` takes the simulation's index (RL, RR, FL, FR). */
export function byWheel(value: (wheel: number) => number): number[] {
  return PAGE_WHEELS.map(value);
}

/** Rotation speeds of the wheels, rad/s, including slip. */
export function wheelSpeeds(car: Car): number[] {
  return byWheel((w) => {
    const outward = (w % 2 === 0 ? -1 : 1) * HALF_TRACK * car.yawRate;
    return ((car.v + outward) * (1 + car.slipRatio[w])) / TYRE_RADIUS;
  });
}

/** Acceleration in the car's frame, g: to the left, up, forward. */
export function bodyG({along, left, sideslip}: Car): [left: number, up: number, forward: number] {
  const [sin, cos] = [Math.sin(sideslip), Math.cos(sideslip)];
  return [(along * sin + left * cos) / GRAVITY, 0, (along * cos - left * sin) / GRAVITY];
}

/** Values of the physics page that both games have. The car's frame is right-handed: x left, y up, z forward. */
export function commonPhysics(
  {slot, car, limiter, wingDamage}: SimCar,
  {airTemperature, roadTemperature}: SimSession,
  sensors: Sensors,
): Values {
  const {tyres, sideslip, v, course, slipRatio, slipAngle, loads} = car;
  return {
    gas: car.throttle,
    brake: car.brake,
    fuel: litres(car.fuel),
    gear: car.gear + 1,
    rpms: Math.round(sensors.read(slot, "engineRPM", 0, car.rpm)),
    steerAngle: steering(car),
    speedKmh: sensors.read(slot, "speed", 0, v * 3.6),
    velocity: [v * Math.sin(course), 0, v * Math.cos(course)],
    accG: bodyG(car),
    wheelSlip: byWheel((w) => Math.hypot(slipRatio[w], slipAngle[w])),
    wheelsPressure: byWheel((w) => sensors.read(slot, "tyresPressure", w, tyres.pressure(w))),
    wheelAngularSpeed: wheelSpeeds(car),
    tyreCoreTemperature: byWheel((w) => tyres.inner[w]),
    suspensionTravel: byWheel((w) => (loads.wheel[w] * SPRING_MM_PER_N) / 1000),
    heading: -car.yaw,
    carDamage: [wingDamage, 0, 0, 0, wingDamage],
    numberOfTyresOut: tyresOut(car),
    pitLimiterOn: +limiter,
    autoShifterOn: 1,
    airTemp: airTemperature,
    roadTemp: roadTemperature,
    localAngularVel: [0, car.yawRate, 0],
    brakeTemp: byWheel((w) => sensors.read(slot, "brakesTemperature", w, tyres.brake[w])),
    clutch: car.shifting > 0 ? 0 : 1,
    brakeBias: 0.55,
    localVelocity: [v * Math.sin(sideslip), 0, v * Math.cos(sideslip)],
    currentMaxRpm: car.engine.maxRpm,
  };
}

/** Values of the physics page that only Assetto Corsa has. */
export function acPhysics({slot, car, drsOpen, drsAllowed, delta}: SimCar, sensors: Sensors): Values {
  const {tyres, loads, ers, vehicle} = car;
  const tread = byWheel((w) => sensors.read(slot, "tyresSurfaceTemperature", w, tyres.surface[w]));
  return {
    wheelLoad: byWheel((w) => loads.wheel[w]),
    tyreWear: byWheel((w) => 100 * (1 - tyres.wear[w])),
    drs: +drsOpen,
    cgHeight: vehicle.cogHeight,
    kersCharge: ers.store / ers.parameters.capacity,
    kersInput: +(ers.motorPower > 0),
    airDensity: vehicle.airDensity,
    performanceMeter: delta.ms / 1000,
    ersIsCharging: +(ers.motorPower < 0),
    kersCurrentKJ: ers.deployed / 1000,
    drsAvailable: +drsAllowed,
    drsEnabled: +drsOpen,
    tyreTempI: tread,
    tyreTempM: tread,
    tyreTempO: tread,
  };
}

/** Values of the physics page that only ACC has. */
export function accPhysics({car}: SimCar): Values {
  return {
    slipRatio: byWheel((w) => car.slipRatio[w]),
    slipAngle: byWheel((w) => car.slipAngle[w]),
    tyreTemp: byWheel((w) => car.tyres.inner[w]),
    waterTemp: 90,
    padLife: NEW_PADS,
    discLife: NEW_DISCS,
    ignitionOn: 1,
    isEngineRunning: 1,
  };
}

/** Steering as a part of full lock, −1…1, positive to the right. */
export function steering({frontAngle, vehicle}: Car): number {
  return Math.max(-1, Math.min(1, -frontAngle / vehicle.steeringLock));
}

function tyresOut({offset, circuit}: Car): number {
  const edge = circuit.description.widthM / 2;
  const out = (side: number) => side * offset + HALF_TRACK > edge;
  const inside = (side: number) => side * offset - HALF_TRACK > edge;
  return [1, -1].reduce((sum, side) => sum + 2 * (+out(side) + +inside(side)), 0);
}
