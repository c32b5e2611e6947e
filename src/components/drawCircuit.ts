import {type Box, boundingBox, type Fit, fitBox} from "../core/geometry/fit.js";
import {directionAt} from "../core/geometry/normal.js";
import {lowerBound} from "../core/signal/nearestIndex.js";
import type {Axis, View} from "./cursor.js";
import type {Pen} from "./drawTraces.js";
import type {MapColoring} from "./mapColor.js";
import {channelValues, lapSectors, sampleAt, type TraceLap} from "./traceLap.js";

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
  /** start line, direction, sectors, distances */
  marks: boolean;
  corners: readonly {name: string; distanceM: number}[];
}

export interface CircuitTheme {
  foreground: string;
  muted: string;
  track: string;
  font: string;
  line(lap: TraceLap): string;
}

/** Where the lines are placed: all of them, or the stretch of the view with some road around it. */
export function circuitFit(
  lines: readonly DrivenLine[],
  width: number,
  height: number,
  axis: Axis,
  view: View | null,
): Fit | null {
  const parts = lines.map(({lap, x, z}) => {
    const [from, to] = view ? sampleRange(lap, axis, view) : [0, x.length];
    return {x: x.subarray(from, to), y: z.subarray(from, to)};
  });
  const box = boundingBox(parts);
  return box && fitBox(atLeast(box, 80), width, height, 30);
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
  const whole: [number, number] = [0, first.x.length];
  pen.strokeStyle = theme.track;
  pen.lineWidth = coloring ? coloredWidth(scene) + 4 : 6;
  strokeLine(pen, first, whole, scene.fit);
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
  if (scene.marks) drawMarks(pen, scene, theme);
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

function drawMarks(pen: Pen, scene: CircuitScene, theme: CircuitTheme): void {
  const [line] = scene.lines;
  const {axes} = line.lap;
  const {distance} = axes;
  const length = distance.length ? distance[distance.length - 1] : 0;
  if (length <= 0) return;
  // seen beside a thick line too
  const more = scene.coloring ? coloredWidth(scene) / 2 : 1;
  const mark = (at: number, text: string, size: number, strong = false) => {
    const index = sampleAt(line.lap, "distance", at);
    if (index >= 0) drawMark(pen, scene, theme, index, text, size && size + more, strong);
  };
  pen.font = theme.font;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  for (let d = 500; d < length - 100; d += 500) mark(d, d % 1000 ? "" : `${d / 1000} km`, d % 1000 ? 3 : 5);
  lapSectors(line.lap, "distance").forEach((at, i) => {
    if (at !== null) mark(at, `S${i + 2}`, 9, true);
  });
  for (const {name, distanceM} of scene.corners) mark(distanceM, name, 0);
  mark(Math.max(0, distance[0]), "start", 10, true);
  drawArrow(pen, scene, theme, sampleAt(line.lap, "distance", distance[0] + 120));
}

/** A short line across the road with its name on the outer side. */
function drawMark(
  pen: Pen,
  scene: CircuitScene,
  theme: CircuitTheme,
  index: number,
  text: string,
  size: number,
  strong: boolean,
): void {
  const place = placeOf(scene, index);
  if (!place) return;
  const {px, py, dx, dy} = place;
  // the normal that points away from the middle of the picture
  const outward = (px - scene.width / 2) * -dy + (py - scene.height / 2) * dx >= 0 ? 1 : -1;
  const [nx, ny] = [-dy * outward, dx * outward];
  pen.strokeStyle = pen.fillStyle = strong ? theme.foreground : theme.muted;
  pen.lineWidth = strong ? 2 : 1;
  if (size) {
    pen.beginPath();
    pen.moveTo(px - nx * size, py - ny * size);
    pen.lineTo(px + nx * size, py + ny * size);
    pen.stroke();
  }
  if (text) pen.fillText(text, px + nx * (size + 13), py + ny * (size + 9));
}

/** A filled arrow beside the road, in the direction of travel. */
function drawArrow(pen: Pen, scene: CircuitScene, theme: CircuitTheme, index: number): void {
  const place = index < 0 ? null : placeOf(scene, index);
  if (!place) return;
  const {px, py, dx, dy} = place;
  const inward = (px - scene.width / 2) * -dy + (py - scene.height / 2) * dx >= 0 ? -1 : 1;
  const [cx, cy] = [px - dy * inward * 12, py + dx * inward * 12];
  pen.fillStyle = theme.foreground;
  pen.beginPath();
  pen.moveTo(cx + dx * 8, cy + dy * 8);
  pen.lineTo(cx - dx * 5 - dy * 4.5, cy - dy * 5 + dx * 4.5);
  pen.lineTo(cx - dx * 5 + dy * 4.5, cy - dy * 5 - dx * 4.5);
  pen.closePath();
  pen.fill();
}

function placeOf({lines, fit}: CircuitScene, index: number): {px: number; py: number; dx: number; dy: number} | null {
  const {x, z} = lines[0];
  let i = index;
  while (i < x.length && (Number.isNaN(x[i]) || Number.isNaN(z[i]))) i++; // the next known place will do
  if (i >= x.length) return null;
  const [dx, dy] = directionAt(x, z, i);
  return {px: fit.offsetX + x[i] * fit.scale, py: fit.offsetY + z[i] * fit.scale, dx, dy};
}
