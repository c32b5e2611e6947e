import {readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import type {Path} from "../../../src/core/geometry/closedPath.js";
import {findBends} from "../../../src/core/track/bends.js";
import {cornersOf} from "../../../src/core/track/corners.js";
import type {LapPositions} from "../../../src/core/track/lapPositions.js";
import {learnTrack} from "../../../src/core/track/learn.js";
import {locatePath} from "../../../src/core/track/locate.js";
import {recognise, recogniseInFrame} from "../../../src/core/track/recognise.js";
import {widthAt} from "../../../src/core/track/track.js";
import {trackGrid} from "../../../src/core/track/trackGrid.js";
import {sharedData} from "../../support/sharedData.js";
import * as real from "./realLaps.js";

const pathOf = ({x, z}: LapPositions): Path => ({x: Float64Array.from(x), z: Float64Array.from(z)});
const backwards = ({x, z}: Path): Path => ({x: x.slice().reverse(), z: z.slice().reverse()});
const meanOf = (column: Float64Array) => column.reduce((sum, value) => sum + Math.abs(value), 0) / column.length;

describe.skipIf(!sharedData("tracks/assetto-corsa"))("Monza learned from two laps in Assetto Corsa", () => {
  const {laps, unfinished} = sharedData() ? real.assettoMonza() : {laps: [], unfinished: {x: [], z: []}};
  const borders = sharedData() && real.assettoBorders();
  const learned = borders && learnTrack(laps, {id: "ac-monza", name: "Monza", frame: "assetto-corsa", borders});
  const track = (learned || undefined)?.track;

  it("is 5754 m long, clockwise, and lies within a metre of the line another tool has", () => {
    expect(track!.lengthM).toBeCloseTo(5754, -1);
    expect(track!.clockwise).toBe(true);
    const {middle} = real.assettoBorders();
    expect(meanOf(locatePath(track!, middle.x, middle.z).offset)).toBeLessThan(1);
  });

  it("is as wide as its borders are apart, 10 m on average", () => {
    let sum = 0;
    for (let s = 0; s < 5750; s += 10) sum += widthAt(track!, s);
    expect(sum / 575).toBeCloseTo(10.3, 0);
  });

  it("begins its sectors where the game's sector times end", () => {
    const time = Float64Array.from(laps[0].time!);
    const {distance} = locatePath(track!, laps[0].x, laps[0].z);
    const at = (s: number) => time[distance.findIndex((d, i) => d >= s && i > 5)];
    expect(Math.abs(at(track!.sectorStartsM[0]) - 30.433)).toBeLessThan(0.25);
    expect(Math.abs(at(track!.sectorStartsM[1]) - 30.433 - 26.014)).toBeLessThan(0.25);
  });

  it("has Monza's eleven corners, each where the F1 game has it", () => {
    const {segments} = JSON.parse(readFileSync(sharedData("tracks/f1-game-segments/Monza.json")!, "utf8"));
    const turns = findBends(trackGrid(track!));
    expect(turns.map(({direction}) => direction[0]).join("")).toBe("rlrlrrrlrlr");
    for (const {corner_number: one, corner_numbers: several, start_m: from, end_m: to} of segments) {
      for (const number of several ?? (one ? [one] : [])) {
        const {apexM} = turns[number - 1];
        expect(apexM).toBeGreaterThan(from);
        expect(apexM).toBeLessThan(to);
      }
    }
  });

  it("is recognised in its world from an unfinished lap", () => {
    expect(recogniseInFrame([track!], pathOf(unfinished)).match?.meanM).toBeLessThan(1);
  });
});

describe.skipIf(!sharedData("tracks/tumftm"))("among seven surveyed circuits", () => {
  const known = sharedData("tracks/tumftm") ? real.SURVEYED.map(real.surveyed) : [];
  const told = (path: Path) => {
    const {match, confidence} = recognise(known, path);
    return {name: match?.track.name, reversed: match?.reversed, start: match?.startM ?? Number.NaN, confidence};
  };

  it("a lap of Assetto Corsa's Monza is Monza, its line within 20 m of the survey's", () => {
    const {name, reversed, start, confidence} = told(pathOf(real.assettoMonza().laps[0]));
    expect(name).toBe("Monza");
    expect(reversed).toBe(false);
    expect(start).toBeLessThan(20);
    expect(confidence).toBeGreaterThan(0.8);
  });

  it("so is a third of a lap, and a lap driven backwards", () => {
    expect(told(pathOf(real.assettoMonza().unfinished)).name).toBe("Monza");
    const back = told(backwards(pathOf(real.assettoMonza().laps[1])));
    expect([back.name, back.reversed]).toEqual(["Monza", true]);
  });

  it("an F1 25 lap of Melbourne is Melbourne, real laps of Bahrain are Sakhir", () => {
    expect(told(pathOf(real.melbourneLap())).name).toBe("Melbourne");
    expect(told(pathOf(real.bahrainLap("ANT", 15))).name).toBe("Sakhir");
    expect(told(pathOf(real.bahrainLap("VER", 10))).name).toBe("Sakhir");
  });

  it("Brands Hatch is none of them, and itself once it was learned", () => {
    const [first, second] = real.brandsHatchLaps();
    expect(recognise(known, pathOf(first)).match).toBeUndefined();
    const {track} = learnTrack([first], {id: "brands-hatch"});
    expect(recognise([...known, track], pathOf(second)).match?.track.id).toBe("brands-hatch");
  });

  it("no circuit is any of the others", () => {
    for (const track of known) {
      const others = known.filter((other) => other !== track);
      expect(recognise(others, {x: track.x, z: track.z}).match).toBeUndefined();
    }
  });
});

describe.skipIf(!sharedData("f1-laps/f1-25_melbourne_tt"))("Melbourne learned from one F1 25 lap", () => {
  it("has the length its game sends within 1.5 %", () => {
    const {track} = learnTrack([real.melbourneLap()], {id: "f1-melbourne"});
    expect(Math.abs(track.lengthM / 5276 - 1)).toBeLessThan(0.015);
  });
});

describe.skipIf(!sharedData("real-f1"))("Bahrain learned from real laps", () => {
  it("has each of the fifteen official corners within a corner, ten and more of them within 40 m of an apex", () => {
    const laps = [11, 12, 13, 14, 15, 16, 17, 18, 19, 20].map((lap) => real.bahrainLap("ANT", lap));
    const {track} = learnTrack(laps, {id: "sakhir"});
    // the others come from the pits or end there
    expect(track.laps).toBe(4);
    expect(Math.abs(track.lengthM / 5412 - 1)).toBeLessThan(0.02);
    const turns = cornersOf(track).list;
    expect(turns.length).toBe(15);
    const corners = real.bahrainCorners();
    const {distance} = locatePath(track, corners.x, corners.z);
    let near = 0;
    for (const at of distance) {
      // some official corners are one bend to drive, and are then far from its one apex
      expect(turns.some(({entryM, exitM}) => at > entryM - 30 && at < exitM + 30)).toBe(true);
      if (turns.some(({apexM}) => Math.abs(apexM - at) < 40)) near++;
    }
    expect(near).toBeGreaterThanOrEqual(10);
  });
});
