import {describe, expect, it} from "vitest";
import {gridValue} from "../../../src/core/geometry/closedGrid.js";
import {buildCircuit, project} from "../../../src/core/track/circuit.js";
import {silverstone} from "../../../src/core/track/circuits/silverstone.js";

const circuit = buildCircuit(silverstone);

describe("buildCircuit", () => {
  it("closes Silverstone: end on start, one turn to the right, the published length", () => {
    const {n, x, z, yaw, step} = circuit;
    expect(Math.hypot(x[n], z[n])).toBeLessThan(1e-6);
    expect(yaw[n] - yaw[0]).toBeCloseTo(-2 * Math.PI, 9);
    expect(n * step).toBeCloseTo(5891, 9);
    // the knots nearly close by themselves: the correction only polishes
    expect(circuit.closureM).toBeLessThan(60);
  });

  it("keeps straights straight", () => {
    for (const s of [100, 1600, 2850, 4500, 5850])
      expect(Math.abs(gridValue(circuit.curvature, circuit, s))).toBeLessThan(1e-9);
  });

  it("draws a circle from one knot", () => {
    const length = 2 * Math.PI * 100;
    const circle = buildCircuit({...silverstone, lengthM: length, knots: [[length, 100]], startYaw: 0});
    for (let i = 0; i < circle.n; i++) expect(Math.hypot(circle.x[i] - 100, circle.z[i])).toBeCloseTo(100, 1);
  });

  it("refuses knots that make no loop", () => {
    expect(() => buildCircuit({...silverstone, knots: [[1000, 0]]})).toThrow("circuit does not close: silverstone");
  });
});

it("project(circuit, x, z, near, out) finds distance and offset again", () => {
  const foot = {distance: 0, offset: 0};
  for (let s = 0.3; s < circuit.lengthM; s += 13.7) {
    for (const offset of [-6, 0, 5]) {
      const i = Math.floor(s / circuit.step);
      const yaw = circuit.yaw[i] + circuit.curvature[i] * (s - i * circuit.step);
      const x = circuit.x[i] + (s - i * circuit.step) * Math.sin(yaw) + offset * Math.cos(yaw);
      const z = circuit.z[i] + (s - i * circuit.step) * Math.cos(yaw) - offset * Math.sin(yaw);
      project(circuit, x, z, s + 2, foot);
      expect(foot.distance).toBeCloseTo(s, 1);
      expect(foot.offset).toBeCloseTo(offset, 1);
    }
  }
});
