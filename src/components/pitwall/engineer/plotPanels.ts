import {extent, max, nice, tickStep, ticks} from "npm:d3";
import {channelText} from "../../laps/traceChannels.js";
import type {Pen} from "../../ui/canvas.js";
import {type Dial, drawDialScale, drawDialValue, RPM_DIAL, SPEED_DIAL} from "../dial.js";
import {createLayers} from "../layers.js";
import type {PitTheme} from "../pitTheme.js";
import type {ChannelPanel, ChannelPanelContext, MakeChannelPanel} from "./channelPanel.js";

const HEIGHT = 170;
const EDGE = {left: 44, bottom: 24, top: 8, right: 10};
const BOTTOM = HEIGHT - EDGE.bottom;
const BINS = 24;
const FONT = "11px system-ui, sans-serif";
/** numbers on a gauge's scale, about */
const GAUGE_TICKS = 6;

/** A canvas as wide as its place, drawn ten times a second. */
function plotPanel(context: ChannelPanelContext, label: string, draw: (pen: Pen, width: number) => void): ChannelPanel {
  const layers = createLayers(1, {heightFor: () => HEIGHT, resized: update});
  layers.element.setAttribute("role", "img");
  layers.element.setAttribute("aria-label", label);
  function update(): void {
    const [pen] = layers.pens;
    if (!pen) return;
    pen.clearRect(0, 0, layers.width, HEIGHT);
    pen.font = FONT;
    pen.fillStyle = context.theme().colors.muted;
    draw(pen, layers.width);
  }
  return {element: layers.element, update, stop: layers.stop};
}

interface Axis {
  low: number;
  high: number;
  /** px of a value */
  at: (value: number) => number;
}

function axis([low, high]: readonly [number, number], from: number, to: number): Axis {
  const spread = high > low ? high - low : Math.max(1, Math.abs(high)) * 0.1;
  const [least, most] = [low - 0.04 * spread, high + 0.04 * spread];
  return {low: least, high: most, at: (value) => from + ((value - least) / (most - least)) * (to - from)};
}

const tickText = (tick: number) => String(tick).replace("-", "−");

function drawAxes(pen: Pen, width: number, x: Axis, y: Axis | null, {hairline}: PitTheme): void {
  pen.strokeStyle = hairline;
  pen.lineWidth = 1;
  pen.beginPath();
  pen.textBaseline = "middle";
  pen.textAlign = "center";
  for (const tick of ticks(x.low, x.high, Math.max(3, width / 80))) {
    pen.moveTo(Math.round(x.at(tick)) + 0.5, EDGE.top);
    pen.lineTo(Math.round(x.at(tick)) + 0.5, BOTTOM);
    pen.fillText(tickText(tick), x.at(tick), BOTTOM + 12);
  }
  pen.textAlign = "right";
  for (const tick of y ? ticks(y.low, y.high, 4) : []) {
    pen.moveTo(EDGE.left, Math.round(y!.at(tick)) + 0.5);
    pen.lineTo(width - EDGE.right, Math.round(y!.at(tick)) + 0.5);
    pen.fillText(tickText(tick), EDGE.left - 5, y!.at(tick));
  }
  pen.stroke();
}

function drawNone(pen: Pen): void {
  pen.textAlign = "left";
  pen.fillText("no values", EDGE.left, HEIGHT / 2);
}

