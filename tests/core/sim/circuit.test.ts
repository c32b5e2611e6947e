import {readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {buildCircuit, onGrid, project, wrapDistance} from "../../../src/core/sim/circuit.js";
import {silverstone} from "../../../src/core/sim/circuits/silverstone.js";
import {sharedData} from "../../support/sharedData.js";

const circuit = buildCircuit(silverstone);
const real = sharedData("tracks/tumftm/Silverstone.csv");

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
      expect(Math.abs(onGrid(circuit.curvature, circuit, s))).toBeLessThan(1e-9);
  });

  it("draws a circle from one knot", () => {
    const length = 2 * Math.PI * 100;
    const circle = buildCircuit({...silverstone, lengthM: length, knots: [[length, 100]], startYaw: 0});
    for (let i = 0; i < circle.n; i++) expect(Math.hypot(circle.x[i] - 100, circle.z[i])).toBeCloseTo(100, 1);
  });

  it("refuses knots that make no loop", () => {
    expect(() => buildCircuit({...silverstone, knots: [[1000, 0]]})).toThrow("circuit does not close: silverstone");
  });

  it("names corners in order, in bends, 18 of them", () => {
    expect(silverstone.corners.map((corner) => corner.number)).toEqual(Array.from({length: 18}, (_, i) => i + 1));
    let turn = 0;
    for (const {fromM, toM} of silverstone.corners) {
      expect(toM).toBeGreaterThan(fromM);
      turn += Math.abs(onGrid(circuit.yaw, circuit, toM) - onGrid(circuit.yaw, circuit, fromM));
    }
    let all = 0;
    for (const k of circuit.curvature) all += Math.abs(k) * circuit.step;
    expect(turn / all).toBeGreaterThan(0.9);
  });
});

it("wrapDistance(circuit, distance) brings any distance into the lap", () => {
  expect(wrapDistance(circuit, -1)).toBe(5890);
  expect(wrapDistance(circuit, 5891)).toBe(0);
  expect(wrapDistance(circuit, 3 * 5891 + 7)).toBeCloseTo(7, 9);
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

describe.skipIf(!real)("Silverstone beside the surveyed centre line", () => {
  const surveyed = real ? readCentre(real) : [];

  it("is as long within 2 %", () => {
    expect(Math.abs(pathLength(surveyed) / circuit.lengthM - 1)).toBeLessThan(0.02);
  });

  it("lies within 25 m on average, and within 50 m everywhere, after turning and shifting it", () => {
    const ours = Array.from({length: circuit.n}, (_, i): Point => [circuit.x[i], circuit.z[i]]);
    const distances = deviations(evenly(ours, 600), evenly(surveyed, 600));
    const mean = distances.reduce((sum, d) => sum + d, 0) / distances.length;
    expect(mean).toBeLessThan(25);
    expect(Math.max(...distances)).toBeLessThan(50);
  });
});

type Point = [x: number, z: number];

/** The file counts y to the north; z counts the other way, so that nothing is mirrored. */
function readCentre(file: string): Point[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.flatMap((line) => {
    if (line === "" || line.startsWith("#")) return [];
    const [x, y] = line.split(",").map(Number);
    return [[x, -y] as Point];
  });
}

function pathLength(path: Point[]): number {
  return path.reduce((sum, [x, z], i) => {
    const [nx, nz] = path[(i + 1) % path.length];
    return sum + Math.hypot(nx - x, nz - z);
  }, 0);
}

function evenly(path: Point[], n: number): Point[] {
  const total = pathLength(path);
  const out: Point[] = [];
  let from = 0;
  let i = 0;
  for (let k = 0; k < n; k++) {
    for (;;) {
      const [a, b] = [path[i % path.length], path[(i + 1) % path.length]];
      const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
      const f = ((k * total) / n - from) / length;
      if (f <= 1 || i > path.length) {
        out.push([a[0] + (b[0] - a[0]) * f, a[1] + (b[1] - a[1]) * f]);
        break;
      }
      from += length;
      i++;
    }
  }
  return out;
}

/** Distance of each point from the nearest of the other path, after the best rotation and shift (Kabsch) over small offsets along. */
function deviations(ours: Point[], theirs: Point[]): number[] {
  const n = ours.length;
  const centre = (path: Point[]): Point => [0, 1].map((k) => path.reduce((sum, p) => sum + p[k], 0) / n) as Point;
  const [ax, az] = centre(ours);
  const [bx, bz] = centre(theirs);
  let best: number[] = [Infinity];
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  for (let along = -10; along <= 10; along++) {
    let dot = 0;
    let cross = 0;
    for (let i = 0; i < n; i++) {
      const [px, pz] = [ours[i][0] - ax, ours[i][1] - az];
      const [qx, qz] = [theirs[(i + along + n) % n][0] - bx, theirs[(i + along + n) % n][1] - bz];
      dot += px * qx + pz * qz;
      cross += px * qz - pz * qx;
    }
    const angle = Math.atan2(cross, dot);
    const distances = ours.map(([x, z]) => {
      const px = bx + Math.cos(angle) * (x - ax) - Math.sin(angle) * (z - az);
      const pz = bz + Math.sin(angle) * (x - ax) + Math.cos(angle) * (z - az);
      return Math.min(...theirs.map(([qx, qz]) => Math.hypot(px - qx, pz - qz)));
    });
    if (sum(distances) < sum(best)) best = distances;
  }
  return best;
}
