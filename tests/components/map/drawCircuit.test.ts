import {describe, expect, it} from "vitest";
import {locateLap} from "../../../src/components/laps/lapPlace.js";
import {mapHeight, mapNotes} from "../../../src/components/map/circuitMap.js";
import {type CircuitScene, colorLevel, drawCircuit, drawMarks} from "../../../src/components/map/drawCircuit.js";
import {circuitFit, drivenLine, nearestPoint, sampleRange} from "../../../src/components/map/drivenLine.js";
import {mapColoring} from "../../../src/components/map/mapColor.js";
import {CIRCUITS} from "../../../src/core/track/circuits/all.js";
import {circuitTrack} from "../../../src/core/track/circuitTrack.js";
import {fakeLap} from "../fakeLap.js";
import {recordingPen} from "../recordingPen.js";

const theme = {
  foreground: "black",
  background: "white",
  muted: "grey",
  track: "track",
  range: "range",
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
    labels: true,
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

  it("draws across lost positions, but not across a gap in time", () => {
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
    drawCircuit(pen, scene(lap, {coloring, labels: false}), theme);
    const [slow, fast] = [coloring.color(3, false), coloring.color(7, false)].map((c) =>
      strokes.filter((s) => s.color === c),
    );
    expect([slow.length, fast.length]).toEqual([1, 1]);
    expect(fast[0].lines[0][0]).toEqual(slow[0].lines[0].at(-1));
  });

  it("labels the start and every kilometre", () => {
    const {pen, texts} = recordingPen();
    drawCircuit(pen, scene(), theme);
    expect(texts.map((t) => t.text)).toEqual(["start", "1 km"]);
  });

  it("labels only the direction where a lap begins after the start line", () => {
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

  it("draws only the visible stretch over the road", () => {
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

describe("drawMarks", () => {
  it("draws a dot for each lap at the cursor, the reference last, and none where a lap has no position", () => {
    const [a, b] = [scene(), scene(ring())];
    b.lines[0].x[500] = Number.NaN;
    const lines = [a.lines[0], b.lines[0]];
    const dots = (at: number | null) => {
      const {pen, strokes} = recordingPen();
      const centres: [number, number][] = [];
      pen.arc = (x, y) => centres.push([x, y]);
      drawMarks(pen, {...a, lines}, {at}, theme);
      expect(strokes.length).toBe(centres.length);
      return centres;
    };
    expect(dots(null)).toEqual([]);
    expect(dots(400).length).toBe(2);
    const [only] = dots(500);
    expect(only[0]).toBeCloseTo(a.fit.offsetX + lines[0].x[500] * a.fit.scale);
  });

  it("draws rings at the pinned position, and the chosen stretch along the first line beneath it", () => {
    const one = scene(undefined, {range: [500, 600]});
    const {pen} = recordingPen();
    const fills: string[] = [];
    pen.fill = () => fills.push(String(pen.fillStyle));
    drawMarks(pen, one, {at: 100, pin: 700}, theme);
    // a ring is filled with the background and has the lap's colour around it, a dot the other way round
    expect(fills).toEqual(["white", "line"]);
    const {pen: road, strokes} = recordingPen();
    drawCircuit(road, one, theme);
    const at = strokes.findIndex(({color}) => color === "range");
    expect(at).toBeLessThan(strokes.findIndex(({color}) => color === "line"));
    const stretch = strokes[at].lines.flat();
    const {fit, lines} = one;
    expect(stretch[0][0]).toBeCloseTo(fit.offsetX + lines[0].x[500] * fit.scale);
    expect(stretch.at(-1)![0]).toBeCloseTo(fit.offsetX + lines[0].x[599] * fit.scale);
  });

  it("colours another lap than the first", () => {
    const [a, b] = [scene(), scene(ring({speedKmh: Array.from({length: 2000}, (_, i) => i / 10)}))];
    const {pen, strokes} = recordingPen();
    const lines = [a.lines[0], b.lines[0]];
    const coloring = mapColoring(lines[1].lap, "speedKmh");
    drawCircuit(pen, {...a, lines, coloring, colored: lines[1]}, theme);
    expect(new Set(strokes.map(({color}) => color)).size).toBeGreaterThan(20);
  });
});

describe("sampleRange", () => {
  it("is the whole line without a view, else the samples of the stretch", () => {
    const line = drivenLine(ring())!;
    expect(sampleRange(line, "distance", null)).toEqual([0, 2000]);
    expect(sampleRange(line, "distance", [100, 250])).toEqual([100, 250]);
  });
});

describe("colorLevel", () => {
  const coloring = mapColoring(ring({speedKmh: Array.from({length: 2000}, (_, i) => i / 10)}), "speedKmh")!;
  it("rounds to steps of the scale, stays on it, and keeps NaN and classes", () => {
    expect(colorLevel(coloring, 100)).toBeCloseTo(99.95, 1);
    expect(colorLevel(coloring, 1e6)).toBe(coloring.domain[1]);
    expect(colorLevel(coloring, Number.NaN)).toBeNaN();
    expect(colorLevel({...coloring, kind: "discrete"}, 3)).toBe(3);
    const levels = new Set([...coloring.values].map((v) => colorLevel(coloring, v)));
    expect(levels.size).toBe(49);
  });
});

describe("mapNotes", () => {
  const none = {laps: 2, lines: 2, channel: null, coloring: null, place: null};
  it("says what is missing and who numbered the corners, and nothing else", () => {
    expect(mapNotes(none)).toEqual([]);
    expect(mapNotes({...none, lines: 1, channel: "gear"})).toEqual([
      "This lap has no values for gear.",
      "1 of 2 laps have no positions.",
    ]);
    const place = locateLap(ring(), null);
    expect(mapNotes({...none, place}).length).toBe(place?.corners.length ? 1 : 0);
  });
});

describe("mapHeight", () => {
  it("follows the circuit's shape between a third of the most and the most", () => {
    const lines = [drivenLine(ring())!];
    expect(mapHeight(lines, null, 300, 480)).toBe(300);
    expect(mapHeight(lines, null, 2000, 480)).toBe(480);
    expect(mapHeight(lines, null, 80, 480)).toBe(160);
  });
});
