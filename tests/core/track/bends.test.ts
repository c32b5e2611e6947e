import {describe, expect, it} from "vitest";
import {findBends} from "../../../src/core/track/bends.js";
import {trackGrid} from "../../../src/core/track/trackGrid.js";
import {arcsTrack} from "../../support/arcsTrack.js";

const bendsOf = (arcs: Parameters<typeof arcsTrack>[0], from?: number) => findBends(trackGrid(arcsTrack(arcs, from)));

// [metres, degrees to the right] of each piece; all of them make a closed lap
const OVAL: [number, number][] = [
  [200, 0],
  [250, 180],
  [400, 0],
  [250, 180],
  [200, 0],
];

describe("findBends", () => {
  it("puts an arc's ends, centroid, angle and radius where the circle has them", () => {
    const [first, second] = bendsOf(OVAL);
    for (const [bend, from] of [
      [first, 200],
      [second, 850],
    ] as const) {
      expect(Math.abs(bend.fromM - from)).toBeLessThan(12);
      expect(Math.abs(bend.toM - from - 250)).toBeLessThan(12);
      expect(Math.abs(bend.apexM - from - 125)).toBeLessThan(1);
      expect(bend.degrees).toBeCloseTo(180, 0);
      expect(Math.abs(bend.radiusM / (250 / Math.PI) - 1)).toBeLessThan(0.02);
      expect(bend.direction).toBe("right");
    }
  });

  it("stitches a bend over the start line: the same bends wherever the line is", () => {
    const usual = bendsOf(OVAL);
    for (const from of [300, 325, 900]) {
      const moved = bendsOf(OVAL, from);
      expect(moved.length).toBe(2);
      const shifted = moved.map(({apexM}) => (apexM + from) % 1300).sort((a, b) => a - b);
      for (const [i, apexM] of shifted.entries()) expect(Math.abs(apexM - usual[i].apexM)).toBeLessThan(1);
    }
  });

  it("is the same in the mirror, to the other side", () => {
    const mirrored = bendsOf(OVAL.map(([metres, degrees]): [number, number] => [metres, -degrees]));
    expect(mirrored.map(({direction}) => direction)).toEqual(["left", "left"]);
    for (const [i, {apexM}] of bendsOf(OVAL).entries()) expect(mirrored[i].apexM).toBeCloseTo(apexM, 6);
  });

  it("an S is two bends, a compound one with a short opening is one, and a wiggle is none", () => {
    const lap: [number, number][] = [
      [300, 0],
      [60, 60],
      [60, -60],
      [300, 0],
      [80, 90],
      [15, 5],
      [80, 90],
      [400, 0],
      [30, 6],
      [30, -6],
      [400, 0],
      [200, 175],
    ];
    const found = bendsOf(lap);
    expect(found.map(({direction}) => direction[0]).join("")).toBe("rlrr");
    expect(found[2].degrees).toBeGreaterThan(175);
  });

  it("finds at most one endless bend in a circle", () => {
    expect(bendsOf([[600, 360]]).length).toBeLessThan(2);
  });
});

describe("trackGrid", () => {
  it("has a point a metre, curvature 1/r, the gradient of the heights and the width between the edges", () => {
    const track = arcsTrack(OVAL);
    const n = track.x.length;
    track.y = Float64Array.from({length: n}, (_, i) => 10 * Math.sin((2 * Math.PI * i) / n));
    track.room = {from: "borders", left: new Float64Array(n).fill(4), right: new Float64Array(n).fill(6)};
    const grid = trackGrid(track);
    expect(grid.curvature.length).toBe(1300);
    expect(grid.stepM).toBeCloseTo(1, 2);
    expect(grid.curvature[325]).toBeCloseTo(Math.PI / 250, 4);
    expect(grid.curvature[100]).toBeCloseTo(0, 6);
    // d/ds of 10 sin(2πs / L)
    expect(grid.gradient![0]).toBeCloseTo((20 * Math.PI) / 1300, 3);
    expect(grid.gradient![325]).toBeCloseTo(0, 4);
    expect(grid.width![7]).toBe(10);
    expect(trackGrid(arcsTrack(OVAL)).gradient).toBeUndefined();
    expect(trackGrid(arcsTrack(OVAL)).width).toBeUndefined();
  });
});
