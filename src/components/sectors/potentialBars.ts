import * as Plot from "npm:@observablehq/plot";
import {html} from "npm:htl";
import type {LapPart} from "../../core/findings/sectors/openSectors.js";
import {delta, fixed} from "../ui/format.js";
import {color} from "../ui/palette.js";
import {plotChart} from "../ui/plotChart.js";
import {lostIn, reachOf, type Shown} from "./partLoss.js";

export interface PotentialOptions {
  width: number;
  height?: number;
  /** drawn beside mean and best: a lap by its index */
  lap?: number;
  /** of the value axis, shared by charts side by side, s */
  domain: [number, number];
  label: string;
  /** written below a part's name, such as its corners */
  under?: (part: LapPart) => string;
  onChoose?: (part: LapPart) => void;
}

/** The least and the greatest loss of parts with their intervals, s. */
export function lossDomain(parts: readonly LapPart[], lap?: number): [number, number] {
  const ends = parts.flatMap((part) => {
    const mean = lostIn(part, "mean");
    const reach = part.reachS || 0;
    return [mean - reach, mean + reach, lostIn(part, "best"), ...(lap === undefined ? [] : [lostIn(part, lap)])];
  });
  const known = ends.filter(Number.isFinite);
  return [Math.min(-0.01, ...known), Math.max(0.01, ...known)];
}

/**
 * Time lost in each part against the reference: a bar for the mean with its 95 % interval, a line for the best, a ring for one lap. A click
 * on a bar calls `onChoose`.
 */
export function potentialBars(
  parts: readonly LapPart[],
  {width, height = 220, lap, domain, label, under = () => "", onChoose}: PotentialOptions,
): HTMLElement {
  const rows = parts.map((part) => {
    const mean = lostIn(part, "mean");
    const at = (shown: Shown) => ({shown, lost: lostIn(part, shown), reach: reachOf(part, shown)});
    return {part, name: part.name, mean, low: mean - part.reachS, high: mean + part.reachS, best: at("best").lost};
  });
  const step = Math.max(1, Math.ceil(parts.length / Math.max(1, (width - 60) / 26)));
  const title = ({part, mean, best}: (typeof rows)[number]) =>
    [
      `${part.name.length < 3 ? "mini-sector " : ""}${part.name}${under(part) ? `, turn ${under(part)}` : ""}`,
      `mean ${delta(1000 * mean)} s${Number.isNaN(part.reachS) ? "" : ` (±${fixed(part.reachS, 3)})`}`,
      `best ${delta(1000 * best)} s`,
      ...(lap === undefined ? [] : [`lap ${delta(1000 * lostIn(part, lap))} s`]),
    ].join("\n");
  const pointed = Plot.pointerX({x: "name", y: "mean", title, fontVariant: "tabular-nums"} as Plot.TipOptions);
  const chart = plotChart({
    width,
    height,
    marginLeft: 52,
    marginRight: 8,
    marginTop: 12,
    marginBottom: 40,
    ariaLabel: label,
    x: {
      domain: parts.map(({name}) => name),
      label: null,
      tickSize: 0,
      ticks: parts.filter((_, i) => i % step === 0).map(({name}) => name),
      tickFormat: (name: string) => {
        const below = under(parts.find((part) => part.name === name)!);
        return below && step === 1 ? `${name}\n${below}` : name.replace(/^sector /, parts.length > 3 ? "" : "sector ");
      },
      padding: 0.2,
    },
    y: {domain, grid: true, ticks: 5, tickFormat: (s: number) => delta(1000 * s).replace(/0$/, ""), label: null},
    marks: [
      Plot.barY(rows, {
        x: "name",
        y: "mean",
        fill: ({mean}) => color(mean > 0 ? "loss" : "gain"),
        fillOpacity: 0.55,
      }),
      Plot.ruleX(
        rows.filter(({low}) => Number.isFinite(low)),
        {x: "name", y1: "low", y2: "high", stroke: color("foreground"), strokeWidth: 1},
      ),
      Plot.tickY(
        rows.filter(({best}) => Number.isFinite(best)),
        {x: "name", y: "best", stroke: color("foreground"), strokeWidth: 2.5},
      ),
      lap === undefined
        ? null
        : Plot.dot(
            rows.filter(({part}) => Number.isFinite(lostIn(part, lap))),
            {x: "name", y: ({part}) => lostIn(part, lap), r: 4, stroke: color("series2"), fill: color("background")},
          ),
      Plot.ruleY([0], {stroke: color("foreground")}),
      Plot.tip(rows, pointed),
    ],
  }) as (SVGElement | HTMLElement) & {value?: (typeof rows)[number] | null};
  chart.addEventListener("click", () => chart.value && onChoose?.(chart.value.part));
  return html<HTMLElement>`<figure class="lb-potential">${chart}</figure>`;
}
