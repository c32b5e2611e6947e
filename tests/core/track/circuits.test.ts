import {describe, expect, it} from "vitest";
import {gridValue} from "../../../src/core/geometry/closedGrid.js";
import {enginePower, F1_ENGINE} from "../../../src/core/sim/engine.js";
import {Simulation} from "../../../src/core/sim/simulation.js";
import {fastestProfile, PerformanceEnvelope} from "../../../src/core/sim/speedProfile.js";
import {F1_CAR} from "../../../src/core/sim/vehicle.js";
import {buildCircuit} from "../../../src/core/track/circuit.js";
import {CIRCUITS} from "../../../src/core/track/circuits/all.js";
import {layBends, left, right} from "../../../src/core/track/circuits/layBends.js";
import {circuitTrack} from "../../../src/core/track/circuitTrack.js";
import {cornersOf} from "../../../src/core/track/corners.js";
import {sharedData} from "../../support/sharedData.js";
import {deviations, evenly, type Point, pathLength, readCentre} from "../sim/besideSurvey.js";

/** Corners of each circuit, and the survey's name where it differs. */
const KNOWN: Record<string, {corners: number; file: string}> = {
  silverstone: {corners: 18, file: "Silverstone"},
  monza: {corners: 11, file: "Monza"},
  spa: {corners: 19, file: "Spa"},
  catalunya: {corners: 16, file: "Catalunya"},
  spielberg: {corners: 10, file: "Spielberg"},
  sakhir: {corners: 15, file: "Sakhir"},
};

describe.each(Object.entries(CIRCUITS))("%s", (id, description) => {
  const circuit = buildCircuit(description);
  const turned = (from: number, to: number) =>
    gridValue(circuit.yaw, circuit, to) - gridValue(circuit.yaw, circuit, from);

  it("closes, bending little more than it was drawn", () => {
    const {n, x, z} = circuit;
    expect(Math.hypot(x[n], z[n])).toBeLessThan(1e-6);
    expect(circuit.closureM).toBeLessThan(80);
  });

  const corners = cornersOf(circuitTrack(description));

  it("has its official corners in order, most of its bending in them; sectors and trap within the lap", () => {
    const {sectorStartsM, speedTrapM, lengthM} = description;
    expect(corners.from).toBe("official");
    expect(corners.list.map((corner) => corner.number)).toEqual(
      Array.from({length: KNOWN[id].corners}, (_, i) => i + 1),
    );
    let before = 0;
    let turn = 0;
    for (const {entryM, exitM} of corners.list) {
      expect(entryM).toBeGreaterThanOrEqual(before);
      turn += Math.abs(turned(entryM, exitM));
      before = exitM;
    }
    const all = circuit.curvature.reduce((sum, k) => sum + Math.abs(k) * circuit.step, 0);
    expect(turn / all).toBeGreaterThan(0.85);
    expect(before).toBeLessThan(lengthM);
    expect(sectorStartsM[0]).toBeLessThan(sectorStartsM[1]);
    expect(speedTrapM).toBeLessThan(lengthM);
  });

  const path = sharedData(`tracks/tumftm/${KNOWN[id].file}.csv`);
  describe.skipIf(!path)("beside the surveyed centre line", () => {
    const surveyed = path ? readCentre(path) : [];

    it("is as long within 2 %", () => {
      expect(Math.abs(pathLength(surveyed) / circuit.lengthM - 1)).toBeLessThan(0.02);
    });

    it("lies within 10 m on average and 30 m everywhere, after turning and shifting it", () => {
      const ours = Array.from({length: circuit.n}, (_, i): Point => [circuit.x[i], circuit.z[i]]);
      const distances = deviations(evenly(ours, 600), evenly(surveyed, 600));
      expect(distances.reduce((sum, d) => sum + d, 0) / distances.length).toBeLessThan(10);
      expect(Math.max(...distances)).toBeLessThan(30);
    });

    it("has every corner where the survey has it, within 25 m, to the same side, its angle within 20° or a fifth", () => {
      const points = evenly(surveyed, Math.round(circuit.lengthM / 5));
      const headings = points.map(([x, z], i) => {
        const [nx, nz] = points[(i + 1) % points.length];
        return Math.atan2(nx - x, nz - z);
      });
      const surveyedTurn = (from: number, to: number) => {
        let sum = 0;
        for (let i = Math.round(from / 5); i < Math.round(to / 5); i++) {
          const step = headings[(i + 1) % headings.length] - headings[i % headings.length];
          sum += step - 2 * Math.PI * Math.round(step / (2 * Math.PI));
        }
        return sum;
      };
      for (const {entryM: fromM, exitM: toM} of corners.list) {
        const ours = turned(fromM, toM);
        const shifts = [0, 5, -5, 10, -10, 15, -15, 20, -20, 25, -25];
        const theirs = shifts.map((shift) => surveyedTurn(fromM + shift, toM + shift));
        expect(Math.sign(theirs[0])).toBe(Math.sign(ours));
        const nearest = Math.min(...theirs.map((angle) => Math.abs(angle - ours)));
        expect(nearest).toBeLessThan(Math.max(0.35, 0.2 * Math.abs(ours)));
      }
    });
  });

  it("is driven in 0–7 % more than its quasi-steady lap, on the road", () => {
    const simulation = new Simulation({track: id, laps: 1});
    const [car] = simulation.cars;
    const starts: number[] = [];
    let off = 0;
    let steps = 0;
    while (!simulation.done) {
      simulation.step();
      for (const {line, time} of simulation.crossings) if (line === 0) starts.push(time);
      if (car.distance < 0) continue;
      steps++;
      if (car.offRoad) off++;
    }
    const mass = F1_CAR.dryMass + 7;
    const push = (v: number) => (F1_ENGINE.efficiency * (enginePower(F1_ENGINE, 11_300) + 120_000)) / v;
    const out = new Float64Array(circuit.n);
    const best = fastestProfile(simulation.line, new PerformanceEnvelope(F1_CAR).update(mass, 1), mass, push, out);
    const lap = starts[1] - starts[0];
    expect(lap / best).toBeGreaterThan(1);
    expect(lap / best).toBeLessThan(1.07);
    expect(off / steps).toBeLessThan(0.01);
  });
});

describe("layBends", () => {
  it("turns each arc's angle on its radius: a square with round corners", () => {
    const quarter = (at: number) => left(at, [90, 30]);
    const knots = layBends(800, [quarter(100), quarter(300), quarter(500), quarter(700)]);
    expect(knots.reduce((sum, [metres]) => sum + metres, 0)).toBeCloseTo(800, 9);
    const circuit = buildCircuit({...CIRCUITS.monza, lengthM: 800, knots, startYaw: 0});
    expect(circuit.closureM).toBeLessThan(0.1);
    expect(gridValue(circuit.yaw, circuit, 200)).toBeCloseTo(Math.PI / 2, 3);
    expect(gridValue(circuit.curvature, circuit, 100)).toBeCloseTo(1 / 30, 3);
  });

  it("refuses bends that overlap, and those that pass the end", () => {
    expect(() => layBends(800, [left(100, [90, 100]), right(150, [90, 100])])).toThrow("bends overlap: 150 m");
    expect(() => layBends(800, [left(790, [90, 100])])).toThrow("bends overlap: the line");
  });
});
