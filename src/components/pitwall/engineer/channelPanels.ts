import {extent, max, ticks} from "npm:d3";
import type {LiveSource} from "../../../core/live/timeline/liveSource.js";
import type {TraceChannel} from "../../laps/traceChannels.js";
import {expandedIds, wheelSetId} from "../../laps/wheelSets.js";
import {make, type Pen, sizeCanvas} from "../../ui/canvas.js";
import {fixed} from "../../ui/format.js";
import type {PitTheme} from "../pitTheme.js";
import {setText} from "../textCell.js";
import type {PanelKind} from "./panelSpec.js";

export interface ChannelPanelContext {
  source: LiveSource;
  car: () => number;
  theme: () => PitTheme;
  /** s that x–y plots and histograms hold */
  seconds: () => number;
}

/** Shows one or two channels of the chosen car; `update` writes what has changed. */
export interface ChannelPanel {
  element: HTMLElement;
  update(): void;
}

const WHEELS = ["FL", "FR", "RL", "RR"];
const PLOT = {width: 260, height: 170, left: 40, bottom: 26, top: 8, right: 8};
const BINS = 24;

/** Makes a panel of a kind for its channels. */
export const CHANNEL_PANELS: Record<
  PanelKind,
  (context: ChannelPanelContext, channels: readonly TraceChannel[]) => ChannelPanel
> = {number: numberPanel, bar: barPanel, histogram: histogramPanel, xy: xyPanel, wheels: wheelsPanel};

function written({source, car}: ChannelPanelContext, {id, factor, digits}: TraceChannel): string {
  return fixed(source.latest(car(), id) * factor, digits);
}

function numberPanel(context: ChannelPanelContext, [channel]: readonly TraceChannel[]): ChannelPanel {
  const value = make("b", "pw-number-value");
  const element = make(
    "p",
    "pw-channel-number",
    value,
    make("span", "pw-unit", channel.unit ? ` ${channel.unit}` : ""),
  );
  return {element, update: () => setText(value, written(context, channel))};
}

/** Within the channel's range, or what has been seen of it. */
function barPanel(context: ChannelPanelContext, [channel]: readonly TraceChannel[]): ChannelPanel {
  const fill = make("i");
  const bar = make("div", "pw-channel-bar", fill);
  const value = make("b");
  const ends = make("span", "lb-caption");
  const element = make("div", "", bar, make("p", "", value, ` ${channel.unit} `, ends));
  let [low, high] = channel.range ?? [Number.NaN, Number.NaN];
  return {
    element,
    update() {
      const now = context.source.latest(context.car(), channel.id) * channel.factor;
      setText(value, written(context, channel));
      if (Number.isNaN(now)) return;
      if (!(now >= low)) low = now;
      if (!(now <= high)) high = now;
      fill.style.width = `${(100 * (now - low)) / (high - low || 1)}%`;
      setText(ends, `of ${fixed(low, channel.digits)} to ${fixed(high, channel.digits)}`);
    },
  };
}

/** The four wheels as they stand on the car, seen from above. */
function wheelsPanel(context: ChannelPanelContext, [channel]: readonly TraceChannel[]): ChannelPanel {
  const ids = expandedIds(wheelSetId(channel.id));
  const cells = WHEELS.map(() => make("b"));
  const element = make(
    "div",
    "pw-wheels",
    ...WHEELS.map((wheel, i) => make("span", "", make("span", "lb-caption", wheel), cells[i])),
  );
  element.title = channel.unit;
  return {
    element,
    update() {
      WHEELS.forEach((_, i) => {
        setText(
          cells[i],
          ids.length === 4 ? written(context, {...channel, id: ids[i]}) : i ? "" : written(context, channel),
        );
      });
    },
  };
}

