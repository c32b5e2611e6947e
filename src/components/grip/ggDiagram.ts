import * as Plot from "npm:@observablehq/plot";
import {ggCells} from "../../core/laps/accelerations/ggCells.js";
import {envelopeRadius, type GgEnvelope} from "../../core/laps/accelerations/ggEnvelope.js";
import {fixed} from "../ui/format.js";
import {color} from "../ui/palette.js";
import {plotChart} from "../ui/plotChart.js";
import type {GripSeries} from "./gripSeries.js";

const CELL_G = 0.1;

/** Combined accelerations: cells darker the longer the first series was there, and the envelope of every series. Square. */
export function ggDiagram(all: readonly GripSeries[], width: number): SVGElement | HTMLElement {
  const [first] = all;
  const cells = ggCells(first.laps, CELL_G);
  const longest = Math.max(...cells.map(({seconds}) => seconds));
  const radii = all.flatMap(({envelope}) => [...(envelope?.radius ?? [])]).filter(Number.isFinite);
  const most = Math.ceil(Math.max(1, ...radii) * 1.1 * 2) / 2;
  const rings = Array.from({length: Math.floor(most)}, (_, i) => i + 1);
  const step = most > 5 ? 2 : most > 2 ? 1 : 0.5;
  const marks = Array.from({length: 2 * Math.floor(most / step) + 1}, (_, i) => (i - Math.floor(most / step)) * step);
  const digits = step < 1 ? 1 : 0;
  const outlines = all.flatMap(({envelope, color: stroke, label}) =>
    envelope ? outline(envelope).map((point) => ({...point, stroke, label})) : [],
  );
  const margin = 40;
  return plotChart({
    width,
    height: width,
    marginLeft: margin,
    marginRight: 12,
    marginTop: 26,
    marginBottom: 26 + margin - 12 - 26 + 12,
    ariaLabel: "g-g diagram: lateral against longitudinal acceleration",
    x: {domain: [-most, most], label: null, ticks: marks, tickFormat: (g: number) => fixed(Math.abs(g), digits)},
    y: {domain: [-most, most], label: null, ticks: marks, tickFormat: (g: number) => fixed(g, digits)},
    marks: [
      rings.map((r) =>
        Plot.line(circle(r), {x: "x", y: "y", stroke: color("reference"), strokeOpacity: 0.3, strokeWidth: 1}),
      ),
      Plot.rect(cells, {
        x1: ({lateral}) => lateral - CELL_G / 2,
        x2: ({lateral}) => lateral + CELL_G / 2,
        y1: ({longitudinal}) => longitudinal - CELL_G / 2,
        y2: ({longitudinal}) => longitudinal + CELL_G / 2,
        fill: first.color,
        // the straights hold most of the time: the root keeps the limits visible
        fillOpacity: ({seconds}) => 0.06 + 0.6 * Math.sqrt(seconds / longest),
        clip: true,
      }),
      Plot.ruleX([0], {stroke: color("reference"), strokeOpacity: 0.5}),
      Plot.ruleY([0], {stroke: color("reference"), strokeOpacity: 0.5}),
      Plot.line(outlines, {x: "x", y: "y", z: "label", stroke: "stroke", strokeWidth: 2, clip: true}),
      Plot.text([[0, most]], {text: ["forwards (g)"], dy: -14, fill: color("muted")}),
      Plot.text([[0, -most]], {text: ["braking"], dy: 34, fill: color("muted")}),
      Plot.text([[-most, -most]], {text: ["left"], dy: 34, dx: 14, fill: color("muted")}),
      Plot.text([[most, -most]], {text: ["right (g)"], dy: 34, dx: -14, fill: color("muted")}),
    ],
  });
}

/** Points of an envelope, a gap where a direction is unknown; closed where all are known. */
function outline({radius, direction}: GgEnvelope): {x: number; y: number}[] {
  const points = Array.from(direction, (angle, d) => ({
    x: radius[d] * Math.sin(angle),
    y: radius[d] * Math.cos(angle),
  }));
  return [...points, points[0]];
}

function circle(r: number): {x: number; y: number}[] {
  return Array.from({length: 73}, (_, i) => ({
    x: r * Math.sin((i * Math.PI) / 36),
    y: r * Math.cos((i * Math.PI) / 36),
  }));
}

/** The limits that an envelope shows to both sides, under brakes and under power, g; NaN where unknown. */
export function limitsOf(envelope: GgEnvelope | null): Record<"right" | "left" | "braking" | "power", number> {
  const at = (angle: number) => (envelope ? envelopeRadius(envelope, angle) : Number.NaN);
  return {right: at(Math.PI / 2), left: at(1.5 * Math.PI), braking: at(Math.PI), power: at(0)};
}
