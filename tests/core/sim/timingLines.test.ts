import {expect, it} from "vitest";
import {Car} from "../../../src/core/sim/car.js";
import {simulatedCircuit} from "../../../src/core/sim/simulatedCircuit.js";
import {type Crossing, TimingLines} from "../../../src/core/sim/timingLines.js";

const {circuit} = simulatedCircuit("spielberg");
const {description, lengthM} = circuit;
const lines = new TimingLines(description, lengthM);

/** Lines crossed by a car that drives from one distance to another in a step that begins at 10 s. */
function crossed(before: number, after: number): Crossing[] {
  const car = new Car(circuit);
  car.distance = after;
  car.v = 50;
  car.along = 4;
  const out: Crossing[] = [];
  lines.collect(car, 3, before, 10, out);
  return out;
}

it("TimingLines.collect finds each line in every lap, with time and speed within the step", () => {
  const [second, third] = description.sectorStartsM;
  for (const [line, place] of [0, second, third, description.speedTrapM].entries())
    for (const lap of [0, 2]) {
      const at = lap * lengthM + place;
      const [crossing, ...others] = crossed(at - 0.1, at + 0.3);
      expect(others).toEqual([]);
      expect(crossing).toMatchObject({car: 3, line: line === 3 ? "trap" : line});
      expect(crossing.time).toBeCloseTo(10.0025, 6);
      expect(crossing.speed).toBeCloseTo(50 - 4 * 0.0075, 6);
    }
});

it("TimingLines.collect finds no line between two lines, and each line once", () => {
  expect(crossed(100, 100.5)).toEqual([]);
  expect(crossed(-0.5, -0.1)).toEqual([]);
  expect(crossed(lengthM - 0.2, lengthM)).toHaveLength(1);
  expect(crossed(lengthM, lengthM + 0.4)).toEqual([]);
});
