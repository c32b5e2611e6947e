import * as Plot from "npm:@observablehq/plot";
import {html} from "npm:htl";
import type {NeutralLaps} from "../../core/laps/race/neutralLaps.js";
import type {RaceGap} from "../../core/laps/race/raceGaps.js";
import {quantile} from "../../core/signal/quantile.js";
import {counted, delta, fixed} from "../ui/format.js";
import {color} from "../ui/palette.js";
import {plotChart} from "../ui/plotChart.js";
import {neutralMarks} from "./neutralMarks.js";
import type {RaceCar} from "./raceCars.js";
import {carLines, lineEnds, nameWidth, onPick} from "./raceLines.js";

export interface RaceChartOptions {
  width: number;
  cars: ReadonlyMap<number, RaceCar>;
  neutral: readonly NeutralLaps[];
  /** a car was clicked */
  onCar: (car: number) => void;
}

/** Room beyond the last gap, as a share. */
const ROOM = 1.08;
/** An error of a gap that its tip mentions, s. */
const WORTH_A_WORD = 0.02;

/** Gaps by lap, the car ahead above. Cars far behind leave the chart at the bottom, unless they are chosen. */
export function gapChart(gaps: readonly RaceGap[], {width, cars, neutral, onCar}: RaceChartOptions): HTMLElement {
  const chosen = gaps.filter(({car}) => cars.get(car)?.isChosen);
  const most = ROOM * Math.max(1, ...chosen.map(({gapS}) => gapS), usual(gaps, 1));
  const least = -ROOM * Math.max(0.02 * most, ...chosen.map(({gapS}) => -gapS), usual(gaps, -1));
  const laps = Math.max(...gaps.map(({lap}) => lap));
  const shown = gaps.filter(({gapS}) => gapS <= most && gapS >= least);
  const beyond = new Set(gaps.flatMap(({car, gapS}) => (gapS > most || gapS < least ? car : [])));
  const title = ({car, lap, gapS, errorS, position}: RaceGap) =>
    `${cars.get(car)?.name}\nlap ${lap}: P${position}, ${delta(1000 * gapS)} s${errorS > WORTH_A_WORD ? ` ± ${fixed(errorS, 2)}` : ""}`;
  const chart = plotChart({
    width,
    height: Math.round(Math.max(300, Math.min(480, width * 0.45))),
    ...{marginLeft: 44, marginRight: nameWidth(cars) + 8, marginTop: 24, marginBottom: 36},
    ariaLabel: "gaps by lap",
    x: lapAxis(laps, width, 1),
    y: {
      ...{label: "gap (s)", labelArrow: "none", grid: true, ticks: 6},
      domain: [most, least],
      tickFormat: (s: number) => fixed(s, most - least < 5 ? 1 : 0),
    },
    marks: [
      neutralMarks(neutral, 1),
      Plot.ruleY([0], {stroke: color("foreground"), strokeOpacity: 0.5}),
      carLines(gaps, cars, "gapS"),
      lineEnds(shown, cars, "gapS"),
      Plot.tip(shown, Plot.pointer({x: "lap", y: "gapS", title})),
    ],
  });
  onPick(chart, onCar);
  const note = beyond.size
    ? `Partly outside of the chart: ${counted(beyond.size, "car")} (lapped, stopped or far behind).`
    : "";
  return html`<figure>${chart}${note ? html`<figcaption>${note}</figcaption>` : ""}</figure>`;
}

/** An axis of whole laps from `first` on. */
export function lapAxis(laps: number, width: number, first: number): Plot.ScaleOptions {
  return {
    ...{label: "lap", labelAnchor: "center", labelArrow: "none", tickFormat: "d", interval: 1},
    domain: [Math.min(first, laps - 1), laps],
    ticks: Math.min(laps, Math.floor(width / 48)),
  } as Plot.ScaleOptions;
}

/** The gap on one side that holds most of the field: one lapped car must not flatten the others. */
function usual(gaps: readonly RaceGap[], sign: 1 | -1): number {
  const side = gaps.flatMap(({gapS}) => (sign * gapS > 0 ? sign * gapS : [])).sort((a, b) => a - b);
  return side.length ? quantile(Float64Array.from(side), 0.9) : 0;
}
