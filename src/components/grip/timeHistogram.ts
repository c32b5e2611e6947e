import * as Plot from "npm:@observablehq/plot";
import {ticks} from "npm:d3";
import {html} from "npm:htl";
import {type TimedColumn, timeAtOver} from "../../core/laps/conditions/timeAt.js";
import {channelText, traceChannel} from "../laps/traceChannels.js";
import {fixed, percent, withUnit} from "../ui/format.js";
import {color} from "../ui/palette.js";
import {plotChart} from "../ui/plotChart.js";
import type {GripSeries} from "./gripSeries.js";

/** Cells of a histogram, about. */
const CELLS = 24;
/** A discrete channel with more values is drawn in cells. */
const MOST_VALUES = 40;

/**
 * How long each series was at each value of a channel, as a share of the time in which it is known: cells of the first series filled, all as
 * steps. A note where no series has the channel.
 */
export function timeHistogram(
  all: readonly GripSeries[],
  channel: string,
  {width, height = 200}: {width: number; height?: number},
): HTMLElement {
  const traced = traceChannel(channel);
  const {label, unit} = traced;
  const shown = all.map((one) => ({one, columns: columnsOf(one, channel)})).filter(({columns}) => columns.length > 0);
  const range = rangeOf(shown.flatMap(({columns}) => columns));
  const head = html`<h3>${withUnit(label, unit)}</h3>`;
  if (!range) return html<HTMLElement>`<figure>${head}<p class="lb-muted">Not recorded by these laps.</p></figure>`;
  const edges = edgesOf(range, traced.kind !== "line");
  const isDiscrete = traced.kind !== "line" && edges[1] - edges[0] === 1;
  let unknownS = 0;
  const cells = shown.flatMap(({one, columns}) => {
    const at = timeAtOver(columns, edges);
    const total = at.seconds.reduce((sum, s) => sum + s, 0);
    unknownS += at.unknownS;
    return Array.from(at.seconds, (s, i) => ({one, from: edges[i], to: edges[i + 1], share: total ? s / total : 0}));
  });
  const text = (value: number) => channelText(traced, value);
  const steps = shown.flatMap(({one}) => {
    const own = cells.filter((cell) => cell.one === one);
    return [
      {one, at: own[0].from, share: 0},
      ...own.flatMap(({from, to, share}) => [
        {one, at: from, share},
        {one, at: to, share},
      ]),
      {one, at: own[own.length - 1].to, share: 0},
    ];
  });
  const plot = plotChart({
    width,
    height,
    marginLeft: 40,
    marginRight: 12,
    marginTop: 10,
    marginBottom: 28,
    ariaLabel: `time at ${label}`,
    x: {
      domain: [edges[0], edges[edges.length - 1]],
      label: null,
      ticks: isDiscrete ? Math.min(10, edges.length - 1) : 6,
      tickFormat: text,
    },
    y: {grid: true, ticks: 4, label: null, tickFormat: (share: number) => percent(share), zero: true},
    marks: [
      Plot.rectY(
        cells.filter(({one}) => one === shown[0].one),
        {
          x1: "from",
          x2: "to",
          y: "share",
          fill: shown[0].one.color,
          fillOpacity: 0.22,
          insetLeft: 0.5,
          insetRight: 0.5,
        },
      ),
      Plot.line(steps, {x: "at", y: "share", z: ({one}) => one.key, stroke: ({one}) => one.color, strokeWidth: 1.5}),
      Plot.ruleY([0], {stroke: color("foreground")}),
      Plot.tip(
        cells,
        Plot.pointer({
          x: ({from, to}) => (from + to) / 2,
          y: "share",
          title: ({one, from, to, share}) =>
            `${one.label}\n${isDiscrete ? text((from + to) / 2) : `${text(from)} to ${text(to)}`} ${unit}: ${percent(share, 1)} of the time`,
        }),
      ),
    ],
  });
  const missing = all.filter((one) => !shown.some((found) => found.one === one)).map((one) => one.label);
  const notes = [
    unknownS >= 0.05 && `${fixed(unknownS, 1)} s unknown`,
    missing.length > 0 && `not recorded: ${missing.join(", ")}`,
  ].filter(Boolean);
  return html<HTMLElement>`<figure>${head}${plot}${notes.length ? html`<p class="lb-muted">${notes.join("; ")}</p>` : ""}</figure>`;
}

function columnsOf({laps}: GripSeries, channel: string): TimedColumn[] {
  return laps.flatMap(({samples, time, breaks}) => {
    if (!samples.has(channel)) return [];
    const values = samples.values(channel);
    return values.some(Number.isFinite) ? [{time, values, breaks}] : [];
  });
}

function rangeOf(columns: readonly TimedColumn[]): [number, number] | null {
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const {values} of columns)
    for (let i = 0; i < values.length; i++) {
      if (values[i] < least) least = values[i];
      if (values[i] > greatest) greatest = values[i];
    }
  return least <= greatest ? [least, greatest] : null;
}

/** Cells of a round width; of a discrete channel one for each value. */
function edgesOf([least, greatest]: [number, number], isDiscrete: boolean): number[] {
  if (isDiscrete && greatest - least < MOST_VALUES)
    return Array.from({length: greatest - least + 2}, (_, i) => least + i - 0.5);
  if (least === greatest) return [least - 0.5, least + 0.5];
  const marks = ticks(least, greatest, CELLS);
  const step = marks[1] - marks[0];
  const from = Math.floor(least / step + 1e-9);
  const to = Math.ceil(greatest / step - 1e-9);
  return Array.from({length: to - from + 1}, (_, i) => Number(((from + i) * step).toPrecision(12)));
}
