import {type Box, boundingBox, type Fit, fitBox} from "../../core/geometry/fit.js";
import {directionAt} from "../../core/geometry/normal.js";
import {lowerBound} from "../../core/signal/search.js";
import type {Pen} from "../laps/drawTraces.js";
import type {LapPlace} from "../laps/lapPlace.js";
import {channelValues, lapSectors, sampleAt, type TraceLap} from "../laps/traceLap.js";
import type {Axis, View} from "../ui/cursor.js";
import {drawLabels, type LabelTheme} from "./drawLabels.js";
import {drawRoad, roadPoints} from "./drawRoad.js";
import type {MapColoring} from "./mapColor.js";
import {type MapLabel, trackLabels} from "./mapLabels.js";

/** The driven line of a lap: world x and z in m. */
export interface DrivenLine {
  lap: TraceLap;
  x: Float64Array;
  z: Float64Array;
}

/** The line of a lap, or null when the recording has no positions. */
export function drivenLine(lap: TraceLap): DrivenLine | null {
  const x = channelValues(lap, "worldX");
  const z = channelValues(lap, "worldZ");
  return x && z ? {lap, x, z} : null;
}

/** m from the line within which a lap counts as begun there */
const AT_LINE = 60;

/** px around a circuit: its names stand there */
const MARGIN = 30;

export interface CircuitScene {
  lines: readonly DrivenLine[];
  /** colours the first line; null draws every line in its lap's colour */
  coloring: MapColoring | null;
  fit: Fit;
  width: number;
  height: number;
  dark: boolean;
  /** the stretch looked at, on `axis`; the rest is drawn faintly */
  view: View | null;
  axis: Axis;
  /** start line, direction, sectors, corners, distances */
  marks: boolean;
  /** the track under the first lap, where it is known */
  place: LapPlace | null;
}

export interface CircuitTheme extends LabelTheme {
  track: string;
  line(lap: TraceLap): string;
}

/** Where the lines are placed: all of them, or the stretch of the view with some road around it. */
export function circuitFit(
  lines: readonly DrivenLine[],
  width: number,
  height: number,
  axis: Axis,
  view: View | null,
  place: LapPlace | null = null,
): Fit | null {
  const box = boundingBox(view ? lines.map((line) => stretch(line, axis, view)) : wholeLines(lines, place));
  return box && fitBox(atLeast(box, 80), width, height, MARGIN);
}

/** What the map shows when nothing is zoomed to: the lines, and the rest of the circuit where it is known. */
export function wholeLines(
  lines: readonly DrivenLine[],
  place: LapPlace | null,
): {x: ArrayLike<number>; y: ArrayLike<number>}[] {
  const driven = lines.map(({x, z}) => ({x, y: z}));
  return place ? [...driven, {x: place.track.x, y: place.track.z}] : driven;
}

function stretch({lap, x, z}: DrivenLine, axis: Axis, view: View): {x: Float64Array; y: Float64Array} {
  const [from, to] = sampleRange(lap, axis, view);
  return {x: x.subarray(from, to), y: z.subarray(from, to)};
}

/** A box no smaller than `size` m, so that a standing car is not magnified without end. */
function atLeast(box: Box, size: number): Box {
  const grow = (a: number, b: number): [number, number] => {
    const missing = Math.max(0, size - (b - a)) / 2;
    return [a - missing, b + missing];
  };
  const [minX, maxX] = grow(box.minX, box.maxX);
  const [minY, maxY] = grow(box.minY, box.maxY);
  return {minX, minY, maxX, maxY};
}

function sampleRange(lap: TraceLap, axis: Axis, [from, to]: View): [number, number] {
  return [lowerBound(lap.axes[axis], from), lowerBound(lap.axes[axis], to)];
}

/** Draws everything that does not follow the cursor. */
export function drawCircuit(pen: Pen, scene: CircuitScene, theme: CircuitTheme): void {
  const {lines, coloring, view, axis} = scene;
  pen.clearRect(0, 0, scene.width, scene.height);
  if (!lines.length) return;
  pen.lineJoin = "round";
  pen.lineCap = "round";
  const [first] = lines;
  if (scene.place) drawRoad(pen, scene.place.track, scene.fit, theme.track, roadWidth(scene));
  else {
    pen.strokeStyle = theme.track;
    pen.lineWidth = roadWidth(scene);
    strokeLine(pen, first, [0, first.x.length], scene.fit);
  }
  const ranges = lines.map((line) =>
    view ? sampleRange(line.lap, axis, view) : ([0, line.x.length] as [number, number]),
  );
  if (coloring) strokeColored(pen, first, ranges[0], scene, coloring, theme);
  else {
    for (let i = lines.length - 1; i >= 0; i--) {
      pen.strokeStyle = theme.line(lines[i].lap);
      pen.lineWidth = i ? 1.5 : 2;
      strokeLine(pen, lines[i], ranges[i], scene.fit);
    }
  }
  if (!scene.marks) return;
  const halfWidth = roadWidth(scene) / 2;
  const road = roadPoints(scene.place?.track ?? first, scene.fit);
  drawLabels(pen, {...scene, marks: lapLabels(scene), halfWidth, road}, theme);
}