/** One channel against another over the last seconds; the newest sample is marked. */
export const xyPanel: MakeChannelPanel = (context, [first, second]) =>
  plotPanel(context, `${second.label} over ${first.label}`, (pen, width) => {
    const {source, car, seconds, theme} = context;
    const xs = source.window(car(), first.id, seconds()).values;
    const ys = source.window(car(), second.id, seconds()).values;
    const [ex, ey] = [extent(xs), extent(ys)];
    if (ex[0] === undefined || ey[0] === undefined) return drawNone(pen);
    const x = axis([ex[0] * first.factor, ex[1] * first.factor], EDGE.left, width - EDGE.right);
    const y = axis([ey[0] * second.factor, ey[1] * second.factor], BOTTOM, EDGE.top);
    drawAxes(pen, width, x, y, theme());
    const {colors} = theme();
    pen.fillStyle = colors.series1;
    pen.globalAlpha = 0.5;
    const n = Math.min(xs.length, ys.length);
    for (let i = 0; i < n; i++) pen.fillRect(x.at(xs[i] * first.factor) - 1, y.at(ys[i] * second.factor) - 1, 2, 2);
    pen.globalAlpha = 1;
    pen.fillStyle = colors.foreground;
    pen.fillRect(x.at(xs[n - 1] * first.factor) - 3, y.at(ys[n - 1] * second.factor) - 3, 6, 6);
  });

/** How long a channel had each value in the last seconds. */
export const histogramPanel: MakeChannelPanel = (context, [channel]) => {
  const counts = new Float64Array(BINS);
  return plotPanel(context, `histogram of ${channel.label}`, (pen, width) => {
    const {source, car, seconds, theme} = context;
    const {values} = source.window(car(), channel.id, seconds());
    const [low, high] = extent(values);
    if (low === undefined || high === undefined) return drawNone(pen);
    const x = axis([low * channel.factor, high * channel.factor], EDGE.left, width - EDGE.right);
    counts.fill(0);
    for (let i = 0; i < values.length; i++) {
      const bin = Math.floor((BINS * (values[i] * channel.factor - x.low)) / (x.high - x.low));
      if (bin >= 0) counts[Math.min(BINS - 1, bin)]++;
    }
    drawAxes(pen, width, x, null, theme());
    const most = max(counts) || 1;
    const wide = (width - EDGE.right - EDGE.left) / BINS;
    pen.fillStyle = theme().colors.series1;
    for (let i = 0; i < BINS; i++) {
      const tall = (counts[i] / most) * (BOTTOM - EDGE.top);
      pen.fillRect(EDGE.left + i * wide + 0.5, BOTTOM - tall, wide - 1, tall);
    }
  });
};

/** A round scale over the channel's range, or over what has been seen of it. */
export const gaugePanel: MakeChannelPanel = (context, [channel]) => {
  const known = [SPEED_DIAL, RPM_DIAL][["speedKmh", "rpm"].indexOf(channel.id)];
  let [low, high] = channel.range ?? [0, 0];
  let dial: Dial = known ?? gaugeDial(channel.unit, low, high);
  return plotPanel(context, `gauge of ${channel.label}`, (pen, width) => {
    const {source, car, theme} = context;
    const value = source.latest(car(), channel.id);
    const written = value * channel.factor;
    if (!known && (written < low || written > high)) {
      low = Math.min(low, written);
      high = Math.max(high, written);
      dial = gaugeDial(channel.unit, low, high);
    }
    const disc = {x: width / 2, y: HEIGHT / 2 + 4, radius: HEIGHT / 2 - 8};
    const colors = theme();
    drawDialScale(pen, {...dial, label: ""}, disc, colors);
    drawDialValue(pen, dial, disc, written, written >= dial.red ? colors.colors.loss : colors.colors.foreground);
    pen.fillStyle = colors.colors.foreground;
    pen.font = "650 26px system-ui, sans-serif";
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(channelText(channel, value), disc.x, disc.y);
  });
};

function gaugeDial(unit: string, low: number, high: number): Dial {
  const [least, most] = nice(low, high > low ? high : low + 1, GAUGE_TICKS);
  const divisor = most >= 10_000 ? 1000 : 1;
  const shown = divisor > 1 ? `${unit} × 1000`.trim() : unit;
  return {label: "", unit: shown, least, most, step: tickStep(least, most, GAUGE_TICKS), divisor, red: Infinity};
}
