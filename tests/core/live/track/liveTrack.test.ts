import {describe, expect, it} from "vitest";
import {CircuitLine} from "../../../../src/core/live/track/circuitLine.js";
import {LiveTrack, ringTrack} from "../../../../src/core/live/track/liveTrack.js";
import {movePath} from "../../../../src/core/track/align.js";
import {CIRCUITS} from "../../../../src/core/track/circuits/all.js";
import {circuitTrack} from "../../../../src/core/track/circuitTrack.js";
import {learnTrack} from "../../../../src/core/track/learn.js";
import {AWAY, drive} from "../../../support/drivenCircuit.js";
import {fakeSilverstone} from "../../../support/fakeCircuit.js";
import {FakeLive} from "../../../support/fakeLive.js";

const silverstone = (move = {turn: 0, dx: 0, dz: 0}) =>
  learnTrack([movePath(drive("silverstone"), move)], {id: "game-silverstone", name: "Silverstone", frame: "Game"})
    .track;

/** A game at Silverstone, its car `seconds` after the start. */
function driving(seconds: number): FakeLive {
  const source = new FakeLive({circuit: fakeSilverstone()});
  source.advance(seconds);
  return source;
}

describe("LiveTrack", () => {
  it("shows a known track before anybody has driven, and keeps it while cars drive there", () => {
    const live = new LiveTrack();
    const known = silverstone();
    const line = new CircuitLine();
    expect(live.update(driving(0.1), 0, known, line, 0)).toBe(true);
    expect([live.shown?.track, live.shown?.corners.length]).toEqual([known, 18]);
    expect(live.update(driving(30), 0, known, line, 10_000)).toBe(false);
    expect(live.shown?.track).toBe(known);
  });

  it("moves a track of other coordinates to where cars drive, once enough has been driven", () => {
    const live = new LiveTrack();
    const known = silverstone(AWAY);
    const line = new CircuitLine();
    live.update(driving(0.1), 0, known, line, 0);
    expect(live.update(driving(60), 0, known, line, 10_000)).toBe(true);
    const {track} = live.shown!;
    const {x, z} = fakeSilverstone();
    expect(Math.hypot(track.x[0] - x[0], track.z[0] - z[0])).toBeLessThan(15);
  });

  it("does not show our own circuit where a game's world is another, until it was laid on", () => {
    const live = new LiveTrack();
    const own = circuitTrack(CIRCUITS.silverstone);
    const source = driving(0.1);
    Object.assign(source.session!, {simulated: false});
    expect(live.update(source, 0, own, new CircuitLine(), 0)).toBe(false);
    Object.assign(source.session!, {simulated: true});
    const simulated = new LiveTrack();
    expect(simulated.update(source, 0, own, new CircuitLine(), 0)).toBe(true);
  });

  it("drops a track that cars do not drive on, and learns theirs from their first lap", () => {
    const live = new LiveTrack();
    const {track: spa} = learnTrack([drive("spa")], {id: "game-spa", frame: "Game"});
    const source = driving(130);
    const line = new CircuitLine();
    live.update(driving(0.1), 0, spa, line, 0);
    expect(live.update(source, 0, spa, line, 10_000)).toBe(true);
    expect(live.shown).toBeNull();
    line.learnWindow(source, 0);
    expect(live.update(source, 0, spa, line, 20_000)).toBe(true);
    expect(live.shown?.corners.length).toBe(18);
    expect(Math.abs(live.shown!.track.lengthM / 5891 - 1)).toBeLessThan(0.01);
  });
});

describe("ringTrack", () => {
  it("has the known track's corners by their share of the lap, none of a track of another length", () => {
    const known = circuitTrack(CIRCUITS.monza);
    const {track, corners} = ringTrack(5793, known);
    expect(Math.abs(track.lengthM / 5793 - 1)).toBeLessThan(0.001);
    expect(corners.length).toBe(11);
    expect(corners[0].apexM / track.lengthM).toBeCloseTo(930 / 5793, 2);
    expect(ringTrack(3000, known).corners).toEqual([]);
    expect(ringTrack(3000, null).corners).toEqual([]);
  });
});
