import {describe, expect, it} from "vitest";
import type {SessionFile} from "../../../src/core/archive/types.js";
import {evenPath, type Path} from "../../../src/core/geometry/closedPath.js";
import {mirror, movePath} from "../../../src/core/track/align.js";
import {learnTrack} from "../../../src/core/track/learn.js";
import {nameTrack} from "../../../src/core/track/nameTrack.js";
import {trackIdentity, trackKey} from "../../../src/core/track/trackKey.js";
import {AWAY, backwards, drive} from "../../support/drivenCircuit.js";
import {sessionFile} from "../../support/session.js";

/** A session that knows no more than the line it was driven on, as coarse as session.json keeps it. */
function driven(path: Path, name = "unknown track"): Pick<SessionFile, "track" | "outline"> {
  const {x, z} = evenPath(path, 160, false);
  return {
    track: {id: -1, name, lengthM: 0, sectorStartsM: null},
    outline: Array.from(x, (px, i): [number, number] => [Math.round(px * 10) / 10, Math.round(z[i] * 10) / 10]),
  };
}

describe("nameTrack", () => {
  it("names each of our circuits by 160 points of a lap in other coordinates, with a confidence", () => {
    for (const [id, name] of [
      ["monza", "Monza"],
      ["spa", "Spa-Francorchamps"],
      ["silverstone", "Silverstone"],
      ["sakhir", "Sakhir"],
    ]) {
      const track = nameTrack(driven(movePath(drive(id, {offset: 3}), AWAY)), []);
      expect(track).toMatchObject({id: -1, name, shape: {track: id}});
      expect(track.shape!.meanM).toBeLessThan(6);
      expect(track.shape!.confidence).toBeGreaterThan(0.7);
    }
  });

  it("leaves alone what somebody named, and what is none of those known", () => {
    const told = driven(drive("monza"), "Autodromo");
    expect(nameTrack(told, [])).toBe(told.track);
    const other = driven({x: drive("spa").x.map((x) => 1.3 * x), z: drive("spa").z});
    expect(nameTrack(other, [])).toBe(other.track);
    const nothing = {...driven(drive("spa")), outline: []};
    expect(nameTrack(nothing, [])).toBe(nothing.track);
  });

  it("does not name by less than 2 km of a lap", () => {
    expect(nameTrack(driven(drive("monza", {from: 500, to: 2300})), []).name).toBe("unknown track");
    expect(nameTrack(driven(drive("monza", {from: 500, to: 3500})), []).name).toBe("Monza");
  });

  it("recognises the other direction and the mirror image", () => {
    expect(nameTrack(driven(backwards(drive("monza"))), [])).toMatchObject({
      name: "Monza (reverse)",
      shape: {track: "monza", reversed: true},
    });
    expect(nameTrack(driven(mirror(drive("monza"))), [])).toMatchObject({
      name: "Monza",
      shape: {track: "monza", mirrored: true},
    });
    const {track: reverse} = learnTrack([backwards(drive("spa"))], {id: "a-spa-reverse", name: "Spa (reverse)"});
    expect(nameTrack(driven(backwards(drive("spa"))), [reverse]).shape).toMatchObject({track: "a-spa-reverse"});
  });

  it("takes the name that a learned track was given; that of our own circuits goes before it", () => {
    const wide = ({x, z}: Path) => ({x: x.map((v) => 1.3 * v), z});
    const {track} = learnTrack([wide(drive("spa"))], {id: "game-here", name: "Here"});
    expect(nameTrack(driven(movePath(wide(drive("spa", {offset: 2})), AWAY)), [track])).toMatchObject({
      name: "Here",
      shape: {track: "game-here"},
    });
    const {track: test} = learnTrack([drive("sakhir")], {id: "formula-1-testing", name: "Testing"});
    expect(nameTrack(driven(drive("sakhir")), [test]).name).toBe("Sakhir");
  });
});

describe("trackKey", () => {
  const key = (game: string, name: string, simulated = false) => trackKey({game, simulated, track: {id: -1, name}});

  it("is a file's name of game and track", () => {
    expect(key("F1 25", "Melbourne")).toBe("f1-25-melbourne");
    expect(key("Assetto Corsa", "ks_nürburgring  (sprint)")).toBe("assetto-corsa-ks-nurburgring-sprint");
    expect(key("F1 25", "Silverstone (reverse)")).toBe("f1-25-silverstone-reverse");
    expect(key("GT7", "鈴鹿")).toBe("gt7-u9234u9e7f");
    expect(key("../..", "/etc/passwd")).toBe("-etc-passwd");
    expect(key("a".repeat(300), "b")!.length).toBe(120);
  });

  it("is none for a track nobody named, and for the simulator", () => {
    expect(key("GT7", "unknown track")).toBeNull();
    expect(key("F1 25", "Silverstone", true)).toBeNull();
    expect(trackKey(trackIdentity(sessionFile("a")))).toBeNull();
    expect(key("", "!")).toBeNull();
  });
});