/** A canvas with axes; `draw` gets the scales of px. */
function plotPanel(context: ChannelPanelContext, label: string, draw: (pen: Pen) => void): ChannelPanel {
  const canvas = make("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", label);
  const pen = sizeCanvas(canvas, PLOT.width, PLOT.height);
  return {
    element: make("div", "pw-channel-plot", canvas),
    update() {
      if (!pen) return;
      pen.clearRect(0, 0, PLOT.width, PLOT.height);
      pen.font = "11px system-ui, sans-serif";
      pen.fillStyle = context.theme().colors.muted;
      draw(pen);
    },
  };
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

function drawAxes(pen: Pen, x: Axis, y: Axis | null, {hairline}: PitTheme): void {
  const bottom = PLOT.height - PLOT.bottom;
  pen.strokeStyle = hairline;
  pen.lineWidth = 1;
  pen.beginPath();
  pen.textBaseline = "middle";
  pen.textAlign = "center";
  for (const tick of ticks(x.low, x.high, 4)) {
    pen.moveTo(Math.round(x.at(tick)) + 0.5, PLOT.top);
    pen.lineTo(Math.round(x.at(tick)) + 0.5, bottom);
    pen.fillText(String(tick).replace("-", "−"), x.at(tick), bottom + 12);
  }
  pen.textAlign = "right";
  for (const tick of y ? ticks(y.low, y.high, 4) : []) {
    pen.moveTo(PLOT.left, Math.round(y!.at(tick)) + 0.5);
    pen.lineTo(PLOT.width - PLOT.right, Math.round(y!.at(tick)) + 0.5);
    pen.fillText(String(tick).replace("-", "−"), PLOT.left - 5, y!.at(tick));
  }
  pen.stroke();
}

/** One channel against another over the last seconds; the newest sample is marked. */
function xyPanel(context: ChannelPanelContext, [first, second]: readonly TraceChannel[]): ChannelPanel {
  return plotPanel(context, `${second.label} over ${first.label}`, (pen) => {
    const {source, car, seconds, theme} = context;
    const xs = source.window(car(), first.id, seconds()).values;
    const ys = source.window(car(), second.id, seconds()).values;
    const [ex, ey] = [extent(xs), extent(ys)];
    if (ex[0] === undefined || ey[0] === undefined) {
      pen.fillText("no values", PLOT.left, PLOT.height / 2);
      return;
    }
    const x = axis([ex[0] * first.factor, ex[1] * first.factor], PLOT.left, PLOT.width - PLOT.right);
    const y = axis([ey[0] * second.factor, ey[1] * second.factor], PLOT.height - PLOT.bottom, PLOT.top);
    drawAxes(pen, x, y, theme());
    const {colors} = theme();
    pen.fillStyle = colors.series1;
    pen.globalAlpha = 0.5;
    const n = Math.min(xs.length, ys.length);
    for (let i = 0; i < n; i++) pen.fillRect(x.at(xs[i] * first.factor) - 1, y.at(ys[i] * second.factor) - 1, 2, 2);
    pen.globalAlpha = 1;
    if (!n) return;
    pen.fillStyle = colors.foreground;
    pen.fillRect(x.at(xs[n - 1] * first.factor) - 3, y.at(ys[n - 1] * second.factor) - 3, 6, 6);
  });
}

/** How long a channel had each value in the last seconds. */
function histogramPanel(context: ChannelPanelContext, [channel]: readonly TraceChannel[]): ChannelPanel {
  const counts = new Float64Array(BINS);
  return plotPanel(context, `histogram of ${channel.label}`, (pen) => {
    const {source, car, seconds, theme} = context;
    const {values} = source.window(car(), channel.id, seconds());
    const [low, high] = extent(values);
    if (low === undefined || high === undefined) {
      pen.fillText("no values", PLOT.left, PLOT.height / 2);
      return;
    }
    const x = axis([low * channel.factor, high * channel.factor], PLOT.left, PLOT.width - PLOT.right);
    counts.fill(0);
    for (let i = 0; i < values.length; i++) {
      const bin = Math.floor((BINS * (values[i] * channel.factor - x.low)) / (x.high - x.low));
      if (bin >= 0) counts[Math.min(BINS - 1, bin)]++;
    }
    drawAxes(pen, x, null, theme());
    const most = max(counts) || 1;
    const bottom = PLOT.height - PLOT.bottom;
    const wide = (PLOT.width - PLOT.right - PLOT.left) / BINS;
    pen.fillStyle = theme().colors.series1;
    for (let i = 0; i < BINS; i++) {
      const tall = (counts[i] / most) * (bottom - PLOT.top);
      pen.fillRect(PLOT.left + i * wide + 0.5, bottom - tall, wide - 1, tall);
    }
  });
}
