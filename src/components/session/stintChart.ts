import * as Plot from "npm:@observablehq/plot";
import {range} from "npm:d3";
import {html} from "npm:htl";
import type {LapRow, SessionFile, Stint} from "../../core/archive/types.js";
import {legend} from "../ui/legend.js";
import {color, compoundLook} from "../ui/palette.js";
import {plotChart} from "../ui/plotChart.js";

export interface StintChartOptions {
  width?: number;
  /** the page's order of cars, top to bottom */
  cars: readonly number[];
}

type Bar = Stint & {name: string; lastLap: number};

/** Tyres by lap: a row per driver, a bar per stint with the letter of its compound. A lap is the middle of its place: tyres change between two laps. */
export function stintChart(
  session: Pick<SessionFile, "stints" | "drivers">,
  laps: readonly LapRow[],
  {width = 960, cars}: StintChartOptions,
): HTMLElement {
  const bars = stintBars(session, laps);
  if (!bars.length) return html`<p class="lb-muted">This session has no data on tyre stints.</p>`;
  const names = cars.flatMap((car) => bars.find((bar) => bar.car === car)?.name ?? []);
  const first = Math.min(...bars.map((bar) => bar.startLap)) - 0.5;
  const last = Math.max(...bars.map((bar) => bar.lastLap)) + 0.5;
  const step = Math.ceil((last - first) / 12);
  const label = (d: Bar) =>
    `${d.name}: ${d.compound}${d.actual ? ` (${d.actual})` : ""}\nlaps ${d.startLap}–${d.lastLap}${d.endLap === null ? ", still running" : ""}`;
  const chart = plotChart({
    width,
    height: 48 + names.length * 24,
    // room for the longest name at seven pixels a letter, less than half of the chart
    marginLeft: Math.min(width * 0.45, 16 + 7 * Math.max(...names.map((name) => name.length))),
    marginBottom: 36,
    ariaLabel: "tyre stints by driver",
    x: {label: "lap", domain: [first, last], ticks: range(first + 0.5, last, step), tickFormat: "d"},
    y: {label: null, domain: names, tickSize: 0, padding: 0.3},
    marks: [
      Plot.barX(bars, {
        y: "name",
        x1: ({startLap}: Bar) => startLap - 0.5,
        x2: ({lastLap}: Bar) => lastLap + 0.5,
        fill: (d: Bar) => compoundLook(d.compound).color,
        fillOpacity: 0.35,
        stroke: (d: Bar) => compoundLook(d.compound).color,
        insetLeft: 1,
        insetRight: 1,
        title: label,
        tip: true,
      }),
      Plot.text(bars, {
        y: "name",
        x: ({startLap}: Bar) => startLap - 0.5,
        text: (d: Bar) => compoundLook(d.compound).letter,
        dx: 10,
        textAnchor: "start",
        fontWeight: 700,
        fill: color("foreground"),
        pointerEvents: "none",
      }),
    ],
  });
  const used = [...new Set(bars.map((bar) => bar.compound))];
  return html`<figure>${legend(used.map((name) => ({label: `${compoundLook(name).letter} ${name}`, color: compoundLook(name).color, symbol: "block"})))}${chart}</figure>`;
}

/** Stints that have driven laps, with the last of these. */
export function stintBars({stints, drivers}: Pick<SessionFile, "stints" | "drivers">, laps: readonly LapRow[]): Bar[] {
  const names = new Map(drivers.map((driver) => [driver.car, driver.name]));
  return stints.flatMap((stint) => {
    const driven = Math.max(0, ...laps.filter((lap) => lap.car === stint.car).map((lap) => lap.lap));
    const lastLap = Math.min(stint.endLap ?? driven, driven);
    return lastLap >= stint.startLap ? [{...stint, name: names.get(stint.car) || `car ${stint.car}`, lastLap}] : [];
  });
}
