import {describe, expect, it} from "vitest";
import {pieceTimes, trackPieces} from "../../../src/core/laps/partition.js";
import {phasesOf} from "../../../src/core/laps/phases.js";
import {pieceDeltas} from "../../../src/core/laps/pieceDeltas.js";
import type {Corner} from "../../../src/core/track/corner.js";
import {gridLapOf, ramp} from "../../support/gridLaps.js";
import {seeded} from "../../support/seeded.js";

const corner = (number: number, entryM: number, apexM: number, exitM: number, name?: string): Corner => ({
  ...{number, entryM, apexM, exitM, direction: "left", type: "medium", degrees: 90, radiusM: 60},
  ...(name && {name}),
});
const CORNERS = [corner(1, 200, 250, 300, "Hairpin"), corner(2, 300, 340, 380), corner(3, 700, 750, 800)];
const LENGTH = 1000;
const spans = (pieces: {name: string; fromM: number; toM: number}[]) =>
  pieces.map(({name, fromM, toM}) => [name, fromM, toM]);
const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);

describe("trackPieces(corners, length, laps)", () => {
  it("covers the lap with corners and straights; the straight over the line is the first", () => {
    expect(spans(trackPieces(CORNERS, LENGTH))).toEqual([
      ["straight 1", 0, 200],
      ["Turn 1 Hairpin", 200, 300],
      ["Turn 2", 300, 380],
      ["straight 2", 380, 700],
      ["Turn 3", 700, 800],
      ["straight 1", 800, 1000],
    ]);
  });

  it("gives a corner that passes the line a piece at either end, and a lap without corners one straight", () => {
    // its apex before the line, or after it: then it is the first one
    for (const over of [corner(2, 950, 990, 30), corner(2, 950, 10, 30)])
      expect(spans(trackPieces([over, corner(1, 300, 350, 400)], LENGTH))).toEqual([
        ["Turn 2", 0, 30],
        ["straight 1", 30, 300],
        ["Turn 1", 300, 400],
        ["straight 2", 400, 950],
        ["Turn 2", 950, 1000],
      ]);
    expect(spans(trackPieces([], LENGTH))).toEqual([["whole lap", 0, 1000]]);
    // a corner that ends at the line, and one that begins there
    for (const end of [0, 1000])
      expect(spans(trackPieces([corner(1, 0, 50, 100), corner(2, 900, 950, end)], LENGTH))).toEqual([
        ["Turn 1", 0, 100],
        ["straight 1", 100, 900],
        ["Turn 2", 900, 1000],
      ]);
  });

  it("covers any lap without gap or overlap, with every corner's apex in a piece of its own", () => {
    const random = seeded(7);
    for (let round = 0; round < 300; round++) {
      const count = 1 + Math.floor(random() * 6);
      const cuts = Array.from({length: 2 * count}, () => random() * LENGTH).sort((a, b) => a - b);
      // turned round the lap, so that any corner, or none, passes the line
      const shift = random() * LENGTH;
      const at = (m: number) => (m + shift) % LENGTH;
      const corners = Array.from({length: count}, (_, i) => {
        const [a, b] = [cuts[2 * i], cuts[2 * i + 1]];
        return corner(i + 1, at(a), at(a + random() * (b - a)), at(b));
      });
      const pieces = trackPieces(corners, LENGTH, [
        gridLapOf(LENGTH, {speedKmh: (m) => 150 + 50 * Math.sin(m / 90 + shift)}),
      ]);
      expect([pieces[0].fromM, pieces.at(-1)!.toM]).toEqual([0, LENGTH]);
      for (let k = 1; k < pieces.length; k++) expect(pieces[k].fromM).toBe(pieces[k - 1].toM);
      for (const {fromM, toM} of pieces) expect(toM).toBeGreaterThan(fromM);
      for (const {number, apexM} of corners)
        expect(
          pieces.filter((p) => p.kind === "corner" && p.number === number && p.fromM <= apexM && apexM <= p.toM).length,
        ).toBe(1);
    }
  });

  it("begins a corner where the first lap slows for it, at most half a straight or 150 m before", () => {
    const slows = (from: number) =>
      gridLapOf(LENGTH, {speedKmh: ramp([380, 100], [from, 200], [750, 80], [1000, 150])});
    const third = (...laps: ReturnType<typeof slows>[]) =>
      trackPieces(CORNERS, LENGTH, laps).find(({number, kind}) => number === 3 && kind === "corner")!.fromM;
    // a grid point within 1 km/h of its top speed, 1 km/h being 0.9 and 1.25 m
    expect(third(slows(640))).toBe(640);
    expect(third(slows(640), slows(600))).toBe(601);
    expect(third(slows(400))).toBe(540);
    expect(third(gridLapOf(LENGTH, {speedKmh: () => 100}))).toBe(700);
    // on a straight of 80 m anywhere
    const near = [corner(1, 200, 250, 300), corner(2, 380, 420, 460)];
    const early = gridLapOf(LENGTH, {speedKmh: ramp([200, 80], [310, 150], [420, 60], [1000, 200])});
    expect(trackPieces(near, LENGTH, [early]).map(({fromM}) => fromM)).toEqual([0, 200, 300, 311, 460]);
  });
});

