import {columnRange} from "../../core/signal/columnRange.js";
import {lowerBound} from "../../core/signal/search.js";
import type {Axis, View} from "../ui/cursor.js";
import {paintLine, type Raster} from "../ui/paintLine.js";
import {chartText, type TraceChart} from "./traceCharts.js";
import {channelValues, type TraceLap} from "./traceLap.js";
import {axisText, roundTicks} from "./traceScale.js";

/** What of a canvas context is drawn with, so that a recorder can stand in for it. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | "beginPath"
  | "moveTo"
  | "lineTo"
  | "stroke"
  | "fillRect"
  | "fillText"
  | "clearRect"
  | "save"
  | "restore"
  | "rect"
  | "clip"
  | "arc"
  | "fill"
  | "closePath"
  | "setLineDash"
  | "strokeStyle"
  | "fillStyle"
  | "lineWidth"
  | "lineJoin"
  | "lineCap"
  | "font"
  | "textAlign"
  | "textBaseline"
  | "globalAlpha"
>;

/** Pixels around and between the charts. */
export const FRAME = {left: 44, right: 12, top: 20, bottom: 36, header: 20, gap: 10};

export interface TraceTheme {
  muted: string;
  font: string;
}

/** A corner on the axis: its number, and where it begins, is tightest and ends. */
export interface AxisCorner {
  text: string;
  from: number;
  at: number;
  to: number;
}

export interface TraceScene {
  charts: readonly TraceChart[];
  domains: readonly [number, number][];
  laps: readonly TraceLap[];
  axis: Axis;
  view: View;
  /** where sectors 2 and 3 begin on the axis */
  sectors: readonly (number | null)[];
  /** corners of the first lap on the axis, ascending */
  corners: readonly AxisCorner[];
  width: number;
  /** device pixels a CSS pixel */
  ratio: number;
}

/** Top edge of each chart's drawing area, and the height of all. px */
export function traceLayout(charts: readonly TraceChart[]): {tops: number[]; bottom: number; height: number} {
  let y = FRAME.top;
  const tops = charts.map((chart) => {
    y += FRAME.header;
    const top = y;
    y += chart.height + FRAME.gap;
    return top;
  });
  const bottom = charts.length ? y - FRAME.gap : y;
  return {tops, bottom, height: bottom + FRAME.bottom};
}

/** Axis position ↔ px. */
export function xScale({view, width}: Pick<TraceScene, "view" | "width">): {
  px(x: number): number;
  at(px: number): number;
  perPixel: number;
} {
  const inner = Math.max(1, width - FRAME.left - FRAME.right);
  const perPixel = (view[1] - view[0]) / inner;
  return {
    px: (x) => FRAME.left + (x - view[0]) / perPixel,
    at: (px) => view[0] + (px - FRAME.left) * perPixel,
    perPixel,
  };
}

/** Draws axes, grid and sectors: all but the lines and what follows the cursor. */
export function drawFrame(pen: Pen, scene: TraceScene, theme: TraceTheme): void {
  const {charts, domains, width} = scene;
  const {tops, bottom, height} = traceLayout(charts);
  pen.clearRect(0, 0, width, height);
  drawAxis(pen, scene, theme, bottom);
  charts.forEach((chart, c) => {
    drawYAxis(pen, chart, domains[c], tops[c], width, theme);
  });
}

/** Paints the lines of all laps into an empty picture of the charts' size in device pixels. */
export function paintTraces(raster: Raster, scene: TraceScene, color: (lap: TraceLap) => string): void {
  const {charts, domains, laps, axis, view, width, ratio} = scene;
  const {tops} = traceLayout(charts);
  const left = Math.round(FRAME.left * ratio);
  const columns = Math.max(0, Math.min(Math.round((width - FRAME.right) * ratio), raster.width) - left);
  const step = (view[1] - view[0]) / Math.max(1, columns);
  charts.forEach((chart, c) => {
    const [least, greatest] = domains[c];
    const top = tops[c] * ratio;
    const bottom = (tops[c] + chart.height) * ratio;
    const scale = -(bottom - top) / (greatest - least || 1);
    // the reference is first in the list and painted last, so that it stays on top
    for (let i = laps.length - 1; i >= 0; i--) {
      const values = channelValues(laps[i], chart.channel);
      if (!values) continue;
      const x = laps[i].axes[axis];
      // one sample more on either side, so that the line leaves the picture instead of ending in it
      const from = Math.max(0, lowerBound(x, view[0]) - 1);
      const to = Math.min(x.length, lowerBound(x, view[1]) + 2);
      const {breaks} = laps[i].axes;
      const range = columnRange(x, values, {from, to, x0: view[0], step, columns, discrete: chart.discrete, breaks});
      paintLine(raster, range, {
        left,
        top: Math.floor(top - ratio),
        bottom: Math.ceil(bottom + ratio),
        zero: bottom - least * scale,
        scale,
        thickness: (i ? 1.25 : 1.5) * ratio,
        color: color(laps[i]),
      });
    }
  });
}

