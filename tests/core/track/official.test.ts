import {readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {type Bend, findBends} from "../../../src/core/track/bends.js";
import {cornersOf} from "../../../src/core/track/corners.js";
import {learnTrack} from "../../../src/core/track/learn.js";
import type {Track} from "../../../src/core/track/track.js";
import {trackGrid} from "../../../src/core/track/trackGrid.js";
import {sharedData} from "../../support/sharedData.js";
import * as real from "./realLaps.js";

// Corners against the corner ranges of the F1 games, by distance from the line. The games' ranges begin at the braking point
// or so; another game's lap or a surveyed line is scaled to the game's length.

interface Segment {
  start_m: number;
  end_m: number;
  corner_number?: number;
  corner_numbers?: number[];
}

/** m by which an apex may lie outside of the game's range */
const TOLERANCE = 25;

/** Corners that are no bend to the shape alone: Austria's second, a kink wider than a radius of 400 m. */
const NO_BEND: Record<string, number[]> = {Austria: [2]};

/** The game counts Melbourne's corners as before 2021; the ninth and tenth are kinks today. */
const TODAY: Record<string, number[]> = {Melbourne: [1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 16]};

/** Bends more or fewer than the game counts, when the line alone is looked at. */
const MORE_BENDS: Record<string, number> = {Melbourne: 0, Monza: 0, Silverstone: 0, Spa: -1, Austria: -2};

/** Melbourne's eighth lies 2175 m from the line by Formula 1's timing, and up to 2100 m in the game's file. */
const ELSEWHERE: Record<string, number[]> = {Melbourne: [8]};

const surveyed = (name: string) => learnTrack([real.surveyed(name)], {id: name}).track;
const DRIVEN: Record<string, () => Track> = {
  Melbourne: () => learnTrack([real.melbourneLap()], {id: "Melbourne"}).track,
  Monza: () => learnTrack(real.assettoMonza().laps, {id: "Monza"}).track,
  Silverstone: () => surveyed("Silverstone"),
  Spa: () => surveyed("Spa"),
  Austria: () => surveyed("Spielberg"),
};

describe.skipIf(!sharedData("tracks/f1-game-segments"))("corners beside the F1 games' own", () => {
  describe.each(Object.keys(DRIVEN))("%s", (name) => {
    const file = sharedData(`tracks/f1-game-segments/${name}.json`);
    const {segments, track_length: lengthM} = file
      ? (JSON.parse(readFileSync(file, "utf8")) as {segments: Segment[]; track_length: number})
      : {segments: [], track_length: 1};
    const corners = segments.flatMap(({corner_number: one, corner_numbers: several, start_m: from, end_m: to}) =>
      (several ?? (one ? [one] : [])).map((number) => ({number, from, to})),
    );
    const track = file ? DRIVEN[name]() : undefined;
    const scale = track ? lengthM / track.lengthM : 1;
    const inside = (metres: number, {from, to}: {from: number; to: number}) =>
      metres * scale > from - TOLERANCE && metres * scale < to + TOLERANCE;

    it("has a bend in each of the game's corners, and few besides", () => {
      const turns = findBends(trackGrid(track!));
      const overlaps = ({fromM, toM}: Bend, {from, to}: {from: number; to: number}) =>
        fromM * scale < to + TOLERANCE && toM * scale > from - TOLERANCE;
      const missing = corners.filter((corner) => !turns.some((turn) => overlaps(turn, corner)));
      expect(missing.map(({number}) => number)).toEqual(NO_BEND[name] ?? []);
      expect(turns.length - corners.length).toBe(MORE_BENDS[name]);
    });

    it("numbers them as officials do, each within the game's range of that corner", () => {
      const {from, list} = cornersOf(track!);
      expect(from).toBe("official");
      const theirs = TODAY[name] ?? corners.map(({number}) => number);
      expect(list.map(({number}) => number)).toEqual(theirs.map((_, i) => i + 1));
      const elsewhere = list.filter(({apexM}, i) => !inside(apexM, corners.find((c) => c.number === theirs[i])!));
      expect(elsewhere.map(({number}) => number)).toEqual(ELSEWHERE[name] ?? []);
    });
  });
});

describe.skipIf(!sharedData("real-f1"))("corners beside those of Formula 1's own timing, at Bahrain", () => {
  it("all fifteen are numbered alike, each within 80 m and half of them within 30 m", () => {
    const laps = [11, 12, 13, 14, 15, 16, 17].map((lap) => real.bahrainLap("ANT", lap));
    const {track} = learnTrack(laps, {id: "sakhir"});
    const {list} = cornersOf(track);
    const {x, z} = real.bahrainCorners();
    expect(list.length).toBe(x.length);
    // the official places are beside the road
    const away = list.map(({number, apexM}) => {
      const i = Math.round(apexM / track.step);
      return Math.hypot(track.x[i] - x[number - 1], track.z[i] - z[number - 1]);
    });
    expect(Math.max(...away)).toBeLessThan(80);
    expect(away.sort((a, b) => a - b)[7]).toBeLessThan(30);
  });
});
