import * as Plot from "npm:@observablehq/plot";
import {html} from "npm:htl";
import type {LeftOut} from "../../core/laps/pace/judgeLaps.js";
import type {CarStatistics} from "../../core/laps/sessionStatistics.js";
import {counted, delta, fixed, lapTime} from "../ui/format.js";
import {color} from "../ui/palette.js";
import {plotChart} from "../ui/plotChart.js";
import type {DriverLook} from "./driverLooks.js";

export interface DriverTimes {
  statistics: CarStatistics;
  look: DriverLook;
}

interface Dot {
  lap: number;
  timeMs: number;
  leftOut: LeftOut | null;
  look: DriverLook;
}

/** Lap times by lap: dots for laps that count, crosses for those left out, a line at the median. Laps far off are drawn at the edge. */
export function lapTimeChart(drivers: readonly DriverTimes[], width: number): SVGElement | HTMLElement {
  const dots = drivers.flatMap(({statistics, look}) =>
    statistics.laps.flatMap(({row, leftOut}): Dot[] =>
      row.lapTimeMs ? [{lap: row.lap, timeMs: row.lapTimeMs, leftOut, look}] : [],
    ),
  );
  const counting = dots.filter(({leftOut}) => !leftOut).map(({timeMs}) => timeMs);
  const [least, greatest] = [Math.min(...counting), Math.max(...counting)];
  const room = Math.max(200, 0.15 * (greatest - least));
  const domain: [number, number] = [least - room, greatest + 2 * room];
  const clamped = (timeMs: number) => Math.min(domain[1], Math.max(domain[0], timeMs));
  const title = ({lap, timeMs, leftOut, look}: Dot) =>
    `${look.name} lap ${lap}: ${lapTime(timeMs)}${leftOut ? `\nleft out: ${leftOut}` : ""}`;
  return plotChart({
    width,
    height: 240,
    marginLeft: 64,
    marginTop: 28,
    marginBottom: 36,
    ariaLabel: "lap times by lap",
    x: {
      label: "lap",
      labelAnchor: "center",
      labelArrow: "none",
      tickFormat: "d",
      interval: 1,
      ticks: Math.min(12, width / 60),
    },
    y: {domain, grid: true, ticks: 5, tickFormat: (ms: number) => lapTime(ms), label: null},
    marks: [
      drivers.map(({statistics: {pace}, look}) =>
        pace ? Plot.ruleY([pace.median], {stroke: look.color, strokeWidth: 1.5, strokeDasharray: "5 4"}) : null,
      ),
      drivers.map(({look}) =>
        Plot.line(
          dots.filter((dot) => dot.look === look && !dot.leftOut),
          {x: "lap", y: "timeMs", stroke: look.color, strokeOpacity: 0.35},
        ),
      ),
      Plot.dot(
        dots.filter(({leftOut}) => leftOut),
        {
          x: "lap",
          y: ({timeMs}) => clamped(timeMs),
          stroke: ({look}) => look.color,
          symbol: "times",
          strokeOpacity: 0.7,
          r: 4,
        },
      ),
      Plot.dot(
        dots.filter(({leftOut}) => !leftOut),
        {x: "lap", y: "timeMs", fill: ({look}) => look.color, r: 3.5},
      ),
      Plot.tip(dots, Plot.pointer({x: "lap", y: ({timeMs}) => clamped(timeMs), title})),
    ],
  });
}

