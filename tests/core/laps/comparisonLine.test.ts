import {describe, expect, it} from "vitest";
import type {Samples} from "../../../src/core/archive/samples.js";
import {type ComparisonLine, comparisonLine} from "../../../src/core/laps/comparisonLine.js";
import {drivenLap} from "../../../src/core/laps/drivenLap.js";
import {learnTrack} from "../../../src/core/track/learn.js";
import type {Track} from "../../../src/core/track/track.js";
import {drive} from "../../support/drivenCircuit.js";
import {lapRow, sessionFile} from "../../support/session.js";

const path = drive("monza", {offset: 2, every: 3});
const n = path.x.length;
const seconds = n * 0.06;
const TRACK = {id: -1, name: "Autodromo", lengthM: 0, sectorStartsM: null};
const session = sessionFile("a", {
  track: TRACK,
  source: {game: "Game", format: 1, gameVersion: "", simulated: false, file: null},
});
const learned: Track = {
  ...learnTrack([drive("monza", {offset: 0})], {id: "game-autodromo", name: "Autodromo"}).track,
  frame: "Game",
};

function samplesOf(columns: Record<string, Float64Array>): Samples {
  return {
    rows: columns.sessionTime.length,
    names: Object.keys(columns),
    has: (name) => Object.hasOwn(columns, name),
    values: (name) => columns[name],
  };
}

const times = (count: number) => ({
  sessionTime: Float64Array.from({length: count}, (_, i) => 0.03 + i * 0.06),
  currentLapTimeMs: Float64Array.from({length: count}, (_, i) => 30 + i * 60),
  lapDistance: Float64Array.from({length: count}, (_, i) => 1.5 + i * 3),
});

function lineFor(columns: Record<string, Float64Array>, tracks: readonly Track[], given = session): ComparisonLine {
  const samples = samplesOf(columns);
  return comparisonLine(tracks, given, samples, drivenLap(samples, lapRow({lapTimeMs: 1000 * seconds}), given));
}
const driven = {...times(n), worldX: path.x, worldZ: path.z};

describe("comparisonLine(learned, session, samples, driven)", () => {
  it("is the learned track of the session's game", () => {
    const {track, line, source} = lineFor(driven, [learned]);
    expect([track, "kind" in line && line.kind, source]).toEqual([learned, "track line", "track Autodromo"]);
  });

  it("is the learned track turned and shifted into the lap's own coordinates", () => {
    const moved = {...driven, worldX: path.z.map((z) => 900 - z), worldZ: path.x.map((x) => x - 300)};
    const {track, source} = lineFor(moved, [learned]);
    expect(source).toBe("track Autodromo");
    expect(track!.x[0]).toBeCloseTo(900 - learned.z[0], -1);
    expect(track!.z[0]).toBeCloseTo(learned.x[0] - 300, -1);
  });

  it("is the lap's own path where no track is known, or one of another game or name", () => {
    for (const tracks of [[], [{...learned, id: "other-autodromo"}]]) {
      const {line, source, corners} = lineFor(driven, tracks);
      expect(["kind" in line && line.kind, source]).toEqual(["reference path", "the reference lap's path"]);
      expect(corners.list.length).toBeGreaterThan(9);
    }
  });

  it("has only a length without positions, and the corners that distances reach", () => {
    const bare = times(n);
    expect(lineFor(bare, [learned])).toMatchObject({
      line: {lengthM: learned.lengthM},
      source: "corners of Autodromo by distance along the track",
    });
    const named = {...session, track: {...TRACK, name: "Monza", lengthM: 5793}};
    expect(lineFor(bare, [], named).corners.list.length).toBe(11);
    const unknown = lineFor(bare, []);
    expect([unknown.line.lengthM, unknown.corners.list]).toEqual([bare.lapDistance[n - 1], []]);
    // positions of a part of a lap are no line either
    const part = 400;
    const cut = {...times(part), worldX: path.x.slice(0, part), worldZ: path.z.slice(0, part)};
    expect(lineFor(cut, []).source).toMatch(/^no line of this track is known/);
  });
});