function drawAxis(pen: Pen, scene: TraceScene, theme: TraceTheme, bottom: number): void {
  const {axis, view, width, sectors} = scene;
  const {px} = xScale(scene);
  const ticks = roundTicks(view[0], view[1], Math.max(2, (width - FRAME.left) / 96));
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : 1;
  pen.font = theme.font;
  pen.lineWidth = 1;
  pen.fillStyle = theme.muted;
  pen.strokeStyle = theme.muted;
  pen.textAlign = "center";
  pen.textBaseline = "top";
  drawCorners(pen, scene, bottom);
  pen.globalAlpha = 0.16;
  vertical(pen, ticks.map(px), FRAME.top, bottom);
  pen.globalAlpha = 1;
  for (const tick of ticks) {
    const x = px(tick);
    if (x > FRAME.left + 14 && x < width - 18) pen.fillText(axisText(tick, axis, step), x, bottom + 21);
  }
  const known = sectors.filter((s): s is number => s !== null && s > view[0] && s < view[1]);
  pen.globalAlpha = 0.6;
  vertical(pen, known.map(px), FRAME.top - 4, bottom);
  pen.globalAlpha = 1;
  drawSectorNames(pen, scene, px);
}

/** Each corner as a faint band, its number under the charts; numbers that would touch are written as one: 9–10. */
function drawCorners(pen: Pen, scene: TraceScene, bottom: number): void {
  const {corners, view, width} = scene;
  const {px} = xScale(scene);
  const [left, right] = [FRAME.left, width - FRAME.right];
  pen.globalAlpha = 0.07;
  for (const {from, to} of corners) {
    const [a, b] = [px(from), px(to)].map((x) => Math.min(Math.max(x, left), right));
    if (b > a) pen.fillRect(a, FRAME.top, b - a, bottom - FRAME.top);
  }
  pen.globalAlpha = 1;
  const names: AxisName[] = [];
  for (const {text, at} of corners) {
    if (at < view[0] || at > view[1]) continue;
    const x = px(at);
    pen.fillRect(Math.round(x), bottom, 1, 4);
    let name: AxisName = {first: text, last: text, from: x, to: x};
    // a name that has grown may touch the one before it
    for (let before = names.at(-1); before && touches(before, name); before = names.at(-1)) {
      name = {...name, first: before.first, from: before.from};
      names.pop();
    }
    names.push(name);
  }
  for (const name of names) pen.fillText(nameOf(name), middleOf(name), bottom + 6);
}

/** Corners that share a name on the axis, and where they lie, px. */
interface AxisName {
  first: string;
  last: string;
  from: number;
  to: number;
}

const nameOf = ({first, last}: AxisName) => (first === last ? first : `${first}–${last}`);
const middleOf = ({from, to}: AxisName) => (from + to) / 2;
/** px of half a name at 11 px */
const halfOf = (name: AxisName) => 3.2 * nameOf(name).length;
const touches = (a: AxisName, b: AxisName) => middleOf(b) - halfOf(b) < middleOf(a) + halfOf(a) + 3;

/** S1, S2, S3 in the middle of what is seen of each, where there is room. */
function drawSectorNames(pen: Pen, {view, sectors}: TraceScene, px: (x: number) => number): void {
  if (sectors.every((s) => s === null)) return;
  const bounds = [-Infinity, sectors[0], sectors[1], Infinity];
  for (let s = 0; s < 3; s++) {
    const [from, to] = [bounds[s], bounds[s + 1]];
    if (from === null || to === null) continue;
    const a = px(Math.max(from, view[0]));
    const b = px(Math.min(to, view[1]));
    if (b - a > 20) pen.fillText(`S${s + 1}`, (a + b) / 2, 4);
  }
}

function vertical(pen: Pen, xs: number[], top: number, bottom: number): void {
  if (!xs.length) return;
  pen.beginPath();
  for (const x of xs) {
    const crisp = Math.round(x) + 0.5;
    pen.moveTo(crisp, top);
    pen.lineTo(crisp, bottom);
  }
  pen.stroke();
}

function drawYAxis(
  pen: Pen,
  chart: TraceChart,
  [least, greatest]: [number, number],
  top: number,
  width: number,
  theme: TraceTheme,
): void {
  const y = yScale(chart, [least, greatest], top);
  const count = chart.height > 100 ? 5 : chart.discrete ? 4 : chart.unit === "%" ? 2 : 3;
  const ticks = roundTicks(least, greatest, count).filter((t) => !chart.discrete || Number.isInteger(t));
  pen.font = theme.font;
  pen.fillStyle = theme.muted;
  pen.strokeStyle = theme.muted;
  pen.lineWidth = 1;
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  pen.globalAlpha = 0.16;
  pen.beginPath();
  for (const tick of ticks) {
    pen.moveTo(FRAME.left, Math.round(y(tick)) + 0.5);
    pen.lineTo(width - FRAME.right, Math.round(y(tick)) + 0.5);
  }
  pen.stroke();
  pen.globalAlpha = 1;
  const step = ticks.length > 1 ? (ticks[1] - ticks[0]) * chart.factor : 1;
  const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  for (const tick of ticks) {
    pen.fillText(
      chartText({...chart, digits}, tick),
      FRAME.left - 6,
      Math.min(Math.max(y(tick), top + 4), top + chart.height - 3),
    );
  }
}

export function yScale(chart: TraceChart, [least, greatest]: [number, number], top: number): (value: number) => number {
  const k = chart.height / (greatest - least || 1);
  return (value) => top + chart.height - (value - least) * k;
}
