import {describe, expect, it} from "vitest";
import {drawLabels} from "../../../src/components/map/drawLabels.js";
import {drawRoad, roadPoints} from "../../../src/components/map/drawRoad.js";
import {trackLabels} from "../../../src/components/map/mapLabels.js";
import {boundingBox, fitBox} from "../../../src/core/geometry/fit.js";
import {CIRCUITS} from "../../../src/core/track/circuits/all.js";
import {circuitTrack} from "../../../src/core/track/circuitTrack.js";
import {cornersOf} from "../../../src/core/track/corners.js";
import {locate} from "../../../src/core/track/locate.js";
import {recordingPen} from "../recordingPen.js";

const theme = {foreground: "black", muted: "grey", font: "11px sans-serif", strongFont: "600 11px sans-serif"};

describe("trackLabels", () => {
  const track = circuitTrack(CIRCUITS.silverstone);
  const {list} = cornersOf(track);
  const labels = trackLabels(track, list, [1813, 4294]);

  it("labels start, sectors and the apex of every corner", () => {
    expect(labels.map(({text}) => text)).toEqual(["start", "S2", "S3", ...list.map(({number}) => String(number))]);
    const [start, s2] = labels;
    expect([start.x, start.z]).toEqual([track.x[0], track.z[0]]);
    expect([start.dx, start.dz]).toEqual([Math.cos(track.heading[0]), Math.sin(track.heading[0])]);
    const place = {distance: 0, offset: 0};
    expect(locate(track, s2.x, s2.z, place).distance).toBeCloseTo(1813, 0);
  });

  it("prefers a corner's number outside the bend", () => {
    for (const [i, {direction}] of list.entries()) expect(labels[3 + i].side).toBe(direction === "right" ? -1 : 1);
  });
});

describe("drawLabels", () => {
  it.each([
    [1000, 600],
    [340, 300],
  ])("names all that it can on a map of %s × %s, none on another or outside", (width, height) => {
    for (const circuit of Object.values(CIRCUITS)) {
      const track = circuitTrack(circuit);
      const {list} = cornersOf(track);
      const fit = fitBox(boundingBox([{x: track.x, y: track.z}])!, width, height, 30);
      const {pen, texts, strokes} = recordingPen();
      drawRoad(pen, track, fit, "road", 6);
      const labels = trackLabels(track, list);
      drawLabels(pen, {labels, fit, width, height, halfWidth: 3, road: roadPoints(track, fit)}, theme);
      expect(strokes.some(({color}) => color === "road")).toBe(true);
      expect(texts.length, circuit.id).toBeGreaterThan(0.9 * labels.length);
      for (const [i, a] of texts.entries()) {
        expect(a.x).toBeGreaterThan(0);
        expect(a.x).toBeLessThan(width);
        expect(a.y).toBeGreaterThan(0);
        expect(a.y).toBeLessThan(height);
        for (const b of texts.slice(i + 1)) expect(Math.abs(a.x - b.x) > 9 || Math.abs(a.y - b.y) > 11).toBe(true);
      }
    }
  });

  it("leaves out labels outside the picture", () => {
    const track = circuitTrack(CIRCUITS.monza);
    const {list} = cornersOf(track);
    // a hundred metres about the first chicane
    const first = list[0].apexM / track.step;
    const near = {x: track.x.slice(first - 20, first + 20), y: track.z.slice(first - 20, first + 20)};
    const fit = fitBox(boundingBox([near])!, 300, 300, 30);
    const {pen, texts} = recordingPen();
    const labels = trackLabels(track, list);
    drawLabels(pen, {labels, fit, width: 300, height: 300, halfWidth: 3, road: roadPoints(track, fit)}, theme);
    expect(texts.map(({text}) => text)).toEqual(["1", "2"]);
  });
});

describe("drawRoad", () => {
  it("has the known width of the road, at least the given one", () => {
    const track = circuitTrack(CIRCUITS.monza);
    const fit = {scale: 2, offsetX: 0, offsetY: 0};
    const wide = recordingPen();
    drawRoad(wide.pen, track, fit, "road", 6);
    expect(new Set(wide.strokes.map(({width}) => width))).toEqual(new Set([20]));
    const narrow = recordingPen();
    drawRoad(narrow.pen, track, {...fit, scale: 0.1}, "road", 6);
    expect(new Set(narrow.strokes.map(({width}) => width))).toEqual(new Set([6]));
    expect(narrow.strokes.flatMap(({lines}) => lines.flat()).length).toBeGreaterThan(track.x.length);
  });
});
