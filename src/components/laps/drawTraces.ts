import {tickStep, ticks} from "npm:d3";
import type {Pen} from "../ui/canvas.js";
import type {ColorName} from "../ui/palette.js";
import {cornerLabels} from "./axisCorners.js";
import type {Domain} from "./chartDomain.js";
import {drawErrorBands} from "./drawErrorBands.js";
import {channelText, type TraceChannel, writtenText} from "./traceChannels.js";
import {isStates, labelWithin, type TraceChart} from "./traceCharts.js";
import {FRAME, type TraceLayout, xScale, yScale} from "./traceLayout.js";
import {axisText} from "./traceScale.js";
import type {TraceScene} from "./traceScene.js";

export interface TraceTheme {
  muted: string;
  font: string;
  color(name: ColorName): string;
}

/** Draws axes, grid, corners and sectors: everything but the lines and the cursor. */
export function drawFrame(pen: Pen, scene: TraceScene, theme: TraceTheme): void {
  const {charts, domains, width} = scene;
  const {tops, bottom, height} = scene.layout;
  pen.clearRect(0, 0, width, height);
  pen.font = theme.font;
  pen.lineWidth = 1;
  pen.fillStyle = theme.muted;
  pen.strokeStyle = theme.muted;
  drawXAxis(pen, scene, bottom);
  charts.forEach((chart, c) => {
    if (isStates(chart)) drawStateNames(pen, chart, tops[c]);
    domains[c].forEach((domain, side) => {
      drawYAxis(pen, chart, {domain, side, top: tops[c], right: rightEdge(scene)});
    });
  });
  drawErrorBands(pen, scene, theme.color);
}

/** Of the charts, px. */
const rightEdge = ({width, layout}: TraceScene) => width - layout.right;

function drawXAxis(pen: Pen, scene: TraceScene, bottom: number): void {
  const {axis, view, width, sectors} = scene;
  const px = xScale({...scene, ...scene.layout});
  const count = Math.max(2, (rightEdge(scene) - FRAME.left) / 96);
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
  const {corners, view} = scene;
  const px = xScale({...scene, ...scene.layout});
  const [left, right] = [FRAME.left, rightEdge(scene)];
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
export function sectorLabels(
  scene: Pick<TraceScene, "view" | "width" | "sectors"> & {layout?: TraceLayout},
): {text: string; x: number}[] {
  const {view, sectors} = scene;
  if (sectors.every((s) => s === null)) return [];
  const px = xScale({...scene, ...scene.layout});
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

/** The axis at the left (side 0) has the grid lines; one at the right (side 1) has its own numbers only. */
function drawYAxis(
  pen: Pen,
  chart: TraceChart,
  {domain, side, top, right}: {domain: Domain; side: number; top: number; right: number},
): void {
  const y = yScale(chart, domain, top);
  const channels = chart.channels.filter(({unit}) => unit === chart.units[side]);
  const isStepped = channels.every(({kind}) => kind === "step");
  const count = chart.height > 100 ? 5 : isStepped ? 4 : channels[0].unit === "%" ? 2 : 3;
  const values = ticks(...domain, count).filter((t) => !isStepped || Number.isInteger(t));
  pen.textAlign = side === 0 ? "right" : "left";
  pen.textBaseline = "middle";
  if (side === 0) strokeHorizontal(pen, values.map(y), FRAME.left, right);
  const step = values.length > 1 ? values[1] - values[0] : 1;
  const digits = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  for (const value of values) {
    const at = Math.min(Math.max(y(value), top + 4), top + chart.height - 3);
    pen.fillText(tickText(channels[0], value, digits), side === 0 ? FRAME.left - 6 : right + 6, at);
  }
}

function tickText(channel: TraceChannel, value: number, digits: number): string {
  return channel.id === "gear" ? channelText(channel, value) : writtenText(channel, value, digits);
}

function strokeHorizontal(pen: Pen, ys: number[], left: number, right: number): void {
  pen.globalAlpha = 0.16;
  pen.beginPath();
  for (const y of ys) {
    pen.moveTo(left, Math.round(y) + 0.5);
    pen.lineTo(right, Math.round(y) + 0.5);
  }
  pen.stroke();
  pen.globalAlpha = 1;
}

/** Which band is which channel, where there are several. */
function drawStateNames(pen: Pen, chart: TraceChart, top: number): void {
  const {channels, height} = chart;
  if (channels.length < 2) return;
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  channels.forEach((channel, n) => {
    const name = labelWithin(chart, channel);
    const text = name.length > 6 ? String(n + 1) : name;
    pen.fillText(text, FRAME.left - 6, top + ((n + 0.5) * height) / channels.length);
  });
}
