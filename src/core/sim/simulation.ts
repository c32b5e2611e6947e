import {gridValue, wrapDistance} from "../geometry/closedGrid.js";
import type {Circuit} from "../track/circuit.js";
import type {RacingLine} from "../track/racingLine.js";
import {Car, type CarOptions} from "./car.js";
import {simulatedCircuit} from "./simulatedCircuit.js";
import {DRIVER_STYLES, type DriverHabit, SoloDriver} from "./soloDriver.js";
import {TIME_STEP} from "./timeStep.js";
import {type Crossing, TimingLines} from "./timingLines.js";

export interface SimulationOptions {
  /** id in CIRCUITS */
  track?: string;
  seed?: number;
  /** timed laps; an out lap comes before them */
  laps?: number;
  /** name in DRIVER_STYLES */
  driver?: string;
  car?: CarOptions;
  /** what the driver does worse than that style */
  habits?: readonly DriverHabit[];
  /** friction of the road from a lap on, against that of the laps before */
  gripChange?: {fromLap: number; part: number};
  /** start of the car, already rolling, in metres before the line */
  runUpM?: number;
}

/** m that the car drives on after its last lap */
const RUN_OUT_M = 160;

/**
 * A car alone on a circuit, simulated at 100 Hz. `step` simulates a hundredth of a second; `crossings` then holds the timing lines
 * crossed in it, in order of time.
 */
export class Simulation {
  readonly circuit: Circuit;
  readonly line: RacingLine;
  readonly cars: Car[];
  readonly drivers: SoloDriver[];
  readonly seed: number;
  /** name in DRIVER_STYLES */
  readonly driver: string;
  readonly laps: number;
  /** steps made; session time is steps × TIME_STEP */
  steps = 0;
  readonly crossings: Crossing[] = [];
  private readonly gripChange: SimulationOptions["gripChange"];
  private readonly lines: TimingLines;

  constructor({
    track = "silverstone",
    seed = 1,
    laps = 5,
    driver = "steady",
    car: carOptions = {},
    runUpM = 1490,
    habits = [],
    gripChange,
  }: SimulationOptions = {}) {
    const {circuit, line} = simulatedCircuit(track);
    if (!Object.hasOwn(DRIVER_STYLES, driver)) throw new Error(`unknown driver: ${driver}`);
    this.circuit = circuit;
    this.line = line;
    this.seed = seed;
    this.driver = driver;
    this.laps = laps;
    this.gripChange = gripChange;
    const fuel = carOptions.fuel ?? Math.min(110, 2.2 * (laps + 1) + 3);
    const car = new Car(circuit, {...carOptions, fuel});
    const soloDriver = new SoloDriver(car, line, DRIVER_STYLES[driver], seed, 0, habits);
    const start = wrapDistance(circuit, -runUpM);
    car.place(-runUpM, gridValue(line.offset, circuit, start), Math.min(55, soloDriver.plan[Math.floor(start)]));
    this.cars = [car];
    this.drivers = [soloDriver];
    this.lines = new TimingLines(circuit.description, circuit.lengthM);
  }

  /** Session time, s. */
  get time(): number {
    return this.steps * TIME_STEP;
  }

  /** Whether every car has driven its laps and the run-out. */
  get done(): boolean {
    return this.cars.every((car) => car.distance > this.laps * this.circuit.lengthM + RUN_OUT_M);
  }

  /** Simulates one hundredth of a second. */
  step(): void {
    const {cars, drivers, crossings, lines} = this;
    crossings.length = 0;
    const time = this.steps * TIME_STEP;
    for (let c = 0; c < cars.length; c++) {
      const car = cars[c];
      const before = car.distance;
      const count = crossings.length;
      drivers[c].step(TIME_STEP);
      car.step(TIME_STEP);
      lines.collect(car, c, before, time, crossings);
      for (let k = count; k < crossings.length; k++) {
        if (crossings[k].line !== 0) continue;
        car.ers.newLap();
        if (this.gripChange && car.distance >= (this.gripChange.fromLap - 1) * this.circuit.lengthM)
          car.roadGrip = this.gripChange.part;
        drivers[c].makePlan();
      }
    }
    this.steps++;
  }
}
