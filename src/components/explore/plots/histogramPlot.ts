import * as Plot from "npm:@observablehq/plot";
import {ticks} from "npm:d3";
import {html} from "npm:htl";
import {rowsInRange} from "../../../core/laps/range/rangeSegments.js";
import type {LineRange} from "../../../core/laps/range/rangeTimes.js";
import {timeAtInRange} from "../../../core/laps/range/timeAtInRange.js";
import type {LineLap} from "../../laps/lapsOnLine.js";
import type {TraceChannel} from "../../laps/traceChannels.js";
import {fixed, withUnit} from "../../ui/format.js";
import {color} from "../../ui/palette.js";
import {plotChart} from "../../ui/plotChart.js";
import {samplesOf} from "../samplesOf.js";
import {domainOf} from "./xyPoints.js";

/** The time of a lap at each value of a channel; values as they are written. */
export interface LapHistogram {
  lap: LineLap;
  edges: Float64Array;
  /** s in each cell */
  seconds: Float64Array;
  /** s in all of them, and without a value */
  totalS: number;
  unknownS: number;
}

/** Cells of a histogram of a continuous channel, about. */
const CELLS = 30;

/** The time that laps spend at each value of a channel in a stretch, in the same cells; laps without the channel are left out. */
export function lapHistograms(laps: readonly LineLap[], channel: TraceChannel, range: LineRange): LapHistogram[] {
  const known = laps.flatMap((lap) => {
    const values = channel.values(lap.trace);
    return values ? [{lap, values}] : [];
  });
  const within = known.map(({lap, values}) =>
    Float64Array.from(rowsInRange(samplesOf(lap), range).rows, (row) => values[row] * channel.factor),
  );
  const edges = cellsOf(domainOf(within, {room: 0}), channel);
  return known.flatMap(({lap, values}) => {
    const written = values.map((value) => value * channel.factor);
    const {seconds, unknownS} = timeAtInRange(samplesOf(lap), written, range, edges);
    const totalS = seconds.reduce((sum, value) => sum + value, 0);
    return totalS > 0 ? [{lap, edges: Float64Array.from(edges), seconds, totalS, unknownS}] : [];
  });
}

/** Round edges that reach over all values within the channel's range; of a discrete channel one cell a value. */
function cellsOf(domain: [number, number], {kind, range = [-Infinity, Infinity]}: TraceChannel): number[] {
  const [least, most] = [Math.max(domain[0], range[0]), Math.min(domain[1], range[1])];
  if (kind !== "line") {
    const [first, last] = [Math.floor(least), Math.ceil(most)];
    return Array.from({length: last - first + 2}, (_, i) => first + i - 0.5);
  }
  const inner = ticks(least, most, CELLS);
  const step = inner.length > 1 ? inner[1] - inner[0] : 1;
  const first = Math.floor(least / step);
  const count = Math.max(1, Math.ceil(most / step - 1e-9) - first);
  // a multiple of the step: sums would drift
  return Array.from({length: count + 1}, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

export interface HistogramOptions {
  width: number;
  height?: number;
  /** instead of the channel's own */
  title?: string;
}

/** Histograms of laps over each other: the share of the time at each value; the first lap filled, as all of a single lap. */
export function histogramPlot(
  histograms: readonly LapHistogram[],
  channel: TraceChannel,
  {width, height = 240, title = withUnit(channel.label, channel.unit)}: HistogramOptions,
): HTMLElement {
  if (!histograms.length) return html`<p class="lb-muted">No values of ${channel.label} here.</p>`;
  const outlines = histograms.map((one) => ({...one, outline: outlineOf(one)}));
  const [{edges}] = histograms;
  const plot = plotChart({
    width,
    height,
    marginLeft: 52,
    marginRight: 12,
    marginTop: 24,
    marginBottom: 40,
    style: {fontSize: "12px"},
    ariaLabel: `time at ${title}, share of each lap`,
    x: {
      domain: [edges[0], edges[edges.length - 1]],
      label: title,
      labelAnchor: "center",
      labelArrow: "none",
      ticks: width / 90,
    },
    y: {label: "share of the time (%)", labelAnchor: "top", labelArrow: "none", ticks: 4, grid: true, zero: true},
    marks: [
      ...outlines
        .slice(0, 1)
        .map(({outline, lap}) =>
          Plot.areaY(outline, {x: "x", y1: 0, y2: "y", fill: color(lap.trace.color), fillOpacity: 0.2}),
        ),
      ...outlines.toReversed().map(({outline, lap}) =>
        Plot.lineY(outline, {
          x: "x",
          y: "y",
          stroke: color(lap.trace.color),
          strokeWidth: 1.75,
          strokeDasharray: lap.trace.dash || undefined,
        }),
      ),
      Plot.ruleY([0]),
      Plot.tip(tipsOf(histograms, channel), Plot.pointerX({x: "x", y: "y", title: "text", fill: color("background")})),
    ],
  });
  return html<HTMLElement>`<div>${plot}</div>`;
}

/** Cells as a line with steps. */
function outlineOf({edges, seconds, totalS}: LapHistogram): {x: number; y: number}[] {
  return Array.from(seconds, (value, i) =>
    [edges[i], edges[i + 1]].map((x) => ({x, y: (100 * value) / totalS})),
  ).flat();
}

function tipsOf(
  histograms: readonly LapHistogram[],
  {kind, unit}: TraceChannel,
): {x: number; y: number; text: string}[] {
  const [{edges}] = histograms;
  return Array.from({length: edges.length - 1}, (_, i) => {
    const shares = histograms.map(({seconds, totalS}) => (100 * seconds[i]) / totalS);
    const lines = histograms.map(
      ({lap, seconds}, k) => `${lap.trace.label}: ${fixed(shares[k], 1)} %, ${fixed(seconds[i], 2)} s`,
    );
    return {
      x: (edges[i] + edges[i + 1]) / 2,
      y: Math.max(...shares),
      text: [kind === "line" ? `${edges[i]} to ${edges[i + 1]} ${unit}` : `${edges[i] + 0.5}`, ...lines].join("\n"),
    };
  });
}
