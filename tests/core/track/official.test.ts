import {readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {cornersOf} from "../../../src/core/track/corners.js";
import {learnTrack} from "../../../src/core/track/learn.js";
import type {Track} from "../../../src/core/track/track.js";
import {findTurns, type Turn} from "../../../src/core/track/turns.js";
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

/** Corners that are no bend for us: Austria's second, a kink wider than a radius of 400 m. */
const NO_BEND: Record<string, number[]> = {Austria: [2]};

/** Where the games count otherwise than our circuits do, by corner number: Spa's 16, Blanchimont's first kink, is for us the exit of 15. */
const COUNTED_OTHERWISE: Record<string, number[]> = {Spa: [16]};

/**
 * Bends more than the game counts, when the line alone is looked at: kinks of 14 to 20° on straights (Melbourne), and corners of two
 * parts that have one number (Silverstone's Abbey, Farm, Woodcote, Copse, Stowe and Club).
 */
const MORE_BENDS: Record<string, number> = {Melbourne: 2, Monza: 0, Silverstone: 6, Spa: 2, Austria: 2};

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
      const turns = findTurns(track!);
      const overlaps = ({entryM, exitM}: Turn, {from, to}: {from: number; to: number}) =>
        entryM * scale < to + TOLERANCE && exitM * scale > from - TOLERANCE;
      const missing = corners.filter((corner) => !turns.some((turn) => overlaps(turn, corner)));
      expect(missing.map(({number}) => number)).toEqual(NO_BEND[name] ?? []);
      expect(turns.length - corners.length).toBe(MORE_BENDS[name]);
    });

    it.skipIf(name === "Melbourne")("numbers them as the game does", () => {
      const {from, list} = cornersOf(track!);
      expect(from).toBe("official");
      expect(list.length).toBe(corners.length);
      const elsewhere = list.filter(({number, apexM}) => !inside(apexM, corners.find((c) => c.number === number)!));
      expect(elsewhere.map(({number}) => number)).toEqual(COUNTED_OTHERWISE[name] ?? []);
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