function strokeLine(
  pen: Pen,
  {x, z, lap}: DrivenLine,
  [from, to]: [number, number],
  {scale, offsetX, offsetY}: Fit,
): void {
  pen.beginPath();
  let open = false;
  let [px, py] = [0, 0];
  for (let i = from; i < to; i++) {
    if (Number.isNaN(x[i]) || Number.isNaN(z[i])) continue; // a lost packet: the road goes on
    const next = offsetX + x[i] * scale;
    const down = offsetY + z[i] * scale;
    const begin = !open || lap.axes.breaks[i] === 1;
    // what lies within a pixel of the last point would not be seen
    if (!begin && i < to - 1 && Math.abs(next - px) + Math.abs(down - py) < 1) continue;
    if (begin) pen.moveTo(next, down);
    else pen.lineTo(next, down);
    open = true;
    px = next;
    py = down;
  }
  pen.stroke();
}

/** px of the road, at least: it shows on both sides of a coloured line */
function roadWidth(scene: CircuitScene): number {
  return scene.coloring ? coloredWidth(scene) + 4 : 6;
}

/** A large map has room for a line whose colours are told apart from afar. */
function coloredWidth({height}: CircuitScene): number {
  return height > 360 ? 6 : 4;
}

/** Levels of a continuous scale: more are not told apart, and runs of one level are one stroke. */
const LEVELS = 48;

function strokeColored(
  pen: Pen,
  {x, z, lap}: DrivenLine,
  [from, to]: [number, number],
  scene: CircuitScene,
  {values, domain, kind, color}: MapColoring,
  theme: CircuitTheme,
): void {
  const {dark} = scene;
  const {scale, offsetX, offsetY} = scene.fit;
  const [least, greatest] = domain;
  const levelOf = (value: number) => {
    if (Number.isNaN(value)) return Number.NaN;
    if (kind === "discrete") return value;
    const share = Math.min(1, Math.max(0, (value - least) / (greatest - least || 1)));
    return least + (Math.round(share * LEVELS) / LEVELS) * (greatest - least);
  };
  pen.lineWidth = coloredWidth(scene);
  let level: number | null = null;
  let previous = -1;
  for (let i = from; i < to; i++) {
    if (Number.isNaN(x[i]) || Number.isNaN(z[i])) continue;
    const next = levelOf(values[i]);
    const gap = previous < 0 || lap.axes.breaks[i] === 1;
    const same = !gap && Object.is(next, level) && i < to - 1;
    if (same && (Math.abs(x[i] - x[previous]) + Math.abs(z[i] - z[previous])) * scale < 1) continue;
    if (gap || !Object.is(next, level)) {
      if (level !== null) pen.stroke();
      pen.beginPath();
      pen.strokeStyle = Number.isNaN(next) ? theme.track : color(next, dark);
      // the stretch between two samples has the colour of the later one
      const start = gap ? i : previous;
      pen.moveTo(offsetX + x[start] * scale, offsetY + z[start] * scale);
      level = next;
    }
    pen.lineTo(offsetX + x[i] * scale, offsetY + z[i] * scale);
    previous = i;
  }
  if (level !== null) pen.stroke();
}

/** Start, corners, sectors and kilometres; what is known of the track tells them, else the lap's own distance. */
function lapLabels({lines, place}: CircuitScene): MapLabel[] {
  const [line] = lines;
  const {lap} = line;
  const {distance} = lap.axes;
  const length = distance.length ? distance[distance.length - 1] : 0;
  const at = (metres: number, kind: MapLabel["kind"], text: string): MapLabel[] => {
    const found = placeOf(line, sampleAt(lap, "distance", metres));
    return found ? [{kind, text, side: 0, ...found}] : [];
  };
  const begun = Math.max(0, distance[0]);
  const start = length <= 0 ? [] : begun < AT_LINE ? at(begun, "start", "start") : at(begun, "direction", "");
  const known = place && lap.samples.has("worldX") ? trackLabels(place.track, place.corners, []) : start;
  const sectors = lapSectors(lap, "distance").flatMap((metres, i) =>
    metres === null ? [] : at(metres, "sector", `S${i + 2}`),
  );
  const kilometres = Array.from({length: Math.max(0, Math.ceil((length - 100) / 500) - 1)}, (_, i) => (i + 1) * 500);
  return [
    ...known,
    ...sectors,
    ...kilometres.flatMap((metres) => at(metres, "distance", metres % 1000 ? "" : `${metres / 1000} km`)),
  ];
}

function placeOf({x, z}: DrivenLine, index: number): Pick<MapLabel, "x" | "z" | "dx" | "dz"> | null {
  let i = index;
  if (i < 0) return null;
  while (i < x.length && (Number.isNaN(x[i]) || Number.isNaN(z[i]))) i++; // the next known place will do
  if (i >= x.length) return null;
  const [dx, dz] = directionAt(x, z, i);
  return {x: x[i], z: z[i], dx, dz};
}
