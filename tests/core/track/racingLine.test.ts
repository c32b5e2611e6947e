import {describe, expect, it} from "vitest";
import {cyclicBandSolver} from "../../../src/core/geometry/cyclicBand.js";
import {random} from "../../../src/core/signal/random.js";
import {buildCircuit} from "../../../src/core/track/circuit.js";
import {silverstone} from "../../../src/core/track/circuits/silverstone.js";
import {measureLine, racingLine} from "../../../src/core/track/racingLine.js";

describe("racingLine", () => {
  const circuit = buildCircuit(silverstone);
  const line = racingLine(circuit);
  const centre = measureLine(circuit, new Float64Array(circuit.n));
  const bending = ({curvature, span}: typeof line) => curvature.reduce((sum, k, i) => sum + k * k * span[i], 0);

  it("keeps its margin from both edges", () => {
    for (const offset of line.offset) expect(Math.abs(offset)).toBeLessThan(silverstone.widthM / 2 - 1.1);
  });

  it("bends far less than the centre line, and is shorter", () => {
    expect(bending(line)).toBeLessThan(0.7 * bending(centre));
    expect(line.lengthM).toBeLessThan(centre.lengthM - 50);
  });

  it("has no seam at the line", () => {
    const {n} = circuit;
    expect(Math.abs(line.offset[0] - line.offset[n - 1])).toBeLessThan(0.01);
    expect(Math.abs(line.curvature[0] - line.curvature[n - 1])).toBeLessThan(1e-4);
  });

  it("takes the outside of a circle: the widest circle bends least", () => {
    const length = 2 * Math.PI * 100;
    const circle = buildCircuit({...silverstone, lengthM: length, knots: [[length, -100]], startYaw: 0});
    const round = racingLine(circle);
    // a right-hand circle: left is outside
    for (const offset of round.offset) expect(offset).toBeCloseTo(silverstone.widthM / 2 - 1.2, 1);
  });
});

it("cyclicBandSolver(diagonals) solves what it was given", () => {
  const n = 40;
  const source = random(1);
  const [d1, d2] = [0, 1].map(() => Float64Array.from({length: n}, () => source.normal()));
  const d0 = Float64Array.from({length: n}, () => 8 + source.next());
  const b = Float64Array.from({length: n}, () => source.normal());
  const x = new Float64Array(n);
  cyclicBandSolver([d0, d1, d2])(b, x);
  for (let i = 0; i < n; i++) {
    const at = (k: number) => x[(i + k + n) % n];
    const left = (i + n - 1) % n;
    const left2 = (i + n - 2) % n;
    const row = d0[i] * at(0) + d1[i] * at(1) + d1[left] * at(-1) + d2[i] * at(2) + d2[left2] * at(-2);
    expect(row).toBeCloseTo(b[i], 10);
  }
});
