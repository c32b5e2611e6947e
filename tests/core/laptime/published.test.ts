import {describe, expect, it} from "vitest";
import type {LapCar} from "../../../src/core/laptime/car.js";
import {quasiSteadyLap} from "../../../src/core/laptime/solve.js";
import {sharedData} from "../../support/sharedData.js";
import {PUBLISHED_CAR, PUBLISHED_OPTIONS} from "./publishedCar.js";
import {ownLine, raceLine} from "./survey.js";

// Lap times of TUMFTM/laptime-simulation, s. Where its own race line is at hand we drive that; elsewhere our minimum-curvature
// line on the same surveyed road, which is a line of the same kind, not the same line.
const LAPS: [circuit: string, file: string, line: typeof raceLine, seconds: number][] = [
  ["Silverstone", "racelines/Silverstone", raceLine, 88.79],
  ["Monza", "racelines/Monza", raceLine, 84.11],
  ["Shanghai", "racelines/Shanghai", raceLine, 91.24],
  ["Spa", "Spa", ownLine, 106.13],
  ["Catalunya", "Catalunya", ownLine, 78.81],
  ["Silverstone, our line", "Silverstone", ownLine, 88.79],
  ["Monza, our line", "Monza", ownLine, 84.11],
];

describe("quasiSteadyLap beside the published program", () => {
  for (const [circuit, file, read, seconds] of LAPS) {
    const path = sharedData(`tracks/tumftm/${file}.csv`);
    it.skipIf(!path)(`${circuit}: ${seconds} s within 2 %`, () => {
      const {time} = quasiSteadyLap(read(path!), PUBLISHED_CAR, PUBLISHED_OPTIONS);
      expect(Math.abs(time / seconds - 1)).toBeLessThan(0.02);
    });
  }

  const silverstone = sharedData("tracks/tumftm/racelines/Silverstone.csv");
  const SENSITIVITIES: [what: string, car: Partial<LapCar>, grip: number, seconds: number][] = [
    ["10 kg more", {mass: PUBLISHED_CAR.mass + 10}, 1, 0.352],
    ["5 % less grip", {}, 0.95, 1.763],
    ["5 % more drag", {dragArea: PUBLISHED_CAR.dragArea * 1.05}, 1, 0.492],
  ];
  for (const [what, change, grip, seconds] of SENSITIVITIES) {
    it.skipIf(!silverstone)(`Silverstone: ${what} costs ${seconds} s within 10 %`, () => {
      const line = raceLine(silverstone!);
      const lap = (car: LapCar, grip: number) => quasiSteadyLap(line, car, {...PUBLISHED_OPTIONS, grip}).time;
      const cost = lap({...PUBLISHED_CAR, ...change}, grip) - lap(PUBLISHED_CAR, 1);
      expect(Math.abs(cost / seconds - 1)).toBeLessThan(0.1);
    });
  }
});
