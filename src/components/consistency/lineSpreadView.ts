import * as Plot from "npm:@observablehq/plot";
import {html} from "npm:htl";
import type {DriverSpread, OpenedConsistency} from "../../core/findings/consistency/openConsistency.js";
import type {LineSpread} from "../../core/laps/pace/lineSpread.js";
import {mean} from "../../core/signal/moments.js";
import {quantile} from "../../core/signal/quantile.js";
import {cornerMarks} from "../corners/cornerMarks.js";
import {gridTrace} from "../laps/gridTrace.js";
import {circuitMap} from "../map/circuitMap.js";
import {type MapColoring, sequentialColor} from "../map/mapColor.js";
import {lapKey} from "../ui/archive.js";
import {type Cursor, createCursor} from "../ui/cursor.js";
import {counted, fixed} from "../ui/format.js";
import {mount} from "../ui/mount.js";
import {color} from "../ui/palette.js";
import {plotChart} from "../ui/plotChart.js";
import {emptyState} from "../ui/states.js";
import type {DriverLook} from "./driverLooks.js";

/** m of road over which a value of the chart is averaged: one a metre would be 6,000 points */
const CELL_M = 10;

/** How far apart the lines of a driver's laps are: over the metres of the lap, and on the map. */
export function lineSpreadView({opened, drivers}: OpenedConsistency, looks: readonly DriverLook[]): HTMLElement {
  const lines = drivers.flatMap((driver, i) => (driver.line ? [{driver, line: driver.line, look: looks[i]}] : []));
  const [own] = drivers;
  if (!own.line) return emptyState(noLine(own));
  const cursor = createCursor();
  const chart = html<HTMLElement>`<figure></figure>`;
  const texts = lines.map(({driver, line, look}) => {
    const known = line.spread.filter(Number.isFinite).sort();
    const half = `half of the lap within ${fixed(quantile(known, 0.5), 2)} m, 95 % within ${fixed(quantile(known, 0.95), 1)} m`;
    return `${look.name}, ${counted(driver.laps.length, "lap")}: ${half}${line.onOneLine ? " — not a driver's line: the source lays cars on one line, or the car runs on rails" : ""}.`;
  });
  const map = circuitMap([traceOf(opened, own, looks[0])], {
    cursor,
    colored: spreadColoring(own.line.spread),
    height: 420,
  });
  const root = html<HTMLElement>`<div>
    <p class="lb-caption">Metres between the 10th and the 90th percentile of the laps' lines at each place, to the nearest point of one line. ${texts.join(" ")} Shaded: corners. ${own.laps.length < 5 ? "Of so few laps that is nearly their whole range." : ""}</p>
    <div class="lb-map-beside lb-wide-chart"><div>${map}</div>${chart}</div>
  </div>`;
  let width = 0;
  mount(chart, {
    resize(px) {
      if (px === 0 || px === width) return;
      width = px;
      chart.replaceChildren(spreadChart(opened, lines, width, cursor));
    },
  });
  return root;
}

function noLine({laps}: DriverSpread): string {
  const [first] = laps;
  return first && first.grid.alignment !== "track line" && first.grid.alignment !== "reference path"
    ? "These laps have no positions: their lines are not known."
    : "Fewer than two laps were placed on a line: there is no spread.";
}

function traceOf(
  {line, track, corners}: OpenedConsistency["opened"],
  {laps, line: spread}: DriverSpread,
  look: DriverLook,
) {
  const [{grid, found, name}] = laps;
  // the middle of the lines
  const middle = {...grid, offset: spread!.middle};
  const label = {key: lapKey(name), label: `middle line of ${look.name}`, color: "series2" as const, dash: ""};
  return gridTrace({line, track, corners}, middle, {row: found.row, session: found.session, look: label});
}

function spreadColoring(spread: Float64Array): MapColoring {
  const known = spread.filter(Number.isFinite).sort();
  // a single excursion would leave the rest one colour
  const domain: [number, number] = [0, Math.max(0.5, quantile(known, 0.98))];
  return {
    label: "line spread",
    unit: "m",
    note: "between the 10th and 90th percentile of the laps; the scale ends at the lap's 98th percentile",
    kind: "sequential",
    domain,
    values: spread,
    color: sequentialColor(domain),
    text: (m) => fixed(m, 1),
  };
}

function spreadChart(
  {corners, reference}: OpenedConsistency["opened"],
  lines: readonly {line: LineSpread; look: DriverLook}[],
  width: number,
  cursor: Cursor,
): SVGElement | HTMLElement {
  const {stepM, lengthM} = reference.grid;
  const points = lines.flatMap(({line, look}) => cellsOf(line.spread, stepM).map((cell) => ({...cell, look})));
  const [own] = lines;
  const most = Math.max(0.5, ...points.map(({spread}) => spread).filter(Number.isFinite));
  const chart = plotChart({
    width,
    height: 280,
    marginLeft: 40,
    marginRight: 8,
    marginTop: 28,
    marginBottom: 36,
    ariaLabel: "line spread along the lap",
    x: {
      domain: [0, lengthM],
      label: "metres along the lap",
      labelAnchor: "center",
      labelArrow: "none",
      ticks: width / 90,
    },
    y: {domain: [0, most * 1.05], grid: true, ticks: 5, label: null},
    marks: [
      ...cornerMarks(corners.list, lengthM, [0, most * 1.05], width - 48),
      Plot.text(["m"], {frameAnchor: "top-left", dx: -34, dy: -14, fill: color("muted")}),
      Plot.areaY(
        points.filter(({look}) => look === own.look),
        {x: "at", y: "spread", fill: own.look.color, fillOpacity: 0.18},
      ),
      Plot.line(points, {
        x: "at",
        y: "spread",
        z: ({look}) => look.car,
        stroke: ({look}) => look.color,
        strokeWidth: 1.5,
      }),
      Plot.ruleX(points, Plot.pointerX({x: "at", stroke: color("muted")})),
      Plot.tip(
        points,
        Plot.pointerX({
          x: "at",
          y: "spread",
          title: ({at, spread, look}) => `${look.name}\n${fixed(spread, 2)} m at ${fixed(at)} m`,
        }),
      ),
    ],
  }) as (SVGElement | HTMLElement) & {value?: {at: number} | null};
  chart.addEventListener("input", () => cursor.set(chart.value?.at ?? null));
  return chart;
}

/** Mean spread of each ten metres. */
function cellsOf(spread: Float64Array, stepM: number): {at: number; spread: number}[] {
  const points = Math.max(1, Math.round(CELL_M / stepM));
  return Array.from({length: Math.ceil(spread.length / points)}, (_, k) => {
    const cell = spread.subarray(k * points, (k + 1) * points).filter(Number.isFinite);
    return {at: (k + 0.5) * points * stepM, spread: cell.length ? mean(cell) : Number.NaN};
  });
}
