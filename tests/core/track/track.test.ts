import {describe, expect, it} from "vitest";
import {inverseMove, mirror, movePath} from "../../../src/core/track/align.js";
import {findBends} from "../../../src/core/track/bends.js";
import {CIRCUITS} from "../../../src/core/track/circuits/all.js";
import type {LapPositions} from "../../../src/core/track/lapPositions.js";
import {learnTrack} from "../../../src/core/track/learn.js";
import {locate, locatePath} from "../../../src/core/track/locate.js";
import {recognise, recogniseInFrame} from "../../../src/core/track/recognise.js";
import {makeTrack, reverseTrack, type Track, widthAt} from "../../../src/core/track/track.js";
import {trackFromFile, trackToFile} from "../../../src/core/track/trackFile.js";
import {trackGrid} from "../../../src/core/track/trackGrid.js";
import {AWAY as away, backwards, drive} from "../../support/drivenCircuit.js";

function circle(radius: number): Track {
  const n = Math.round(2 * Math.PI * radius);
  const angle = (i: number) => (2 * Math.PI * i) / n;
  // from the right of the map downwards: clockwise
  const x = Float64Array.from({length: n}, (_, i) => radius * Math.cos(angle(i)));
  const z = Float64Array.from({length: n}, (_, i) => radius * Math.sin(angle(i)));
  return makeTrack({id: "circle", name: "Circle", frame: "", sectorStartsM: [], laps: 0}, x, z);
}

describe("makeTrack", () => {
  it("gives a clockwise circle its radius, to the right", () => {
    const track = circle(100);
    expect(track.clockwise).toBe(true);
    expect(track.lengthM).toBeCloseTo(200 * Math.PI, 1);
    for (const k of track.curvature) expect(k).toBeCloseTo(0.01, 5);
    expect(reverseTrack(track).clockwise).toBe(false);
    expect(reverseTrack(track).curvature[5]).toBeCloseTo(-0.01, 5);
  });

  it("refuses too few points", () => {
    const few = new Float64Array(4);
    const facts = {id: "a", name: "a", frame: "", sectorStartsM: [], laps: 0};
    expect(() => makeTrack(facts, few, few)).toThrow("invalid track: 4 points");
  });
});

describe("locate", () => {
  const track = circle(100);
  const place = {distance: 0, offset: 0};

  it("gives metres from the line and to the right", () => {
    for (const [hint, offset] of [
      [Number.NaN, -5],
      [150, 7],
    ]) {
      const angle = 1.6;
      locate(track, (100 - offset) * Math.cos(angle), (100 - offset) * Math.sin(angle), place, hint);
      expect(place.distance).toBeCloseTo(160, 0);
      expect(place.offset).toBeCloseTo(offset, 1);
    }
  });

  it("finds a position again when the hint is wrong, and gives NaN for none", () => {
    locate(track, 0, 100, place, 500);
    expect(place.distance).toBeCloseTo(50 * Math.PI, 0);
    locate(track, Number.NaN, 0, place);
    expect(place.distance).toBeNaN();
  });

  it("keeps to its road where another passes nearer by: the hint decides", () => {
    // two straights 14 m apart, joined by half circles
    const x: number[] = [];
    const z: number[] = [];
    for (let s = 0; s < 300; s++) [x[s], z[s]] = [s, 0];
    for (let k = 0; k < 22; k++) {
      const angle = (Math.PI * k) / 22;
      x.push(300 + 7 * Math.sin(angle));
      z.push(7 - 7 * Math.cos(angle));
    }
    for (let s = 300; s > 0; s--) [x[x.length], z[z.length]] = [s, 14];
    for (let k = 0; k < 22; k++) {
      const angle = (Math.PI * k) / 22;
      x.push(-7 * Math.sin(angle));
      z.push(7 + 7 * Math.cos(angle));
    }
    const facts = {id: "thin", name: "thin", frame: "", sectorStartsM: [], laps: 0};
    const track = makeTrack(facts, Float64Array.from(x), Float64Array.from(z));
    locate(track, 150, 8, place, 148);
    expect(place.distance).toBeCloseTo(150, 0);
    expect(place.offset).toBeCloseTo(8, 5);
    locate(track, 150, 8, place);
    expect(place.offset).toBeCloseTo(6, 5);
  });
});

