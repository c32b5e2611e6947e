import type {CircuitDescription} from "../track/circuit.js";
import type {Car} from "./car.js";
import {TIME_STEP} from "./timeStep.js";

/** Index of the sector that starts at the line, or the speed trap. */
export type TimingLine = 0 | 1 | 2 | "trap";

/** A car crossing a timing line. */
export interface Crossing {
  car: number;
  line: TimingLine;
  /** session time, s, interpolated within the simulation step */
  time: number;
  /** m/s */
  speed: number;
}

/** Timing lines of a circuit with their distances from the start line, m. */
export class TimingLines {
  private readonly lines: readonly {line: TimingLine; at: number}[];

  constructor(
    {sectorStartsM: [second, third], speedTrapM}: CircuitDescription,
    private readonly lengthM: number,
  ) {
    this.lines = [
      {line: 0, at: 0},
      {line: 1, at: second},
      {line: 2, at: third},
      {line: "trap", at: speedTrapM},
    ];
  }

  /**
   * Appends to `out` the lines that car number `index` crossed in the simulation step that began at `time`, s. `before` is the
   * car's distance at the beginning of the step, m. Acceleration is constant within a step.
   */
  collect(car: Car, index: number, before: number, time: number, out: Crossing[]): void {
    const lapStart = Math.floor(car.distance / this.lengthM) * this.lengthM;
    for (const {line, at} of this.lines) {
      const mark = lapStart + at;
      if (!(before < mark && car.distance >= mark)) continue;
      const part = (mark - before) / (car.distance - before);
      const speed = car.v - car.along * (1 - part) * TIME_STEP;
      out.push({car: index, line, time: time + part * TIME_STEP, speed});
    }
  }
}
