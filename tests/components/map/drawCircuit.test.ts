import {describe, expect, it} from "vitest";
import {locateLap} from "../../../src/components/laps/lapPlace.js";
import {nearestPoint} from "../../../src/components/map/circuitMap.js";
import {type CircuitScene, circuitFit, drawCircuit, drivenLine} from "../../../src/components/map/drawCircuit.js";
import {mapColoring} from "../../../src/components/map/mapColor.js";
import {CIRCUITS} from "../../../src/core/track/circuits/all.js";
import {circuitTrack} from "../../../src/core/track/circuitTrack.js";
import {fakeLap} from "../fakeLap.js";
import {recordingPen} from "../recordingPen.js";

const theme = {
  foreground: "black",
  muted: "grey",
  track: "track",
  font: "11px sans-serif",
  strongFont: "600 11px sans-serif",
  line: () => "line",
};

/** A ring of 2,000 m, one sample a metre, driven with x to the right first. */
const ring = (more: Record<string, number[]> = {}) => {
  const angle = Array.from({length: 2000}, (_, i) => (i / 2000) * 2 * Math.PI);
  const r = 2000 / (2 * Math.PI);
  return fakeLap({worldX: angle.map((a) => r * Math.sin(a)), worldZ: angle.map((a) => -r * Math.cos(a)), ...more});
};

function scene(lap = ring(), more: Partial<CircuitScene> = {}): CircuitScene {
  const lines = [drivenLine(lap)!];
  const base = {
    lines,
    coloring: null,
    width: 300,
    height: 300,
    dark: false,
    view: null,
    axis: "distance",
    marks: true,
    place: null,
  } as const;
  const all = {...base, ...more};
  return {...all, fit: circuitFit(lines, 300, 300, "distance", all.view)!};
}

describe("drawCircuit", () => {
  it("draws x to the right and z down, not mirrored", () => {
    const {pen, strokes} = recordingPen();
    drawCircuit(pen, scene(), theme);
    const line = strokes.find((s) => s.color === "line")!.lines.flat();
    expect(line[0][1]).toBeCloseTo(30); // the start, at the least z, is at the top
    const quarter = line[Math.round(line.length / 4)];
    expect(quarter[0]).toBeGreaterThan(268); // a quarter later the greatest x is at the right
  });

  it("keeps the aspect: a circle stays a circle", () => {
    const {pen, strokes} = recordingPen();
    drawCircuit(pen, {...scene(), fit: circuitFit(scene().lines, 600, 300, "distance", null)!, width: 600}, theme);
    const points = strokes.find((s) => s.color === "line")!.lines.flat();
    for (const [x, y] of points) expect(Math.hypot(x - 300, y - 150)).toBeCloseTo(120);
  });

  it("draws across lost positions, but not across a hole in time", () => {
    const holed = ring();
    holed.axes.breaks[700] = 1;
    const {pen, strokes} = recordingPen();
    const s = scene(holed);
    s.lines[0].x[100] = Number.NaN;
    drawCircuit(pen, s, theme);
    expect(strokes.find((st) => st.color === "line")!.lines.length).toBe(2);
  });

  it("colours each stretch by its value, without a gap between colours", () => {
    const lap = ring({gear: Array.from({length: 2000}, (_, i) => (i < 1000 ? 3 : 7))});
    const coloring = mapColoring(lap, "gear")!;
    const {pen, strokes} = recordingPen();
    drawCircuit(pen, scene(lap, {coloring, marks: false}), theme);
    const [slow, fast] = [coloring.color(3, false), coloring.color(7, false)].map((c) =>
      strokes.filter((s) => s.color === c),
    );
    expect([slow.length, fast.length]).toEqual([1, 1]);
    expect(fast[0].lines[0][0]).toEqual(slow[0].lines[0].at(-1));
  });

  it("marks the start and every kilometre", () => {
    const {pen, texts} = recordingPen();
    drawCircuit(pen, scene(), theme);
    expect(texts.map((t) => t.text)).toEqual(["start", "1 km"]);
  });

  it("marks no start where a lap was begun on its way, only the direction", () => {
    const {pen, texts, strokes} = recordingPen();
    const lapDistance = Array.from({length: 2000}, (_, i) => 700 + i);
    drawCircuit(pen, scene(ring({lapDistance})), theme);
    expect(texts.map(({text}) => text)).not.toContain("start");
    expect(strokes.filter(({color, width}) => color === "black" && width === 2.5)).toEqual([]);
  });

  it("shows the whole road and its corners under part of a lap, where the track is known", () => {
    const track = circuitTrack(CIRCUITS.monza);
    const part = {worldX: [...track.x.slice(250, 500)], worldZ: [...track.z.slice(250, 500)]};
    const lap = fakeLap({...part, lapDistance: part.worldX.map((_, i) => 750 + 3 * i)});
    const place = locateLap(lap, track);
    const {pen, texts, strokes} = recordingPen();
    const lines = [drivenLine(lap)!];
    const fit = circuitFit(lines, 300, 300, "distance", null, place)!;
    drawCircuit(pen, {...scene(lap, {place}), lines, fit}, theme);
    expect(texts.map(({text}) => text)).toEqual(expect.arrayContaining(["start", "1", "6", "11", "1 km"]));
    const road = strokes.find(({color}) => color === "track")!.lines.flat();
    expect(Math.max(...road.map(([, y]) => y)) - Math.min(...road.map(([, y]) => y))).toBeGreaterThan(200);
  });

  it("draws only the stretch looked at over the road", () => {
    const {pen, strokes} = recordingPen();
    drawCircuit(pen, scene(ring(), {view: [500, 700]}), theme);
    expect(strokes.find((s) => s.color === "track")!.lines.flat().length).toBeGreaterThan(600);
    expect(strokes.find((s) => s.color === "line")!.lines.flat().length).toBeLessThanOrEqual(200);
  });
});

describe("drivenLine", () => {
  it("is null without positions", () => {
    expect(drivenLine(fakeLap({speedKmh: [1]}))).toBeNull();
    expect(drivenLine(fakeLap({worldX: [Number.NaN], worldZ: [Number.NaN]}))).toBeNull();
  });
});

describe("nearestPoint", () => {
  it("finds the nearest sample within reach, skipping unknown places", () => {
    const line = {x: Float64Array.of(0, Number.NaN, 10), z: Float64Array.of(0, 0, 0)};
    expect(nearestPoint(line, 9, 1, 5)).toBe(2);
    expect(nearestPoint(line, 100, 0, 5)).toBe(-1);
  });
});
