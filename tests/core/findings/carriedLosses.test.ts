import {describe, expect, it} from "vitest";
import type {AnalysedLap} from "../../../src/core/findings/analysedLap.js";
import {allCarriedLosses, carriedLosses} from "../../../src/core/findings/carriedLosses.js";
import {cornerMeasures} from "../../../src/core/laps/cornerMeasures.js";
import {pieceTimes, trackPieces} from "../../../src/core/laps/partition.js";
import type {Corner} from "../../../src/core/track/corner.js";
import {type Along, gridLapOf, ramp} from "../../support/gridLaps.js";

const LENGTH = 2000;
const corner = (number: number, entryM: number, exitM: number): Corner => ({
  ...{number, direction: "right", type: "slow", entryM, apexM: (entryM + exitM) / 2, exitM, degrees: 90, radiusM: 50},
});
const CORNERS = [corner(1, 300, 400), corner(2, 1200, 1300)];

/** Speed, km/h, of even acceleration from a corner's exit at 400 m until the brakes at 1,100 m. */
function speed(exitKmh: number, gain = 60_000): Along {
  const straight = (metres: number) => Math.sqrt(exitKmh ** 2 + (gain * (metres - 400)) / 700);
  const before = ramp([0, 200], [250, 200], [300, 100], [350, 100], [400, exitKmh]);
  const after = ramp([1100, straight(1100)], [1200, 90], [1300, 100], [2000, 200]);
  return (m) => (m < 400 ? before(m) : m < 1100 ? straight(m) : after(m));
}

function comparison(own: Along, reference: Along) {
  const brake = ramp([1100, 0], [1105, 1], [1190, 1], [1200, 0]);
  const grids = [own, reference].map((speedKmh) => gridLapOf(LENGTH, {speedKmh, brake}));
  const pieces = trackPieces(CORNERS, LENGTH, grids);
  const [lap, other] = grids.map(
    (grid, k): AnalysedLap => ({
      ...{session: "s", car: k, driver: "", lap: 1, grid, sampleS: 0.02},
      times: pieceTimes(grid, pieces),
      measures: cornerMeasures(grid, pieces, CORNERS),
    }),
  );
  return {
    pieces,
    lap,
    other,
    all: {
      track: "",
      lengthM: LENGTH,
      corners: CORNERS,
      pieces,
      laps: [lap],
      references: [other],
      why: "",
      limitations: [],
    },
  };
}

describe("carriedLosses(own, reference, comparison)", () => {
  it("blames the corner for what its slow exit costs on the straight and before the next brakes", () => {
    // both accelerate alike: all that is lost until the brakes began at the exit
    const {pieces, lap, other, all} = comparison(speed(100), speed(115));
    const moves = carriedLosses(lap, other, all);
    const [exit, straight, next] = [1, 2, 3].map((k) => pieces[k]);
    expect([exit, straight, next].map(({name}) => name)).toEqual(["Turn 1", "straight 2", "Turn 2"]);
    const moved = moves.reduce((sum, {seconds}) => sum + seconds, 0);
    const at = (v: number) => (7 * 2 * 3.6 * (Math.sqrt(v * v + 60_000) - v)) / 600; // ∫ ds ÷ v of even acceleration
    const slow = at(100) - at(115);
    const along = lap.grid.time[1100] - lap.grid.time[400] - (other.grid.time[1100] - other.grid.time[400]);
    expect(moved / along).toBeCloseTo(1, 2);
    expect(along).toBeCloseTo(slow, 3);
    expect(new Set(moves.map(({to}) => pieces[to].name))).toEqual(new Set(["Turn 1"]));
    // the corner that follows is not blamed for it
    const kept =
      lap.times[3] - other.times[3] - moves.filter(({from}) => from === 3).reduce((sum, {seconds}) => sum + seconds, 0);
    const braked = lap.grid.time[1300] - lap.grid.time[1100] - (other.grid.time[1300] - other.grid.time[1100]);
    expect(Math.abs(kept - braked)).toBeLessThan(0.003);
  });

  it("leaves on the straight what was lost there: a slower car with the same exit", () => {
    const {lap, other, all} = comparison(speed(100, 45_000), speed(100));
    expect(carriedLosses(lap, other, all)).toEqual([]);
  });

  it("moves no more than a slow exit explains where the car is slower too", () => {
    const {lap, other, all} = comparison(speed(100, 40_000), speed(104));
    const moved = carriedLosses(lap, other, all).reduce((sum, {seconds}) => sum + seconds, 0);
    const lost = lap.grid.time[1100] - lap.grid.time[400] - (other.grid.time[1100] - other.grid.time[400]);
    expect(moved).toBeGreaterThan(0.1 * lost);
    expect(moved).toBeLessThan(0.6 * lost);
  });

  it("moves time and makes none: pieces add up as before", () => {
    const {lap, other, all} = comparison(speed(100), speed(115));
    const [moves] = [allCarriedLosses(all)];
    const net = new Float64Array(all.pieces.length);
    for (const {from, to, seconds} of moves) {
      net[from] -= seconds[0];
      net[to] += seconds[0];
    }
    expect(net.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
    expect(carriedLosses(other, lap, all)).toEqual([]);
  });
});
