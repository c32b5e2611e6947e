import {describe, expect, it} from "vitest";
import {movePath} from "../../../../src/core/track/align.js";
import {cornersToFile} from "../../../../src/core/track/authored/applyCorners.js";
import {cornersFromFile} from "../../../../src/core/track/authored/cornersFile.js";
import {CIRCUITS} from "../../../../src/core/track/circuits/all.js";
import {circuitTrack} from "../../../../src/core/track/circuitTrack.js";
import {cornersOf} from "../../../../src/core/track/corners.js";
import {learnTrack} from "../../../../src/core/track/learn.js";
import {trackFromFile, trackToFile} from "../../../../src/core/track/trackFile.js";
import {AWAY, drive} from "../../../support/drivenCircuit.js";

const monza = {...circuitTrack(CIRCUITS.monza), id: "game-monza", frame: "Game"};
const found = cornersOf(monza).list;
/** Corner 3 shifted by 20 m and named otherwise. */
const moved = found.map((corner) =>
  corner.number === 3
    ? {...corner, name: "Biassono", apexM: corner.apexM + 20, entryM: corner.entryM + 20, exitM: corner.exitM + 20}
    : corner,
);

describe("cornersOf(track, authored)", () => {
  it("places a user's corners before found ones, on the line they were set on", () => {
    const {from, list, straights, verified} = cornersOf({...monza, authored: cornersToFile(monza, moved)});
    expect([from, verified]).toEqual(["authored", undefined]);
    expect(list.map(({number}) => number)).toEqual(found.map(({number}) => number));
    expect(list[2]).toMatchObject({name: "Biassono", direction: "right"});
    expect(Math.abs(list[2].apexM - found[2].apexM - 20)).toBeLessThan(0.5);
    for (const [i, {apexM}] of list.entries()) if (i !== 2) expect(Math.abs(apexM - found[i].apexM)).toBeLessThan(0.5);
    expect(straights.length).toBeGreaterThan(4);
  });

  it("keeps them at their places in the world when the line is learned again beside it", () => {
    const {track} = learnTrack([drive("monza", {offset: 3, noise: 0.3})], {id: "game-monza", frame: "Game"});
    const {list} = cornersOf({...track, authored: cornersToFile(monza, moved)});
    for (const [i, {apexM}] of list.entries()) {
      const at = (m: number, {x, z, step}: typeof track) => [x[Math.round(m / step)], z[Math.round(m / step)]];
      const [[ax, az], [bx, bz]] = [at(apexM, track), at(moved[i].apexM, monza)];
      expect(Math.hypot(ax - bx, az - bz)).toBeLessThan(8);
    }
  });

  it("goes by the share of the lap in other coordinates", () => {
    const {track} = learnTrack([movePath(drive("monza"), AWAY)], {id: "lap"});
    const {list} = cornersOf({...track, authored: cornersToFile(monza, moved)});
    for (const [i, {apexM}] of list.entries())
      expect(Math.abs(apexM / track.lengthM - moved[i].apexM / monza.lengthM)).toBeLessThan(0.001);
  });

  it("is verified until a corner or the line changes", () => {
    const file = cornersToFile(monza, moved, "Ada");
    expect(cornersOf({...monza, authored: file}).verified).toEqual({by: "Ada", stale: false});
    const renamed = {...file, corners: file.corners.map((one, i) => (i === 4 ? {...one, name: "x"} : one))};
    expect(cornersOf({...monza, authored: renamed}).verified).toEqual({by: "Ada", stale: true});
    const {track} = learnTrack([drive("monza", {offset: 4})], {id: "game-monza", frame: "Game"});
    expect(cornersOf({...track, authored: file}).verified).toEqual({by: "Ada", stale: true});
    // as stored and read again it is the same line
    const again = trackFromFile(JSON.parse(JSON.stringify(trackToFile(monza))));
    expect(cornersOf({...again, authored: file}).verified).toEqual({by: "Ada", stale: false});
  });
});

describe("cornersFromFile(value)", () => {
  const file = cornersToFile(monza, moved, "Ada");

  it("reads what was written", () => {
    expect(cornersFromFile(JSON.parse(JSON.stringify(file)))).toEqual(file);
  });

  it.each([
    [null, "not corners"],
    [{...file, format: "lapbook-track"}, "not corners: format must be lapbook-corners"],
    [{...file, version: 2}, "unknown version of corners: 2"],
    [{...file, corners: []}, "invalid corners: expected 1 to 250"],
    [{...file, lengthM: -1}, "invalid lengthM: -1"],
    [{...file, track: 3}, "invalid track: expected a text of at most 60 characters"],
    [{...file, corners: [{...file.corners[0], number: 1.5}]}, "invalid number of corner 1: 1.5"],
    [{...file, corners: [{...file.corners[0], name: "a\nb"}]}, "invalid name of corner 1"],
    [{...file, corners: [file.corners[0], {...file.corners[1], apex: [0, null, 3]}]}, "invalid apex of corner 2"],
    [{...file, corners: [{...file.corners[0], exit: [0, 0, 1e9]}]}, "invalid exit of corner 1"],
    [{...file, verified: {by: "x"}}, "invalid verified.hash"],
  ])("refuses %#", (value, message) => {
    expect(() => cornersFromFile(value)).toThrow(message);
  });
});
