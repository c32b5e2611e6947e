import * as Plot from "npm:@observablehq/plot";
import {html} from "npm:htl";
import {channelOf} from "../../core/channels/catalogue.js";
import type {LapCondition} from "../../core/laps/conditions/lapConditions.js";
import type {CarSamples} from "../../core/laps/open/carSamples.js";
import type {StintRun} from "../../core/laps/stints/stintRuns.js";
import {fixed} from "../ui/format.js";
import {color, series} from "../ui/palette.js";
import {plotChart} from "../ui/plotChart.js";

const WHEELS = ["Fl", "Fr", "Rl", "Rr"] as const;
const WHEEL_NAMES = ["front left", "front right", "rear left", "rear right"];

interface Panel {
  title: string;
  unit: string;
  /** channel by wheel, or one channel */
  channels: string[];
  /** of a lap's condition */
  value: (condition: LapCondition) => number;
  how: string;
}

const mean = ({mean}: LapCondition) => mean;
const last = ({last}: LapCondition) => last;
const first = ({first}: LapCondition) => first;
const atWheels = (name: (wheel: string) => string) => WHEELS.map(name);

const PANELS: readonly Panel[] = [
  {
    title: "Tyre surface",
    unit: "°C",
    channels: atWheels((w) => `tyreSurfaceTemp${w}C`),
    value: mean,
    how: "mean over the lap",
  },
  {
    title: "Tyre inside",
    unit: "°C",
    channels: atWheels((w) => `tyreInnerTemp${w}C`),
    value: mean,
    how: "mean over the lap",
  },
  {
    title: "Tyre pressure",
    unit: "psi",
    channels: atWheels((w) => `tyrePressure${w}Psi`),
    value: mean,
    how: "mean over the lap",
  },
  {
    title: "Tyre wear",
    unit: "%",
    channels: atWheels((w) => `tyreWear${w}Percent`),
    value: last,
    how: "at the end of the lap",
  },
  {title: "Fuel", unit: "kg", channels: ["fuelMass"], value: first, how: "at the start of the lap"},
  {title: "Fuel", unit: "l", channels: ["fuelLitres"], value: first, how: "at the start of the lap"},
];

interface Point {
  lap: number;
  wheel: number;
  value: number;
  min: number;
  max: number;
}

/** Tyres and fuel by lap, a small chart for each thing that the laps have; stints are parted by lines. What is not recorded is named. */
export function conditionCharts(
  laps: CarSamples["laps"],
  stints: readonly StintRun[],
  {width}: {width: number},
): HTMLElement {
  if (laps.length === 0)
    return html`<p class="lb-muted">No lap of this driver has samples: tyres and fuel by lap are unknown.</p>`;
  const columns = width > 1100 ? 3 : width > 620 ? 2 : 1;
  const each = Math.floor((width - 24 * (columns - 1)) / columns);
  const drawn = PANELS.map((panel) => ({panel, points: pointsOf(laps, panel)}));
  const known = drawn.filter(({points}) => points.length > 0);
  const titles = new Set(known.map(({panel}) => panel.title));
  const missing = [
    ...new Set(drawn.filter(({panel}) => !titles.has(panel.title)).map(({panel}) => panel.title.toLowerCase())),
  ];
  const note = missing.length ? html`<p class="lb-muted">Not recorded: ${missing.join(", ")}.</p>` : "";
  if (known.length === 0) return html`<div>${note}</div>`;
  const hasWheels = known.some(({panel}) => panel.channels.length > 1);
  const key = html`<p class="lb-legend">${WHEEL_NAMES.map((name, i) => html`<span><span class=${`lb-swatch${i > 1 ? " lb-dashed" : ""}`} style=${`--lap: ${look(i).color}`}></span> ${name}</span>`)}</p>`;
  return html`<div>${hasWheels ? key : ""}<div class="lb-conditions">${known.map(({panel, points}) => chartOf(panel, points, stints, each))}</div>${note}</div>`;
}

function pointsOf(laps: CarSamples["laps"], {channels, value}: Panel): Point[] {
  return channels.flatMap((name, wheel) =>
    laps.flatMap(({lap, use: {conditions}}): Point[] => {
      const found = conditions.get(name);
      return found ? [{lap, wheel, value: value(found), min: found.min, max: found.max}] : [];
    }),
  );
}

/** Left and right by colour, the rear ones dashed. */
const look = (wheel: number) => ({color: series(wheel % 2).color, dash: wheel > 1 ? "5 3" : ""});

function chartOf(
  {title, unit, channels, how}: Panel,
  points: readonly Point[],
  stints: readonly StintRun[],
  width: number,
): HTMLElement {
  const one = channels.length === 1;
  const digits = unit === "psi" ? 1 : 0;
  const tip = ({lap, wheel, value, min, max}: Point) =>
    `lap ${lap}${one ? "" : `, ${WHEEL_NAMES[wheel]}`}\n${fixed(value, digits + 1)} ${unit} ${how}\n${fixed(min, digits)} to ${fixed(max, digits)} within the lap`;
  const begins = stints
    .map(({firstLap}) => firstLap - 0.5)
    .filter((lap) => lap > Math.min(...points.map((p) => p.lap)));
  const wheels = [...new Set(points.map(({wheel}) => wheel))];
  const chart = plotChart({
    width,
    height: 200,
    ...{marginLeft: 44, marginTop: 16, marginRight: 12, marginBottom: 34},
    ariaLabel: `${channelOf(channels[0]).label} by lap`,
    x: {
      label: "lap",
      labelAnchor: "center",
      labelArrow: "none",
      tickFormat: "d",
      interval: 1,
      ticks: Math.floor(width / 60),
    },
    y: {label: null, grid: true, ticks: 4, nice: true, zero: unit === "%" || one},
    marks: [
      Plot.ruleX(begins, {stroke: color("muted"), strokeOpacity: 0.5, strokeDasharray: "2 3"}),
      wheels.map((wheel) => {
        const own = points.filter((point) => point.wheel === wheel);
        const {color: stroke, dash} = one ? {color: color("foreground"), dash: ""} : look(wheel);
        return [
          Plot.line(own, {x: "lap", y: "value", stroke, strokeWidth: 1.75, strokeDasharray: dash}),
          own.length < 3 ? Plot.dot(own, {x: "lap", y: "value", fill: stroke, r: 3}) : null,
        ];
      }),
      Plot.tip(points, Plot.pointer({x: "lap", y: "value", title: tip})),
    ],
  });
  return html`<figure><figcaption><strong>${title}</strong> (${unit}), ${how}</figcaption>${chart}</figure>`;
}