describe("learnTrack", () => {
  const laps: LapPositions[] = [-2, 0, 1, 3, -2].map((offset, k) => drive("spa", {offset, seed: k, noise: 0.2}));

  it("finds centre line, length and direction of a driven circuit, and how far laps spread", () => {
    const {track, skipped} = learnTrack(laps, {id: "spa"});
    expect(skipped).toEqual([]);
    expect(track.laps).toBe(5);
    expect(track.clockwise).toBe(true);
    expect(track.lengthM / 7004).toBeCloseTo(1, 2);
    const {offset} = locatePath(track, drive("spa").x, drive("spa").z);
    expect(Math.max(...offset.map(Math.abs))).toBeLessThan(1.2);
    expect(track.room?.from).toBe("laps");
    for (const s of [100, 2000, 5600]) expect(widthAt(track, s)).toBeCloseTo(5, -1);
  });

  it("learns the same from GPS noise of 1.5 m: centre line within 1 m on average", () => {
    const noisy = laps.map((_, k) => drive("spa", {noise: 1.5, seed: 10 + k, every: 4}));
    const {track} = learnTrack(noisy, {id: "spa", smoothM: 30});
    const {offset} = locatePath(track, drive("spa").x, drive("spa").z);
    expect(offset.reduce((sum, value) => sum + Math.abs(value), 0) / offset.length).toBeLessThan(1);
    expect(Math.abs(track.lengthM / 7004 - 1)).toBeLessThan(0.01);
  });

  it("does not mind laps that end beyond their beginning, nor one in the pits", () => {
    const lap = drive("sakhir");
    const long = {
      x: Float64Array.of(...lap.x, ...lap.x.subarray(0, 40)),
      z: Float64Array.of(...lap.z, ...lap.z.subarray(0, 40)),
    };
    const pits = drive("sakhir", {offset: -18, to: 300});
    const box = {
      x: Float64Array.of(...pits.x, ...lap.x.subarray(150)),
      z: Float64Array.of(...pits.z, ...lap.z.subarray(150)),
    };
    const {track} = learnTrack([long, box, lap, long], {id: "sakhir"});
    expect(track.laps).toBe(4);
    const {offset} = locatePath(track, lap.x, lap.z);
    expect(Math.max(...offset.map(Math.abs))).toBeLessThan(1);
    expect(Math.abs(track.lengthM / 5412 - 1)).toBeLessThan(0.005);
    expect(Math.max(...track.room!.right)).toBeLessThan(12);
    expect(findBends(trackGrid(track))[0].fromM).toBeGreaterThan(600);
  });

  it("has no corner at the line where a lap ends to one side of where it began", () => {
    const {x, z} = drive("monza", {every: 4});
    const n = x.length;
    // 5 m to the side, drifted to over the whole lap
    for (let i = 0; i < n; i++) x[i] += (5 * i) / n;
    const {track} = learnTrack([{x, z}], {id: "monza"});
    for (const {apexM} of findBends(trackGrid(track))) {
      expect(apexM).toBeGreaterThan(500);
      expect(apexM).toBeLessThan(track.lengthM - 300);
    }
    const ends = Math.hypot(track.x.at(-1)! - track.x[0], track.z.at(-1)! - track.z[0]);
    expect(ends).toBeLessThan(1.1 * track.step);
  });

  it("places the line by time or by the game's distance", () => {
    const path = drive("monza", {from: 12});
    const byDistance = {...path, lapDistance: Float64Array.from(path.x, (_, i) => 12 + 2 * i)};
    const byTime = {...path, time: Float64Array.from(path.x, (_, i) => (12 + 2 * i) / 60)};
    for (const lap of [byDistance, byTime]) {
      const {track} = learnTrack([lap], {id: "monza"});
      expect(Math.hypot(track.x[0], track.z[0])).toBeLessThan(1);
    }
  });

  it("finds where sectors begin", () => {
    const path = drive("monza");
    const sector = Float64Array.from(path.x, (_, i) => (i < 950 ? 0 : i < 1860 ? 1 : 2));
    const {track} = learnTrack([{...path, sector}], {id: "monza"});
    expect(track.sectorStartsM[0]).toBeCloseTo(1899, -1);
    expect(track.sectorStartsM[1]).toBeCloseTo(3719, -1);
  });

  it("leaves out paths that are not laps, with the reason", () => {
    const part = drive("spa", {to: 4000});
    const jump = drive("spa");
    jump.x[500] += 400;
    const nothing = {x: new Float64Array(900).fill(Number.NaN), z: new Float64Array(900)};
    const {track, skipped} = learnTrack([part, laps[0], jump, nothing, drive("monza")], {id: "spa"});
    expect(track.laps).toBe(1);
    expect(skipped.map(({lap, reason}) => `${lap} ${reason.split(":")[0].replace(/\d+/g, "#")}`)).toEqual([
      "0 does not close",
      "2 jumps # m at position #",
      "3 too few positions",
      "4 length",
    ]);
    expect(() => learnTrack([part], {id: "spa"})).toThrow(/^no lap to learn spa from: lap 0 does not close: \d+ m$/);
    expect(() => learnTrack([], {id: "spa"})).toThrow("no lap to learn spa from");
  });
});

