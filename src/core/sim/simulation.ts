import {gridValue, wrapDistance} from "../geometry/closedGrid.js";
import {buildCircuit, type Circuit, type CircuitDescription} from "../track/circuit.js";
import {CIRCUITS} from "../track/circuits/all.js";
import {type RacingLine, racingLine} from "../track/racingLine.js";
import {Car, type CarOptions} from "./car.js";
import {DRIVERS, Driver} from "./driver.js";

export {CIRCUITS};

/** Seconds a step of the vehicle dynamics lasts: 100 Hz. */
export const STEP = 0.01;

export interface SimulationOptions {
  /** id in CIRCUITS */
  track?: string;
  seed?: number;
  /** timed laps; an out lap comes before them */
  laps?: number;
  /** name in DRIVERS */
  driver?: string;
  car?: CarOptions;
  /** where the car begins, metres before the line, already rolling */
  runUpM?: number;
}

/** A line of the circuit passed by a car. */
export interface Crossing {
  car: number;
  /** start of sector 1, 2, 3, or the speed trap */
  line: 0 | 1 | 2 | "trap";
  /** session time to the microsecond and better, s */
  time: number;
  speed: number;
}

/**
 * Cars on a circuit at 100 Hz. `step` moves everything on by a hundredth of a second; `crossings` then holds the lines passed in
 * it, in order of time.
 */
export class Simulation {
  readonly circuit: Circuit;
  readonly line: RacingLine;
  readonly cars: Car[];
  readonly drivers: Driver[];
  readonly seed: number;
  /** name in DRIVERS */
  readonly driver: string;
  readonly laps: number;
  /** steps made; session time is steps × STEP */
  steps = 0;
  readonly crossings: Crossing[] = [];
  private readonly marks: {line: Crossing["line"]; at: number}[];

  constructor({
    track = "silverstone",
    seed = 1,
    laps = 5,
    driver = "steady",
    car = {},
    runUpM = 1490,
  }: SimulationOptions = {}) {
    const description = Object.hasOwn(CIRCUITS, track) ? CIRCUITS[track] : undefined;
    if (!description) throw new Error(`unknown track: ${track}`);
    if (!Object.hasOwn(DRIVERS, driver)) throw new Error(`unknown driver: ${driver}`);
    this.seed = seed;
    this.driver = driver;
    this.laps = laps;
    const ready = prepared(description);
    this.circuit = ready.circuit;
    this.line = ready.line;
    const fuel = car.fuel ?? Math.min(110, 2.2 * (laps + 1) + 3);
    const only = new Car(this.circuit, {...car, fuel});
    const atTheWheel = new Driver(only, this.line, DRIVERS[driver], seed);
    const start = wrapDistance(this.circuit, -runUpM);
    only.place(
      -runUpM,
      gridValue(this.line.offset, this.circuit, start),
      Math.min(55, atTheWheel.plan[Math.floor(start)]),
    );
    this.cars = [only];
    this.drivers = [atTheWheel];
    const [second, third] = description.sectorStartsM;
    this.marks = [
      {line: 0, at: 0},
      {line: 1, at: second},
      {line: 2, at: third},
      {line: "trap", at: description.speedTrapM},
    ];
  }

  /** Session time, s. */
  get time(): number {
    return this.steps * STEP;
  }

  /** Whether every car has driven its laps and a run-out of two seconds. */
  get done(): boolean {
    return this.cars.every((car) => car.distance > this.laps * this.circuit.lengthM + 160);
  }

  /** One hundredth of a second. */
  step(): void {
    const {cars, drivers, crossings, circuit, marks} = this;
    crossings.length = 0;
    const time = this.steps * STEP;
    for (let c = 0; c < cars.length; c++) {
      const car = cars[c];
      const before = car.distance;
      drivers[c].step(STEP);
      car.step(STEP);
      const lap = Math.floor(car.distance / circuit.lengthM);
      for (const {line, at} of marks) {
        const mark = lap * circuit.lengthM + at;
        if (before < mark && car.distance >= mark) this.cross(c, line, time, before, mark);
      }
    }
    this.steps++;
  }

  private cross(index: number, line: Crossing["line"], time: number, before: number, mark: number): void {
    const car = this.cars[index];
    const part = (mark - before) / (car.distance - before);
    this.crossings.push({car: index, line, time: time + part * STEP, speed: car.v - car.along * (1 - part) * STEP});
    if (line === 0) {
      car.ers.newLap();
      this.drivers[index].makePlan();
    }
  }
}

const ready = new Map<CircuitDescription, {circuit: Circuit; line: RacingLine}>();

/** Circuit and line are the same for every seed and are made once. */
export function prepared(description: CircuitDescription): {circuit: Circuit; line: RacingLine} {
  let found = ready.get(description);
  if (!found) {
    const circuit = buildCircuit(description);
    found = {circuit, line: racingLine(circuit)};
    ready.set(description, found);
  }
  return found;
}
