import * as Plot from "npm:@observablehq/plot";
import {html} from "npm:htl";
import type {AgedLap} from "../../core/laps/stints/agedLaps.js";
import type {StintRun} from "../../core/laps/stints/stintRuns.js";
import {fixed, lapTime} from "../ui/format.js";
import {legend} from "../ui/legend.js";
import {color, compoundLook, series} from "../ui/palette.js";
import {plotChart} from "../ui/plotChart.js";

export interface AgedStint {
  stint: StintRun;
  laps: readonly AgedLap[];
}

interface Point extends AgedLap {
  stint: StintRun;
  shownMs: number;
  color: string;
}

/** Fewest laps through which a line is drawn. */
const FEWEST = 4;
/** Stints that are distinguishable. */
const MOST = 8;

/**
 * Lap times over the tyres' age, a colour and the compound's letter for each stint, with a least-squares line where four laps carry one.
 * Times are without fuel where it is known; those as driven are then faint.
 */
export function agingChart(stints: readonly AgedStint[], {width}: {width: number}): HTMLElement {
  const driven = stints.filter(({laps}) => laps.length > 0);
  const longest = new Set(driven.toSorted((a, b) => b.laps.length - a.laps.length).slice(0, MOST));
  const shown = driven.filter((one) => longest.has(one));
  if (!shown.length)
    return html`<p class="lb-muted">No lap of this driver shows the pace: see the stints above for the reasons.</p>`;
  const corrected = shown.every(({laps}) => laps.every(({correctedMs}) => correctedMs !== null));
  const points = shown.flatMap(({stint, laps}, i) =>
    laps.map(
      (lap): Point => ({...lap, stint, shownMs: corrected ? lap.correctedMs! : lap.timeMs, color: series(i).color}),
    ),
  );
  const title = ({row, age, timeMs, correctedMs, fuelKg, stint}: Point) =>
    [
      `stint ${stint.number}, ${stint.compound ?? "tyre unknown"}: lap ${row.lap}`,
      `tyres ${age} laps old`,
      correctedMs === null ? lapTime(timeMs) : `${lapTime(Math.round(correctedMs))} with an empty tank`,
      correctedMs === null ? "" : `${lapTime(timeMs)} as driven with ${fixed(fuelKg, 1)} kg`,
    ]
      .filter(Boolean)
      .join("\n");
  const letter = ({stint}: Point) => compoundLook(stint.compound).letter;
  const chart = plotChart({
    width,
    height: Math.round(Math.max(260, Math.min(380, width * 0.4))),
    ...{marginLeft: 64, marginTop: 24, marginRight: 24, marginBottom: 36},
    ariaLabel: "lap time over the age of the tyres",
    x: {
      label: "age of the tyres at the end of the lap (laps)",
      labelAnchor: "center",
      labelArrow: "none",
      tickFormat: "d",
      inset: 10,
      interval: 1,
      ticks: Math.floor(width / 60),
    },
    y: {
      label: corrected ? "lap time, empty tank" : "lap time as driven",
      labelArrow: "none",
      grid: true,
      inset: 8,
      tickFormat: (ms: number) => lapTime(Math.round(ms)),
      ticks: 6,
    },
    marks: [
      corrected ? Plot.dot(points, {x: "age", y: "timeMs", r: 3, fill: color("reference"), fillOpacity: 0.8}) : null,
      shown
        .filter(({laps}) => laps.length >= FEWEST)
        .map(({stint}) => {
          const own = points.filter((point) => point.stint === stint);
          return Plot.linearRegressionY(own, {
            x: "age",
            y: "shownMs",
            stroke: own[0].color,
            strokeWidth: 1.5,
            ci: 0.95,
            clip: true,
            fillOpacity: 0.08,
          });
        }),
      Plot.dot(points, {x: "age", y: "shownMs", r: 7, fill: color("background"), stroke: "color", strokeWidth: 1.5}),
      Plot.text(points, {x: "age", y: "shownMs", text: letter, fontSize: 9, fontWeight: 700, fill: "color"}),
      Plot.tip(points, Plot.pointer({x: "age", y: "shownMs", title})),
    ],
  });
  const names = shown.map(({stint}, i) => ({
    label: `stint ${stint.number}, ${stint.compound ?? "tyre unknown"}`,
    color: series(i).color,
  }));
  return html`<figure>${legend(names)}${chart}<figcaption>${corrected ? "Large: without the fuel's mass; grey: as driven." : "The fuel's mass is unknown: its burning off is in these times."} ${shown.length < driven.length ? `The ${shown.length} longest of ${driven.length} stints. ` : ""}The line is the least-squares trend with its 95 % band, from four laps on. ${shown.some(({stint}) => stint.startAge === null) ? "The tyres' age is unknown: laps count from the stint's first." : ""}</figcaption></figure>`;
}
