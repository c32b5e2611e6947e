import {type Fit, toPixels} from "../../core/geometry/fit.js";
import type {LapPlace} from "../laps/lapPlace.js";
import {sampleAt, type TraceLap} from "../laps/traceLap.js";
import type {Pen} from "../ui/canvas.js";
import type {Axis, View} from "../ui/cursor.js";
import {drawLabels, type LabelTheme} from "./drawLabels.js";
import {drawRoad, roadPoints} from "./drawRoad.js";
import {type DrivenLine, sampleRange} from "./drivenLine.js";
import {lapLabels} from "./lapLabels.js";
import type {MapColoring} from "./mapColor.js";

export interface CircuitScene {
  lines: readonly DrivenLine[];
  /** colours a line, the first unless `colored` is another; null draws every line in its lap's colour */
  coloring: MapColoring | null;
  colored?: DrivenLine;
  /** the chosen stretch of `axis` */
  range?: View | null;
  fit: Fit;
  width: number;
  height: number;
  dark: boolean;
  /** the stretch of `axis` whose line is drawn; null for all of it */
  view: View | null;
  axis: Axis;
  /** start line, direction, sectors, corners, distances */
  labels: boolean;
  /** the track under the first lap, where it is known */
  place: LapPlace | null;
}

export interface CircuitTheme extends LabelTheme {
  background: string;
  track: string;
  /** of the chosen stretch */
  range: string;
  line(lap: TraceLap): string;
}

/** Draws road, lines and labels: everything that does not follow the cursor. */
export function drawCircuit(pen: Pen, scene: CircuitScene, theme: CircuitTheme): void {
  const {lines, coloring, fit, place} = scene;
  pen.clearRect(0, 0, scene.width, scene.height);
  if (!lines.length) return;
  pen.lineJoin = "round";
  pen.lineCap = "round";
  const [first] = lines;
  const width = roadWidth(scene);
  if (place) drawRoad(pen, place.track, fit, theme.track, width);
  else {
    pen.strokeStyle = theme.track;
    pen.lineWidth = width;
    strokeLine(pen, first, [0, first.x.length], fit);
  }
  if (scene.range) {
    // between road and lines: it shows on either side of the lines
    pen.strokeStyle = theme.range;
    pen.lineWidth = width + 8;
    pen.globalAlpha = 0.55;
    strokeLine(pen, first, sampleRange(first, scene.axis, scene.range), fit);
    pen.globalAlpha = 1;
  }
  const range = (line: DrivenLine) => sampleRange(line, scene.axis, scene.view);
  const {colored = first} = scene;
  if (coloring) strokeColored(pen, colored, range(colored), scene, coloring, theme);
  else {
    for (let i = lines.length - 1; i >= 0; i--) {
      pen.strokeStyle = theme.line(lines[i].lap);
      pen.lineWidth = i ? 1.5 : 2;
      strokeLine(pen, lines[i], range(lines[i]), fit);
    }
  }
  if (!scene.labels) return;
  const road = roadPoints(place?.track ?? first, fit);
  drawLabels(pen, {...scene, labels: lapLabels(first, place), halfWidth: width / 2, road}, theme);
}

/** Positions of the axis that a map marks: the cursor, and the position that stays. */
export interface MapMarks {
  at: number | null;
  pin?: number | null;
}

/** Draws where each lap is at the cursors: the reference last and larger, pinned ones as rings. */
export function drawMarks(pen: Pen, scene: CircuitScene, {at, pin = null}: MapMarks, theme: CircuitTheme): void {
  pen.clearRect(0, 0, scene.width, scene.height);
  if (pin !== null) drawCars(pen, scene, pin, theme, true);
  if (at !== null) drawCars(pen, scene, at, theme, false);
}

function drawCars(
  pen: Pen,
  {lines, coloring, colored = lines[0], fit, axis}: CircuitScene,
  at: number,
  theme: CircuitTheme,
  isRing: boolean,
): void {
  for (let i = lines.length - 1; i >= 0; i--) {
    const {lap, x, z} = lines[i];
    const index = sampleAt(lap, axis, at);
    if (index < 0 || Number.isNaN(x[index]) || Number.isNaN(z[index])) continue;
    const [px, py] = toPixels(fit, x[index], z[index]);
    const color = coloring && lines[i] === colored ? theme.foreground : theme.line(lap);
    pen.beginPath();
    pen.arc(px, py, i ? 4.5 : 5.5, 0, 2 * Math.PI);
    pen.fillStyle = isRing ? theme.background : color;
    pen.fill();
    pen.lineWidth = 2;
    pen.strokeStyle = isRing ? color : theme.background;
    pen.stroke();
  }
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
    // the line continues across a sample without a position
    if (Number.isNaN(x[i]) || Number.isNaN(z[i])) continue;
    const nx = offsetX + x[i] * scale;
    const ny = offsetY + z[i] * scale;
    const begin = !open || lap.axes.breaks[i] === 1;
    // points within a pixel of the last one are invisible
    if (!begin && i < to - 1 && Math.abs(nx - px) + Math.abs(ny - py) < 1) continue;
    if (begin) pen.moveTo(nx, ny);
    else pen.lineTo(nx, ny);
    open = true;
    [px, py] = [nx, ny];
  }
  pen.stroke();
}

/** px of the road, at least: it shows on both sides of a coloured line */
function roadWidth(scene: CircuitScene): number {
  return scene.coloring ? coloredWidth(scene) + 4 : 6;
}

/** px of a coloured line: wider on a large map, so that its colours are easy to read */
function coloredWidth({height}: CircuitScene): number {
  return height > 360 ? 6 : 4;
}

/** Levels of a continuous scale: more are not distinguishable, and a run of one level is one stroke. */
const LEVELS = 48;

/** A value rounded to the levels of its scale; NaN for an unknown one. */
export function colorLevel({kind, domain: [least, greatest]}: MapColoring, value: number): number {
  if (kind === "discrete" || Number.isNaN(value)) return value;
  const share = Math.min(1, Math.max(0, (value - least) / (greatest - least || 1)));
  return least + (Math.round(share * LEVELS) / LEVELS) * (greatest - least);
}

function strokeColored(
  pen: Pen,
  {x, z, lap}: DrivenLine,
  [from, to]: [number, number],
  scene: CircuitScene,
  coloring: MapColoring,
  theme: CircuitTheme,
): void {
  const {dark} = scene;
  const {scale, offsetX, offsetY} = scene.fit;
  pen.lineWidth = coloredWidth(scene);
  let level: number | null = null;
  let previous = -1;
  for (let i = from; i < to; i++) {
    if (Number.isNaN(x[i]) || Number.isNaN(z[i])) continue;
    const next = colorLevel(coloring, coloring.values[i]);
    const gap = previous < 0 || lap.axes.breaks[i] === 1;
    const same = !gap && Object.is(next, level) && i < to - 1;
    if (same && (Math.abs(x[i] - x[previous]) + Math.abs(z[i] - z[previous])) * scale < 1) continue;
    if (gap || !Object.is(next, level)) {
      if (level !== null) pen.stroke();
      pen.beginPath();
      pen.strokeStyle = Number.isNaN(next) ? theme.track : coloring.color(next, dark);
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
