import * as Plot from "npm:@observablehq/plot";
import {html} from "npm:htl";
import type {LapRow} from "../../core/archive/types.js";
import {slowLapFence} from "../../core/laps/slowLapFence.js";
import {lapTime} from "../ui/format.js";
import {legend} from "../ui/legend.js";
import {color} from "../ui/palette.js";
import {plotChart} from "../ui/plotChart.js";
import {driverName} from "../ui/sessionNames.js";

export interface LapProgressionOptions {
  width?: number;
  /** of the cars that are named, in order; the others are faint lines */
  colors: ReadonlyMap<number, string>;
}

const FENCED = 4;

/**
 * Lap time over lap number, one line per driver. Laps beyond the fence (pit stop, spin, safety car) would flatten the rest:
 * they are arrows at the top edge, with their time on hover. Invalid laps are hollow.
 */
export function lapProgression(laps: readonly LapRow[], {width = 960, colors}: LapProgressionOptions): HTMLElement {
  const timed = laps.filter((lap) => lap.lapTimeMs);
  if (!timed.length) return html`<p class="lb-muted">No finished lap in this session.</p>`;
  if (timed.length === 1) return html`<p class="lb-muted">One finished lap in this session: a chart needs two.</p>`;
  const racing = timed.filter((lap) => !lap.pit && lap.valid);
  const times = (racing.length ? racing : timed).map((lap) => lap.lapTimeMs!);
  const fastest = Math.min(...timed.map((lap) => lap.lapTimeMs!));
  // a few laps are too few to call one unusual
  const fence = timed.length < FENCED ? Math.max(...timed.map((lap) => lap.lapTimeMs!)) : slowLapFence(times);
  const top = Math.max(fence, fastest + 500);
  const off = (lap: LapRow) => lap.lapTimeMs! > top;

  const stroke = ({car}: LapRow) => colors.get(car) ?? color("reference");
  const strokeOpacity = ({car}: LapRow) => (colors.has(car) ? 1 : 0.25);
  const tipText = (lap: LapRow) =>
    `${driverName(lap)}, lap ${lap.lap}\n${lapTime(lap.lapTimeMs)}${lap.valid ? "" : ", invalid"}${lap.pit ? ", pit" : ""}`;
  const common = {x: "lap", stroke, strokeOpacity, z: "car"};
  const chart = plotChart({
    width,
    height: Math.round(Math.max(220, Math.min(360, width * 0.4))),
    marginLeft: 64,
    marginTop: 24,
    marginBottom: 40,
    ariaLabel: "lap time over lap number",
    x: {label: "lap", ticks: lapTicks(timed), tickFormat: "d", inset: 8, labelOffset: 36},
    y: {label: "lap time", domain: [fastest - (top - fastest) * 0.04, top], tickFormat: lapTime, grid: true},
    marks: [
      Plot.lineY(timed, {...common, y: (d) => (off(d) ? Number.NaN : d.lapTimeMs), strokeWidth: 1.5}),
      Plot.dot(
        timed.filter((d) => !off(d) && colors.has(d.car)),
        {
          ...common,
          y: "lapTimeMs",
          fill: (d) => (d.valid ? stroke(d) : color("background")),
          fillOpacity: (d) => (d.valid ? strokeOpacity(d) : 1),
          r: 2.5,
        },
      ),
      Plot.text(timed.filter(off), {
        x: "lap",
        y: top,
        dy: 4,
        text: (d) => (d.valid ? "↑" : "⇡"),
        fontSize: 15,
        fontWeight: 700,
        fill: stroke,
        fillOpacity: strokeOpacity,
      }),
      Plot.tip(timed, Plot.pointer({x: "lap", y: (d) => Math.min(top, d.lapTimeMs), title: tipText})),
    ],
  });
  const named = [...colors].flatMap(([car, color]) => {
    const label = timed.find((lap) => lap.car === car)?.driver;
    return label === undefined ? [] : [{label: label || `car ${car}`, color}];
  });
  const others = new Set(timed.map((lap) => lap.car)).size - named.length;
  if (others > 0) named.push({label: `${others} others`, color: color("reference")});
  const slow = timed.filter(off).length;
  return html`<figure>${named.length > 1 ? legend(named) : ""}${chart}${
    slow
      ? html`<figcaption>↑ at the top edge: ${slow} ${slow === 1 ? "lap" : "laps"} slower than ${lapTime(top)} (pit stops, spins, safety car). Hollow or ⇡: invalid.</figcaption>`
      : ""
  }</figure>`;
}

/** Whole laps only, a dozen at most. */
function lapTicks(laps: readonly LapRow[]): number[] {
  const numbers = [...new Set(laps.map((lap) => lap.lap))].sort((a, b) => a - b);
  const step = Math.ceil(numbers.length / 12);
  return numbers.filter((_, i) => i % step === 0);
}