describe("pieceTimes(lap, pieces)", () => {
  const lap = gridLapOf(LENGTH, {speedKmh: ramp([0, 200], [120, 210], [250, 60], [640, 200], [750, 90], [1000, 190])});

  it("is length ÷ speed, and adds up to the lap time", () => {
    const even = gridLapOf(LENGTH, {speedKmh: () => 180});
    const pieces = trackPieces(CORNERS, LENGTH, [even]);
    expect([...pieceTimes(even, pieces)].map((t) => t * 50)).toEqual(
      pieces.map(({fromM, toM}) => expect.closeTo(toM - fromM, 9)),
    );
    expect(sum(pieceTimes(lap, trackPieces(CORNERS, LENGTH, [lap])))).toBeCloseTo(lap.lapTimeS!, 12);
  });

  it("adds up with places between grid points, and on a line of 1000.4 m", () => {
    const stepM = 1000.4 / 1000;
    const pieces = trackPieces([corner(1, 200.3, 250, 300.7)], 1000.4, [lap]);
    expect(sum(pieceTimes({...lap, stepM}, pieces))).toBeCloseTo(lap.lapTimeS!, 12);
  });
});

describe("pieceDeltas(lap, reference, pieces, corners)", () => {
  it("is null where a lap has no time, and nowhere else", () => {
    const whole = gridLapOf(LENGTH, {speedKmh: () => 180});
    const part = {...whole, time: whole.time.map((t, i) => (i < 600 ? t : Number.NaN)), lapTimeS: null};
    const pieces = trackPieces(CORNERS, LENGTH);
    const known = (a: typeof whole, b: typeof whole) =>
      pieceDeltas(a, b, pieces, CORNERS).map(({ms, deltaMs}) => [ms !== null, deltaMs !== null]);
    expect(known(whole, whole)).toEqual(pieces.map(() => [true, true]));
    expect(known(part, whole)).toEqual(pieces.map(({toM}) => [toM < 600, toM < 600]));
    expect(known(whole, part)).toEqual(pieces.map(({toM}) => [true, toM < 600]));
  });

  it("adds up to the microsecond whatever the times", () => {
    const random = seeded(2);
    for (let round = 0; round < 50; round++) {
      const [lap, reference] = [1, 2].map(() => {
        const phase = 10 * random();
        return gridLapOf(LENGTH, {speedKmh: (m) => 150 + 80 * Math.sin(m / 50 + phase)});
      });
      const deltas = pieceDeltas(lap, reference, trackPieces(CORNERS, LENGTH, [reference, lap]), CORNERS);
      expect(sum(deltas.map(({ms}) => ms!))).toBeCloseTo(Math.round(1e6 * lap.lapTimeS!) / 1000, 8);
      expect(
        Math.abs(sum(deltas.map(({deltaMs}) => deltaMs!)) - 1000 * (lap.lapTimeS! - reference.lapTimeS!)),
      ).toBeLessThan(0.0011);
      for (const {kind, deltaMs, phases} of deltas)
        if (kind === "corner")
          expect(sum(Object.values(phases).map((phase) => phase.deltaMs!))).toBeCloseTo(deltaMs!, 8);
    }
  });
});

describe("phasesOf(piece, corner, reference)", () => {
  const reference = gridLapOf(LENGTH, {
    speedKmh: ramp([0, 200], [120, 210], [250, 60], [420, 200], [750, 205], [1000, 210]),
  });
  const pieces = trackPieces(CORNERS, LENGTH, [reference]);
  const phases = (n: number) => {
    const corners = pieces.filter(({kind}) => kind === "corner");
    return phasesOf(corners[n - 1], CORNERS[n - 1], reference).map(({phase, fromM, toM}) => [phase, fromM, toM]);
  };

  it("has braking up to the entry, and the middle where the speed is within 5 % of its minimum's depth", () => {
    // its minimum is 60 km/h; up to the exit at 300 m the speed rises by 140 × 50 / 170 km/h, of which 5 % are 2.1 km/h
    expect(phases(1)).toEqual([
      ["braking", 120, 200],
      ["entry", 200, 249],
      ["middle", 249, 252],
      ["exit", 252, 300],
    ]);
  });

  it("has no braking where nobody slows, and half of the corner as its middle", () => {
    expect(phases(3)).toEqual([
      ["entry", 700, 725],
      ["middle", 725, 775],
      ["exit", 775, 800],
    ]);
  });

  it("covers each corner exactly, one over the line too", () => {
    for (const over of [corner(9, 940, 985, 60), corner(9, 940, 20, 60)]) {
      const cut = trackPieces([corner(1, 400, 450, 500), over], LENGTH, [reference]);
      for (const piece of cut.filter(({number, kind}) => number === 9 && kind === "corner")) {
        const own = phasesOf(piece, over, reference);
        expect([own[0].fromM, own.at(-1)!.toM]).toEqual([piece.fromM, piece.toM]);
        for (let k = 1; k < own.length; k++) expect(own[k].fromM).toBe(own[k - 1].toM);
      }
    }
  });
});