describe("recognise", () => {
  const known = Object.keys(CIRCUITS).map((id) => learnTrack([drive(id)], {id}).track);

  it("distinguishes all circuits in other coordinates", () => {
    for (const id of Object.keys(CIRCUITS)) {
      const {match, confidence} = recognise(known, movePath(drive(id, {offset: 3, noise: 0.5}), away));
      expect(match?.track.id).toBe(id);
      expect(match?.reversed).toBe(false);
      expect(match?.startM ?? 99).toSatisfy((s: number) => s < 30 || s > match!.track.lengthM - 30);
      expect(confidence).toBeGreaterThan(0.7);
    }
  });

  it("gives the move back into the track's world", () => {
    const path = drive("spielberg");
    const {match} = recognise(known, movePath(path, away));
    const back = movePath(movePath(path, away), match!.move);
    expect(Math.hypot(back.x[700] - path.x[700], back.z[700] - path.z[700])).toBeLessThan(2);
  });

  it("has a way back from the track's world, mirrored or not", () => {
    const path = drive("spa", {every: 90});
    for (const move of [away, {...away, mirrored: true}]) {
      const back = movePath(movePath(path, move), inverseMove(move));
      for (let i = 0; i < path.x.length; i++) {
        expect(back.x[i]).toBeCloseTo(path.x[i], 6);
        expect(back.z[i]).toBeCloseTo(path.z[i], 6);
      }
    }
  });

  it("takes a whole lap whose one axis runs the other way for a mirror image, where that is asked", () => {
    const path = movePath(mirror(drive("monza", {offset: 2})), away);
    expect(recognise(known, path).match).toBeUndefined();
    const {match} = recognise(known, path, {mirrored: true});
    expect([match?.track.id, match?.reversed, match?.move.mirrored]).toEqual(["monza", false, true]);
    const {x, z} = movePath(path, match!.move);
    const {offset} = locatePath(match!.track, x, z);
    expect(Math.max(...offset.map(Math.abs))).toBeLessThan(6);
    // too little of a lap to decide that
    expect(recognise(known, mirror(drive("monza", {to: 3000})), {mirrored: true}).match).toBeUndefined();
  });

  it("is not put off by a circuit that is known twice, under two names", () => {
    const twice = [
      ...known,
      {...learnTrack([movePath(drive("spa", {offset: 3}), away)], {id: "b", name: "Ardennes"}).track},
    ];
    const {match, same, confidence} = recognise(twice, drive("spa", {offset: 3}));
    expect(match?.track.id).toBe("b");
    expect(same.map(({track}) => track.id)).toEqual(["b", "spa"]);
    expect(confidence).toBeGreaterThan(0.7);
  });

  it("knows a circuit that is known both ways round the way it was driven", () => {
    const both = [...known, learnTrack([backwards(drive("monza"))], {id: "back", name: "Monza (reverse)"}).track];
    for (const [path, id] of [
      [drive("monza", {offset: 2}), "monza"],
      [backwards(drive("monza", {offset: 2})), "back"],
    ] as const) {
      const {match} = recognise(both, movePath(path, away));
      expect([match?.track.id, match?.reversed]).toEqual([id, false]);
    }
  });

  it("notices the other direction", () => {
    const {match} = recognise(known, movePath(backwards(drive("catalunya")), away));
    expect(match?.track.id).toBe("catalunya");
    expect(match?.reversed).toBe(true);
  });

  it("knows part of a lap and where it begins", () => {
    const {match, confidence} = recognise(known, movePath(drive("silverstone", {from: 2000, to: 4500}), away));
    expect(match?.track.id).toBe("silverstone");
    expect(match?.startM).toBeCloseTo(2000, -1);
    expect(confidence).toBeGreaterThan(0.4);
  });

  it("tolerates 3 m of GPS noise", () => {
    const {match} = recognise(known, movePath(drive("monza", {noise: 3, every: 8}), away));
    expect(match?.track.id).toBe("monza");
  });

  it("knows nothing of a circuit that is not among its own", () => {
    for (const track of known) {
      const others = known.filter((other) => other !== track);
      expect(recognise(others, movePath(drive(track.id), away)).match).toBeUndefined();
    }
  });

  it("does not guess from a straight or a few metres, or among no tracks", () => {
    expect(recognise(known, drive("monza", {to: 800})).reason).toBe("path too straight");
    expect(recognise(known, drive("monza", {to: 300})).reason).toMatch(/^path too short/);
    expect(recognise([], drive("monza")).reason).toMatch(/^no track of this length/);
    const nothing = new Float64Array(500).fill(Number.NaN);
    expect(recognise(known, {x: nothing, z: nothing}).reason).toMatch(/^path too short/);
  });

  it("in the track's own world, 300 m of straight are enough, but not a metre elsewhere", () => {
    const apart = known.map((track, k) => ({...track, x: track.x.map((x) => x + 9000 * k)}));
    const straight = drive("monza", {from: 200, to: 500, offset: 3});
    const k = known.findIndex(({id}) => id === "monza");
    const there = {x: straight.x.map((x) => x + 9000 * k), z: straight.z};
    expect(recogniseInFrame(apart, there).match?.track.id).toBe("monza");
    expect(recogniseInFrame(apart, backwards(there)).match?.reversed).toBe(true);
    expect(recogniseInFrame(apart, {x: there.x, z: there.z.map((z) => z + 400)}).match).toBeUndefined();
  });
});

