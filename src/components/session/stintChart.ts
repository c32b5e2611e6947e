import * as Plot from "npm:@observablehq/plot";
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

type Bar = Stint & {name: string; from: number; to: number};

/** Tyres by lap: a row per driver, a bar per stint with the letter of its compound. */
export function stintChart(
  session: Pick<SessionFile, "stints" | "drivers">,
  laps: readonly LapRow[],
  {width = 960, cars}: StintChartOptions,
): HTMLElement {
  const bars = stintBars(session, laps);
  if (!bars.length) return html`<p class="lb-muted">This session has no data on tyre stints.</p>`;
  const names = cars.flatMap((car) => bars.find((bar) => bar.car === car)?.name ?? []);
  const first = Math.min(...bars.map((bar) => bar.from));
  const last = Math.max(...bars.map((bar) => bar.to));
  const label = (d: Bar) =>
    `${d.name}: ${d.compound}${d.actual ? ` (${d.actual})` : ""}\nlaps ${d.from + 1}–${d.to}${d.endLap === null ? ", still running" : ""}`;
  const chart = plotChart({
    width,
    height: 48 + names.length * 24,
    // room for the longest name at seven pixels a letter, less than half of the chart
    marginLeft: Math.min(width * 0.45, 16 + 7 * Math.max(...names.map((name) => name.length))),
    marginBottom: 36,
    ariaLabel: "tyre stints by driver",
    x: {label: "lap", domain: [first, last], interval: 1, ticks: Math.min(12, last - first), tickFormat: "d"},
    y: {label: null, domain: names, tickSize: 0, padding: 0.3},
    marks: [
      Plot.barX(bars, {
        y: "name",
        x1: "from",
        x2: "to",
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
        x: "from",
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

/** Stints as ranges of driven laps: from the end of the lap before the first to the end of the last. */
export function stintBars({stints, drivers}: Pick<SessionFile, "stints" | "drivers">, laps: readonly LapRow[]): Bar[] {
  const names = new Map(drivers.map((driver) => [driver.car, driver.name]));
  return stints.flatMap((stint) => {
    const driven = Math.max(0, ...laps.filter((lap) => lap.car === stint.car).map((lap) => lap.lap));
    const to = Math.min(stint.endLap ?? driven, driven);
    const from = stint.startLap - 1;
    return to > from ? [{...stint, name: names.get(stint.car) || `car ${stint.car}`, from, to}] : [];
  });
}
