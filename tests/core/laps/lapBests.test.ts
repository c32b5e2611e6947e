import {describe, expect, it} from "vitest";
import {compareLaps} from "../../../src/core/laps/compareLaps.js";
import {lapBests} from "../../../src/core/laps/lapBests.js";
import {trackPieces} from "../../../src/core/laps/partition.js";
import {pieceDeltas} from "../../../src/core/laps/pieceDeltas.js";
import {stitchedLap} from "../../../src/core/laps/stitchedLap.js";
import type {Corner} from "../../../src/core/track/corner.js";
import {gridLapOf, ramp} from "../../support/gridLaps.js";

const STRAIGHTS = [
  {number: 1, fromM: 950, toM: 50},
  {number: 2, fromM: 400, toM: 600},
];
const corner = (number: number, entryM: number, exitM: number): Corner => ({
  ...{number, entryM, apexM: (entryM + exitM) / 2, exitM, direction: "left", type: "slow", degrees: 90, radiusM: 40},
});
const CORNERS = [corner(1, 50, 400), corner(2, 600, 950)];
/** km/h in the first and in the second corner; 180 in the middle of the straight between them. */
const lap = (first: number, second: number, brake = 0) =>
  gridLapOf(1000, {
    speedKmh: ramp(
      [0, 180],
      [100, first],
      [350, first],
      [480, 180],
      [520, 180],
      [650, second],
      [900, second],
      [1000, 180],
    ),
    brake: () => brake,
  });
const laps = [lap(100, 80), lap(80, 100), lap(90, 90)];
const bests = (all: typeof laps, follows = true) =>
  lapBests(all, {straights: STRAIGHTS, sectorStartsM: [400, 700], follows: () => follows});

describe("lapBests(laps, options)", () => {
  it("has the best lap, the best rolling lap, and the best corners of several laps", () => {
    const {lap: best, rolling, corners, sectors, miniSectors} = bests(laps);
    expect(best).toEqual({timeS: Math.min(...laps.map(({lapTimeS}) => lapTimeS!)), index: expect.any(Number)});
    expect(corners!.parts.map(({lap, fromM, toM}) => [lap, fromM, toM])).toEqual([
      [0, 0, 500],
      [1, 500, 1000],
    ]);
    expect(corners!.timeS).toBeCloseTo(laps[0].time[500] + laps[1].time[1000] - laps[1].time[500], 12);
    // the end of lap 1 and the beginning of lap 2
    expect(rolling!.timeS).toBeLessThan(best!.timeS);
    expect(rolling!.timeS).toBeGreaterThanOrEqual(corners!.timeS);
    expect(miniSectors!.timeS).toBeLessThanOrEqual(corners!.timeS + 1e-9);
    expect(sectors!.timeS).toBeLessThan(best!.timeS);
  });

  it("leaves out laps that are not whole, and counts them; sectors are null where they are unknown", () => {
    const part = {...laps[0], lapTimeS: null};
    const {corners, lap: best, rolling} = bests([part, ...laps]);
    expect(corners!.parts.map(({lap}) => lap)).toEqual([1, 2]);
    expect([best!.index, rolling!.lap].every((index) => index > 0)).toBe(true);
    expect(bests([part])).toEqual({lap: null, rolling: null, corners: null, sectors: null, miniSectors: null});
    expect(lapBests(laps, {straights: [], sectorStartsM: null, follows: () => false}).sectors).toBeNull();
    expect(bests(laps, false).rolling!.fromM).toBe(0);
  });
});

it("stitchedLap(laps, best) is a lap that others are compared with, corner by corner", () => {
  const all = laps.map((one, i) => ({...one, channels: {...one.channels, brake: one.time.map(() => i)}}));
  const {corners} = bests(all);
  const stitched = stitchedLap(all, corners!);
  expect(stitched.lapTimeS).toBe(corners!.timeS);
  expect(stitched.time.every((t, i) => i === 0 || t > stitched.time[i - 1])).toBe(true);
  expect([stitched.time[0], stitched.time[1000]]).toEqual([0, corners!.timeS]);
  expect([stitched.channels.brake[499], stitched.channels.brake[500]]).toEqual([0, 1]);
  const deltas = pieceDeltas(all[2], stitched, trackPieces(CORNERS, 1000, all), CORNERS);
  const total = deltas.reduce((sum, {deltaMs}) => sum + deltaMs!, 0);
  expect(total).toBeCloseTo(compareLaps(all[2], stitched).officialDifferenceMs!, 2);
  for (const {deltaMs} of deltas) expect(deltaMs).toBeGreaterThanOrEqual(0);
});
