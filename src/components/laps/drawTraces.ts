import {tickStep, ticks} from "npm:d3";
import {columnRange} from "../../core/signal/columnRange.js";
import {lowerBound} from "../../core/signal/search.js";
import type {Pen} from "../ui/canvas.js";
import type {Axis, View} from "../ui/cursor.js";
import {paintLine, type Raster} from "../ui/paintLine.js";
import {type AxisCorner, cornerLabels} from "./axisCorners.js";
import {chartText, type TraceChart} from "./traceCharts.js";
import {channelValues, type TraceLap} from "./traceLap.js";
import {FRAME, traceLayout, xScale, yScale} from "./traceLayout.js";
import {axisText} from "./traceScale.js";

export interface TraceTheme {
  muted: string;
  font: string;
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
  /** device pixels per CSS pixel */
  ratio: number;
}

/** Draws axes, grid, corners and sectors: everything but the lines and the cursor. */
export function drawFrame(pen: Pen, scene: TraceScene, theme: TraceTheme): void {
  const {charts, domains, width} = scene;
  const {tops, bottom, height} = traceLayout(charts);
  pen.clearRect(0, 0, width, height);
  pen.font = theme.font;
  pen.lineWidth = 1;
  pen.fillStyle = theme.muted;
  pen.strokeStyle = theme.muted;
  drawXAxis(pen, scene, bottom);
  charts.forEach((chart, c) => {
    drawYAxis(pen, chart, domains[c], tops[c], width);
  });
  drawBands(pen, scene, tops);
}

/** The band of a channel's error around each lap's line, where a lap has one. */
function drawBands(pen: Pen, scene: TraceScene, tops: readonly number[]): void {
  const {charts, domains, laps, axis, view} = scene;
  const px = xScale(scene);
  pen.globalAlpha = 0.16;
  charts.forEach((chart, c) => {
    const y = yScale(chart, domains[c], tops[c]);
    const clamped = (value: number) => Math.min(Math.max(y(value), tops[c]), tops[c] + chart.height);
    for (const lap of laps) {
      const [values, errors] = [channelValues(lap, chart.channel), lap.errors?.[chart.channel]];
      if (!values || !errors) continue;
      const x = lap.axes[axis];
      const known: number[] = [];
      const [from, to] = [lowerBound(x, view[0]), lowerBound(x, view[1])];
      for (let i = from; i < to; i++) if (Number.isFinite(values[i] + errors[i])) known.push(i);
      if (known.length < 2) continue;
      pen.beginPath();
      known.forEach((i, k) => {
        const at = clamped(values[i] + errors[i]);
        if (k) pen.lineTo(px(x[i]), at);
        else pen.moveTo(px(x[i]), at);
      });
      for (const i of known.reverse()) pen.lineTo(px(x[i]), clamped(values[i] - errors[i]));
      pen.closePath();
      pen.fill();
    }
  });
  pen.globalAlpha = 1;
}

/** Paints the lines of all laps into an empty raster of the charts' size in device pixels. */
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
    // the reference is the first lap and painted last, on top of the others
    for (let i = laps.length - 1; i >= 0; i--) {
      const values = channelValues(laps[i], chart.channel);
      if (!values) continue;
      const {[axis]: x, breaks} = laps[i].axes;
      // one more sample on either side: the line continues to the edge
      const from = Math.max(0, lowerBound(x, view[0]) - 1);
      const to = Math.min(x.length, lowerBound(x, view[1]) + 2);
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

function drawXAxis(pen: Pen, scene: TraceScene, bottom: number): void {
  const {axis, view, width, sectors} = scene;
  const px = xScale(scene);
  const count = Math.max(2, (width - FRAME.left) / 96);
  const positions = ticks(...view, count);
  pen.textAlign = "center";
  pen.textBaseline = "top";
  drawCorners(pen, scene, bottom);
  strokeVertical(pen, positions.map(px), FRAME.top, bottom, 0.16);
  for (const position of positions) {
    const x = px(position);
    const text = axisText(position, axis, tickStep(...view, count));
    if (x > FRAME.left + 14 && x < width - 18) pen.fillText(text, x, bottom + 21);
  }
  const seen = sectors.filter((s) => s !== null && s > view[0] && s < view[1]) as number[];
  strokeVertical(pen, seen.map(px), FRAME.top - 4, bottom, 0.6);
  for (const {text, x} of sectorLabels(scene)) pen.fillText(text, x, 4);
}

/** Each corner as a faint band, with its number below the charts. */
function drawCorners(pen: Pen, scene: TraceScene, bottom: number): void {
  const {corners, view, width} = scene;
  const px = xScale(scene);
  const [left, right] = [FRAME.left, width - FRAME.right];
  pen.globalAlpha = 0.07;
  for (const {from, to} of corners) {
    const [a, b] = [px(from), px(to)].map((x) => Math.min(Math.max(x, left), right));
    if (b > a) pen.fillRect(a, FRAME.top, b - a, bottom - FRAME.top);
  }
  pen.globalAlpha = 1;
  const seen = corners.filter(({at}) => at >= view[0] && at <= view[1]).map(({text, at}) => ({text, x: px(at)}));
  for (const {x} of seen) pen.fillRect(Math.round(x), bottom, 1, 4);
  for (const {text, x} of cornerLabels(seen)) pen.fillText(text, x, bottom + 6);
}

/** S1, S2 and S3 in the middle of the visible part of each sector, px, where there is room. */
export function sectorLabels(scene: Pick<TraceScene, "view" | "width" | "sectors">): {text: string; x: number}[] {
  const {view, sectors} = scene;
  if (sectors.every((s) => s === null)) return [];
  const px = xScale(scene);
  const bounds = [-Infinity, sectors[0], sectors[1], Infinity];
  return [0, 1, 2].flatMap((s) => {
    const [from, to] = [bounds[s], bounds[s + 1]];
    if (from === null || to === null) return [];
    const a = px(Math.max(from, view[0]));
    const b = px(Math.min(to, view[1]));
    return b - a > 20 ? [{text: `S${s + 1}`, x: (a + b) / 2}] : [];
  });
}

function strokeVertical(pen: Pen, xs: number[], top: number, bottom: number, alpha: number): void {
  if (!xs.length) return;
  pen.globalAlpha = alpha;
  pen.beginPath();
  for (const x of xs) {
    const crisp = Math.round(x) + 0.5;
    pen.moveTo(crisp, top);
    pen.lineTo(crisp, bottom);
  }
  pen.stroke();
  pen.globalAlpha = 1;
}

function drawYAxis(pen: Pen, chart: TraceChart, domain: [number, number], top: number, width: number): void {
  const y = yScale(chart, domain, top);
  const count = chart.height > 100 ? 5 : chart.discrete ? 4 : chart.unit === "%" ? 2 : 3;
  const values = ticks(...domain, count).filter((t) => !chart.discrete || Number.isInteger(t));
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  pen.globalAlpha = 0.16;
  pen.beginPath();
  for (const value of values) {
    pen.moveTo(FRAME.left, Math.round(y(value)) + 0.5);
    pen.lineTo(width - FRAME.right, Math.round(y(value)) + 0.5);
  }
  pen.stroke();
  pen.globalAlpha = 1;
  const step = (values.length > 1 ? values[1] - values[0] : 1) * chart.factor;
  const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  for (const value of values) {
    const at = Math.min(Math.max(y(value), top + 4), top + chart.height - 3);
    pen.fillText(chartText({...chart, digits}, value), FRAME.left - 6, at);
  }
}