/** Mean of the best X laps, behind the best lap, against X: the flatter, the steadier. */
export function raisingChart(drivers: readonly DriverTimes[], width: number): SVGElement | HTMLElement {
  const points = drivers.flatMap(({statistics: {raising}, look}) =>
    Array.from(raising.averageMs, (ms, i) => ({best: i + 1, behind: (ms - raising.averageMs[0]) / 1000, look})),
  );
  const most = Math.max(1, ...points.map(({best}) => best));
  const greatest = Math.max(0.2, ...points.map(({behind}) => behind));
  return plotChart({
    width,
    height: 240,
    marginLeft: 52,
    marginTop: 28,
    marginBottom: 36,
    ariaLabel: "raising average",
    x: {
      label: "best laps averaged",
      labelAnchor: "center",
      labelArrow: "none",
      domain: [1, Math.max(2, most)],
      tickFormat: "d",
      ticks: Math.min(most, 8),
      interval: 1,
    },
    y: {
      grid: true,
      ticks: 5,
      tickFormat: (s: number) => `+${fixed(s, 2)}`,
      label: "s behind the best lap",
      labelArrow: "none",
      domain: [0, greatest],
    },
    marks: [
      Plot.line(points, {
        x: "best",
        y: "behind",
        z: ({look}) => look.car,
        stroke: ({look}) => look.color,
        strokeWidth: 2,
      }),
      Plot.dot(points, {x: "best", y: "behind", fill: ({look}) => look.color, r: 2.5}),
      Plot.tip(
        points,
        Plot.pointer({
          x: "best",
          y: "behind",
          title: ({best, behind, look}) => `${look.name}: the best ${best} on average ${delta(1000 * behind)} s`,
        }),
      ),
      Plot.ruleY([0], {stroke: color("foreground")}),
    ],
  });
}

/** The drivers' pace in numbers. */
export function paceTable(drivers: readonly DriverTimes[]): HTMLElement {
  const s = (ms: number) => fixed(ms / 1000, 3);
  const rows = drivers.map(({statistics: {pace, raising, laps}, look}) => {
    const out = leftOutText(laps.flatMap(({leftOut}) => leftOut ?? []));
    const name = html`<th scope="row"><span class="lb-swatch" style=${`--lap: ${look.color}`}></span> ${look.name}</th>`;
    if (!pace)
      return html`<tr>${name}<td colspan="6" class="lb-muted">no lap shows the pace</td><td class="lb-wide">${out}</td></tr>`;
    const interval = pace.n > 1 ? `${s(pace.deviationLow)} to ${s(pace.deviationHigh)}` : "needs two laps";
    return html`<tr>${name}
      <td class="lb-number">${pace.n}</td>
      <td class="lb-number">${lapTime(pace.min)}</td>
      <td class="lb-number">${lapTime(pace.median)}</td>
      <td class="lb-number">${pace.n > 1 ? s(pace.deviation) : "—"} <small class="lb-muted">${interval}</small></td>
      <td class="lb-number">${pace.n > 1 ? s(pace.robust) : "—"}</td>
      <td class="lb-number">${pace.n > 1 ? delta(raising.slopeMs) : "—"}</td>
      <td class="lb-wide">${out}</td></tr>`;
  });
  return html<HTMLElement>`<div class="lb-scroll" tabindex="0"><table class="lb-table" aria-label="pace by driver"><thead><tr>
    <th scope="col">driver</th>
    <th scope="col" class="lb-number" title="laps that show the pace">laps</th>
    <th scope="col" class="lb-number">best</th>
    <th scope="col" class="lb-number">median</th>
    <th scope="col" class="lb-number" title="standard deviation of the lap times, with its 95 % interval">spread (s)</th>
    <th scope="col" class="lb-number" title="median absolute deviation × 1.4826: not moved by a few odd laps">robust (s)</th>
    <th scope="col" class="lb-number" title="by how much the mean of the best laps grows with each further lap: 0 for a driver who repeats his best">raising (s/lap)</th>
    <th scope="col">left out</th>
  </tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** "2 in the pit lane, 1 not valid". */
function leftOutText(reasons: readonly LeftOut[]): string {
  const counts = new Map<LeftOut, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  if (counts.size === 0) return "none";
  return [...counts].map(([reason, n]) => `${n} ${reason}`).join(", ");
}

/** The trend of lap times over the stints of a driver, in words; "" without a stint of enough laps. */
export function stintTrendText({stints}: CarStatistics): string {
  const texts = stints.flatMap(({firstLap, lastLap, pace: {trend, n}}) => {
    if (!trend) return [];
    const resolved = trend.low > 0 || trend.high < 0;
    const range = `${delta(trend.low)} to ${delta(trend.high)}`;
    return [
      `laps ${firstLap}–${lastLap} (${counted(n, "lap")}): ${delta(trend.value)} s a lap (${range})${resolved ? "" : ", not resolved"}`,
    ];
  });
  return texts.length ? `Trend of the lap time over the stint, as driven: ${texts.join("; ")}.` : "";
}
