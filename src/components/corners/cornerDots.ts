import * as Plot from "npm:@observablehq/plot";
import {html} from "npm:htl";
import type {CornerPass, ShownValue} from "../../core/findings/debrief/cornerPasses.js";
import {fixed} from "../ui/format.js";
import {color} from "../ui/palette.js";
import {plotChart} from "../ui/plotChart.js";
import {absenceReason, signed} from "./cornerTable.js";

const SHOWN: readonly {name: ShownValue; label: string; unit: string}[] = [
  {name: "brake point", label: "brake point (m from the apex)", unit: "m"},
  {name: "minimum speed", label: "minimum speed (km/h)", unit: "km/h"},
  {name: "exit speed", label: "exit speed (km/h)", unit: "km/h"},
];
const OWN = color("series2");
/** Least range of an axis: chance within it is not drawn large. */
const LEAST_RANGE = 6;

/** Brake point, minimum and exit speed by lap; the reference's value is a grey line, a median a dashed one, the lap `shown` filled. */
export function cornerDots(pass: CornerPass, shown: number, width: number): HTMLElement {
  return html<HTMLElement>`<div class="lb-corner-dots">${SHOWN.map(({name, label, unit}) => {
    const points = pass.laps.flatMap(({lap, values}) => (values[name] === null ? [] : [{lap, value: values[name]}]));
    const {reference, value, spread, difference} = pass.values[name];
    const usual = spread === null ? "" : ` ±${fixed(spread)}`;
    const now = value === null ? absenceReason(pass, name) : `${fixed(value)}${usual} ${unit}`;
    const by = difference === null ? "" : `, ${signed(difference)} to the reference`;
    const who = pass.isTypical ? "median" : `lap ${shown}`;
    const head = html`<h4>${label}</h4><p class="lb-muted">${who}: ${now}${by}</p>`;
    const middle = pass.isTypical ? value : null;
    return html`<figure>${head}${points.length ? plotOf(points, {reference, middle, shown, width, label}) : ""}</figure>`;
  })}</div>`;
}

function plotOf(
  points: readonly {lap: number; value: number}[],
  given: {reference: number | null; middle: number | null; shown: number; width: number; label: string},
): SVGElement | HTMLElement {
  const {reference, middle, shown, width, label} = given;
  const values = [...points.map(({value}) => value), ...(reference === null ? [] : [reference])];
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  const around = Math.max(0.15 * (greatest - least), (LEAST_RANGE - (greatest - least)) / 2, 0.5);
  const laps = points.map(({lap}) => lap);
  const [first, last] = [Math.min(...laps), Math.max(...laps)];
  const step = Math.ceil((last - first + 1) / 8);
  const ticks = Array.from({length: Math.floor((last - first) / step) + 1}, (_, k) => first + k * step);
  return plotChart({
    width,
    height: 132,
    marginLeft: 44,
    marginRight: 12,
    marginTop: 6,
    marginBottom: 36,
    ariaLabel: `${label} by lap`,
    x: {
      domain: [first - 0.5, last + 0.5],
      ticks,
      tickFormat: "d",
      label: "lap",
      labelAnchor: "center",
      labelArrow: "none",
    },
    y: {domain: [least - around, greatest + around], label: null, grid: true, ticks: 4},
    marks: [
      reference === null ? null : Plot.ruleY([reference], {stroke: color("reference"), strokeWidth: 1.75}),
      middle === null ? null : Plot.ruleY([middle], {stroke: OWN, strokeDasharray: "4 3", strokeWidth: 1.25}),
      Plot.dot(points, {
        x: "lap",
        y: "value",
        r: ({lap}) => (lap === shown ? 5 : 3.5),
        stroke: OWN,
        strokeWidth: 1.5,
        fill: ({lap}) => (lap === shown ? OWN : color("background")),
        title: ({lap, value}) => `lap ${lap}: ${fixed(value, 1)}`,
      }),
    ],
  });
}