describe("track files", () => {
  it("keep a track to the centimetre in about 5 bytes a metre", () => {
    const borders = {left: drive("spa", {offset: 6}), right: drive("spa", {offset: -6})};
    const {track} = learnTrack([drive("spa")], {id: "spa", name: "Spa", frame: "f1", borders});
    const text = JSON.stringify(trackToFile(track));
    expect(text.length / track.lengthM).toBeLessThan(6);
    const from = [{session: "s", car: 3, lap: 4, lapTimeMs: 90_123}];
    expect(trackFromFile(JSON.parse(JSON.stringify(trackToFile({...track, from})))).from).toEqual(from);
    const again = trackFromFile(JSON.parse(text));
    expect(again.name).toBe("Spa");
    expect(again.lengthM).toBeCloseTo(track.lengthM, 0);
    for (let i = 0; i < track.x.length; i += 97) {
      expect(again.x[i]).toBeCloseTo(track.x[i], 1);
      expect(again.room!.left[i]).toBeCloseTo(6, 0);
    }
  });

  it("keep heights, which reversing turns and learning takes from the laps", () => {
    const path = drive("spa");
    const y = path.x.map((_, i) => 20 * Math.sin((2 * Math.PI * i) / path.x.length));
    const {track} = learnTrack([{...path, y}], {id: "spa"});
    const n = track.x.length;
    for (let i = 0; i < n; i += 50)
      expect(Math.abs(track.y![i] - 20 * Math.sin((2 * Math.PI * i) / n))).toBeLessThan(0.2);
    const again = trackFromFile(JSON.parse(JSON.stringify(trackToFile(track))));
    for (let i = 0; i < n; i += 50) expect(again.y![i]).toBeCloseTo(track.y![i], 1);
    expect(reverseTrack(track).y![10]).toBe(track.y![n - 10]);
    // one lap without heights: the track has none
    expect(learnTrack([{...path, y}, path], {id: "spa"}).track.y).toBeUndefined();
    expect(() => trackFromFile({...trackToFile(track), yCm: [1]})).toThrow("invalid yCm of a track: 1 values");
  });

  it("refuse anything else", () => {
    const file = trackToFile(circle(50));
    expect(() => trackFromFile(null)).toThrow("not a track");
    expect(() => trackFromFile({...file, version: 2})).toThrow("unknown version of a track: 2");
    expect(() => trackFromFile({...file, xCm: [1, "a"]})).toThrow("invalid xCm of a track: a at 1");
    expect(() => trackFromFile({...file, zCm: [1, 2]})).toThrow("invalid zCm of a track: 2 values");
    expect(() => trackFromFile({...file, xCm: [], zCm: []})).toThrow("invalid track: 0 points");
    expect(() => trackFromFile({...file, from: 3})).toThrow("invalid from of a track");
    expect(() => trackFromFile({...file, from: [["s", 1, 2]]})).toThrow('invalid from of a track: ["s",1,2]');
    expect(() => trackFromFile({...file, room: {from: "?"}})).toThrow("invalid room of a track: ?");
    expect(() => trackFromFile({...file, name: 3})).toThrow("invalid name of a track: 3");
  });
});
