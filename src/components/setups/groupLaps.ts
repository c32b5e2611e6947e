import * as Plot from "npm:@observablehq/plot";
import {html} from "npm:htl";
import type {OpenedExperiment} from "../../core/findings/openExperiment.js";
import {lapTimeText} from "../../core/laps/lapTimeText.js";
import {legend} from "../ui/legend.js";
import {series} from "../ui/palette.js";
import {plotChart} from "../ui/plotChart.js";

/** A finished lap of a group with its time, ms, and the time of day at which its session began. */
export interface GroupLap {
  /** SESSION:CAR:LAP */
  name: string;
  lap: number;
  lapTimeMs: number;
  startedAt: string;
}

interface Dot extends GroupLap {
  group: "A" | "B";
  order: number;
  because: string | undefined;
}

/**
 * The laps of both groups in the order in which they were driven, those that do not count hollow, with their means. Laps beyond
 * 3 % above the slowest one that counts are left out of the picture and named below it.
 */
export function groupLaps(
  groups: readonly [readonly GroupLap[], readonly GroupLap[]],
  {leftOut, notCounted}: Pick<OpenedExperiment, "leftOut" | "notCounted">,
  {width = 960}: {width?: number} = {},
): HTMLElement {
  const reasons = new Map<string, string>(notCounted.map(({lap, because}) => [lap, because]));
  for (const name of leftOut.flat()) reasons.set(name, "much slower");
  const all = groups
    .flatMap((laps, g) => laps.map((lap) => ({...lap, group: g === 0 ? ("A" as const) : ("B" as const)})))
    .sort((a, b) => a.startedAt.localeCompare(b.startedAt) || a.lap - b.lap)
    .map((lap, order): Dot => ({...lap, order: order + 1, because: reasons.get(lap.name)}));
  const counting = all.filter(({because}) => because === undefined);
  if (counting.length === 0) return html`<p class="lb-muted">No lap of these groups counts.</p>`;
  const times = counting.map(({lapTimeMs}) => lapTimeMs);
  const top = Math.max(...times) * 1.03;
  const shown = all.filter(({lapTimeMs}) => lapTimeMs <= top);
  const beyond = all.filter((lap) => !shown.includes(lap));
  const colorOf = ({group}: Pick<Dot, "group">) => series(group === "A" ? 0 : 1).color;
  const means = (["A", "B"] as const).flatMap((group) => {
    const own = counting.filter((lap) => lap.group === group);
    if (own.length === 0) return [];
    const mean = own.reduce((sum, {lapTimeMs}) => sum + lapTimeMs, 0) / own.length;
    return [{group, mean, from: Math.min(...own.map((d) => d.order)), to: Math.max(...own.map((d) => d.order))}];
  });
  const step = Math.ceil(all.length / 12);
  const orders = all.map(({order}) => order).filter((order) => (order - 1) % step === 0);
  const chart = plotChart({
    width,
    height: Math.round(Math.max(200, Math.min(280, width * 0.3))),
    marginLeft: 64,
    marginBottom: 40,
    ariaLabel: "lap times of both groups in the order in which they were driven",
    x: {label: "order driven", tickFormat: "d", domain: [0.5, all.length + 0.5], ticks: orders},
    y: {label: "lap time", tickFormat: (ms: number) => lapTimeText(ms), grid: true, inset: 8},
    marks: [
      Plot.ruleY(means, {
        y: "mean",
        x1: (d) => d.from - 0.4,
        x2: (d) => d.to + 0.4,
        stroke: colorOf,
        strokeWidth: 2,
        strokeOpacity: 0.5,
      }),
      Plot.dot(shown, {
        x: "order",
        y: "lapTimeMs",
        r: 4,
        symbol: (d: Dot) => (d.group === "A" ? "circle" : "square"),
        stroke: colorOf,
        strokeWidth: 1.5,
        fill: (d: Dot) => (d.because === undefined ? colorOf(d) : "none"),
        tip: true,
        title: (d: Dot) =>
          `${d.group}, ${d.name}\n${lapTimeText(d.lapTimeMs)}${d.because === undefined ? "" : `\ndoes not count: ${d.because}`}`,
      }),
    ],
  });
  const out = beyond.map(
    ({group, lap, lapTimeMs, because}) =>
      `${group} lap ${lap} (${lapTimeText(lapTimeMs)}${because ? `, ${because}` : ""})`,
  );
  return html`<figure>${legend([
    {label: `A, ${counted(groups[0], reasons)}`, color: series(0).color},
    {label: `B, ${counted(groups[1], reasons)}`, color: series(1).color},
  ])}${chart}<figcaption>Hollow: does not count (point at it for the reason). Lines: means of the laps that count.${out.length ? ` Outside: ${out.join(", ")}.` : ""}</figcaption></figure>`;
}

function counted(laps: readonly GroupLap[], reasons: ReadonlyMap<string, string>): string {
  const n = laps.filter(({name}) => !reasons.has(name)).length;
  return n === laps.length ? `${n} laps` : `${n} of ${laps.length} laps count`;
}
