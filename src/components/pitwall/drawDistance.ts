import {gridDelta, type LapGrid} from "../../core/laps/lapGrids.js";
import type {Pen} from "../ui/canvas.js";
import {fixed} from "../ui/format.js";
import {AXIS, DELTA_HEIGHT, DISTANCE_LANES, type DistanceLane, HEAD, LEFT, laneTops, RIGHT} from "./distanceLanes.js";
import type {PitTheme} from "./pitTheme.js";

/** Least half height of the delta's axis, s: smaller differences are the samples' spacing. */
const LEAST_DELTA_S = 0.1;

export interface DistanceScene {
  running: LapGrid;
  /** undefined: there is none yet */
  reference: LapGrid | undefined;
  /** shown in place of the difference while there is no reference */
  because: string;
  lengthM: number;
  sectorStartsM: readonly number[];
  /** px */
  width: number;
  theme: PitTheme;
}

let behind = new Float32Array(0);

/** Draws the running lap over distance against its reference. Returns the difference where the car is, ms; NaN without one. */
export function drawDistance(pen: Pen, scene: DistanceScene): number {
  const {running, reference, because, lengthM, width, theme} = scene;
  const {colors} = theme;
  const tops = laneTops();
  const bottom = tops[tops.length - 1];
  const x = (metres: number) => LEFT + (metres / lengthM) * (width - LEFT - RIGHT);
  const place = (i: number) => x(i * running.stepM);
  drawDistances(pen, scene, x, bottom);
  let last = Number.NaN;
  if (reference) {
    const places = running.columns.currentLapTimeMs.length;
    if (behind.length !== places) behind = new Float32Array(places);
    gridDelta(running, reference, behind);
    last = drawDelta(pen, behind, place, scene, tops[0]);
  } else laneHead(pen, tops[0], "difference, s", because, theme);
  DISTANCE_LANES.forEach((lane, i) => {
    const top = tops[i + 1];
    if (!lane.over) {
      const shared = DISTANCE_LANES.filter((one, k) => k === i || (k === i + 1 && one.over));
      laneHead(pen, top, shared.map(({label}) => label).join(" and "), lane.unit, theme);
      drawTicks(pen, lane, top, scene);
    }
    const y = (v: number) => top + lane.height * (1 - (v - lane.domain[0]) / (lane.domain[1] - lane.domain[0]));
    const before = reference?.columns[lane.channel];
    if (before) drawLine(pen, before, place, y, {color: colors.muted, width: 1, alpha: lane.over ? 0.5 : 0.8});
    drawLine(pen, running.columns[lane.channel], place, y, {color: colors[lane.color], width: 1.6, alpha: 1});
  });
  drawHead(pen, x(running.reachedM), [tops[0], bottom], theme);
  return last;
}

/** Distances below the lanes, sector starts across them. */
function drawDistances(
  pen: Pen,
  {lengthM, sectorStartsM, width, theme}: DistanceScene,
  x: (metres: number) => number,
  bottom: number,
): void {
  pen.strokeStyle = theme.hairline;
  pen.lineWidth = 1;
  pen.beginPath();
  for (const at of sectorStartsM) {
    pen.moveTo(Math.round(x(at)) + 0.5, HEAD);
    pen.lineTo(Math.round(x(at)) + 0.5, bottom);
  }
  pen.stroke();
  pen.fillStyle = theme.colors.muted;
  pen.textBaseline = "middle";
  pen.textAlign = "center";
  const step = width < 500 ? 2000 : 1000;
  for (let at = 0; at <= lengthM; at += step) pen.fillText(at ? `${at / 1000} km` : "0", x(at), bottom + AXIS / 2);
}

function laneHead(pen: Pen, top: number, label: string, unit: string, {colors}: PitTheme): void {
  pen.fillStyle = colors.muted;
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  pen.fillText(`${label}  ${unit}`, LEFT, top - HEAD / 2);
}

function drawTicks(
  pen: Pen,
  {domain: [low, high], ticks, height: tall, factor}: DistanceLane,
  top: number,
  {width, theme}: Pick<DistanceScene, "width" | "theme">,
): void {
  pen.strokeStyle = theme.hairline;
  pen.fillStyle = theme.colors.muted;
  pen.textAlign = "right";
  pen.beginPath();
  for (const tick of ticks) {
    const y = Math.round(top + tall * (1 - (tick - low) / (high - low))) + 0.5;
    pen.moveTo(LEFT, y);
    pen.lineTo(width - RIGHT, y);
    pen.fillText(fixed(tick * factor), LEFT - 6, y);
  }
  pen.stroke();
}

/** Draws the difference; returns its last known value. */
function drawDelta(
  pen: Pen,
  values: Float32Array,
  x: (i: number) => number,
  {width, theme}: DistanceScene,
  top: number,
): number {
  const {colors, hairline} = theme;
  let most = LEAST_DELTA_S * 1000;
  let last = Number.NaN;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    most = Math.max(most, Math.abs(values[i]));
    last = values[i];
  }
  const limit = niceLimit(most);
  laneHead(pen, top, "difference, − is ahead", "s", theme);
  const y = (ms: number) => top + DELTA_HEIGHT * (0.5 + ms / (2 * limit));
  pen.strokeStyle = hairline;
  pen.fillStyle = colors.muted;
  pen.textAlign = "right";
  pen.beginPath();
  for (const ms of [-limit, 0, limit]) {
    pen.moveTo(LEFT, Math.round(y(ms)) + 0.5);
    pen.lineTo(width - RIGHT, Math.round(y(ms)) + 0.5);
    pen.fillText(ms ? signedSeconds(ms) : "0", LEFT - 6, y(ms));
  }
  pen.stroke();
  drawLine(pen, values, x, y, {color: colors[last > 0 ? "loss" : "gain"], width: 2, alpha: 1});
  return last;
}

/** A line where the car is. */
function drawHead(pen: Pen, x: number, [top, bottom]: readonly [number, number], {colors}: PitTheme): void {
  pen.strokeStyle = colors.foreground;
  pen.globalAlpha = 0.4;
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(x, top);
  pen.lineTo(x, bottom);
  pen.stroke();
  pen.globalAlpha = 1;
}

/** The next of 0.1, 0.2, 0.5, 1, 2, 5 … s that holds the value, ms. */
function niceLimit(ms: number): number {
  const power = 10 ** Math.floor(Math.log10(ms));
  const step = [1, 2, 5, 10].find((one) => one * power >= ms)!;
  return step * power;
}

function drawLine(
  pen: Pen,
  values: Float32Array,
  x: (i: number) => number,
  y: (value: number) => number,
  {color, width, alpha}: {color: string; width: number; alpha: number},
): void {
  pen.strokeStyle = color;
  pen.globalAlpha = alpha;
  pen.lineWidth = width;
  pen.lineJoin = "round";
  pen.beginPath();
  let open = false;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) open = false;
    else if (open) pen.lineTo(x(i), y(values[i]));
    else {
      pen.moveTo(x(i), y(values[i]));
      open = true;
    }
  }
  pen.stroke();
  pen.globalAlpha = 1;
}

/** "+0.5", of a tick. */
function signedSeconds(ms: number): string {
  return `${ms > 0 ? "+" : "−"}${fixed(Math.abs(ms) / 1000, 1)}`;
}
