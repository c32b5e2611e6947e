import {readdirSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {cornersOf} from "../../../src/core/track/corners.js";
import {cleanLap, duration, type LapPositions, lapFault} from "../../../src/core/track/lapPositions.js";
import {learnTrack} from "../../../src/core/track/learn.js";
import {locate} from "../../../src/core/track/locate.js";
import type {Track} from "../../../src/core/track/track.js";
import {sharedData} from "../../support/sharedData.js";
import * as real from "./realLaps.js";

// Each lap alone as the line, and all of them together: the same corners, each in the same place of the world.

/** m */
const MOST_DRIFT = 15;

/** m that the corners of one lap's track lie from those of another track, along the latter. */
function drifts(own: Track, other: Track): number[] {
  const place = {distance: 0, offset: 0};
  return cornersOf(own).list.map(({apexM}, k) => {
    const i = Math.round(apexM / own.step) % own.x.length;
    const gap = locate(other, own.x[i], own.z[i], place).distance - cornersOf(other).list[k].apexM;
    return Math.abs(gap - other.lengthM * Math.round(gap / other.lengthM));
  });
}

function expectStable(laps: readonly LapPositions[], name: string, numbers: number): void {
  const together = learnTrack(laps, {id: "together", name}).track;
  expect(cornersOf(together).list.length).toBe(numbers);
  for (const [k, lap] of laps.entries()) {
    const alone = learnTrack([lap], {id: "alone", name}).track;
    expect(cornersOf(alone).list.length, `lap ${k}`).toBe(numbers);
    expect(Math.max(...drifts(alone, together)), `lap ${k}`).toBeLessThan(MOST_DRIFT);
  }
}

describe.skipIf(!sharedData("real-f1"))(
  "Bahrain, real laps of three drivers, positions to the decimetre at 4 Hz",
  () => {
    it("has the same fifteen corners within 15 m in every lap within 107 % of the fastest", () => {
      const folder = sharedData("real-f1/2026_bahrain_test/practice_3")!;
      const laps = ["ANT", "VER", "HAM"].flatMap((driver) =>
        readdirSync(`${folder}/${driver}`).flatMap((file) => {
          const lap = /^(\d+)_tel/.exec(file)?.[1];
          return lap ? [real.bahrainLap(driver, Number(lap))] : [];
        }),
      );
      const seconds = (lap: LapPositions) => duration(lap, [0, lap.x.length - 1]);
      const whole = laps.filter(isWhole);
      const fastest = Math.min(...whole.map(seconds));
      const quick = whole.filter((lap) => seconds(lap) < 1.07 * fastest);
      expect(quick.length).toBeGreaterThan(20);
      // every other one: all of them take 3 s
      expectStable(
        quick.filter((_, i) => i % 2 === 0),
        "Sakhir",
        15,
      );
    });
  },
);

function isWhole(lap: LapPositions): boolean {
  return lapFault(cleanLap(lap).path) === undefined;
}

describe.skipIf(!sharedData("assetto-corsa"))("Assetto Corsa", () => {
  it("Monza has its eleven in both laps", () => expectStable(real.assettoMonza().laps, "Monza", 11));

  it("Brands Hatch Indy has its six in both whole laps", () => {
    expectStable(real.brandsHatchLaps().filter(isWhole), "Brands Hatch Indy", 6);
  });
});
