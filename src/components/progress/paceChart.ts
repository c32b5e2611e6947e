import * as Plot from "npm:@observablehq/plot";
import {html} from "npm:htl";
import {lapTimeText} from "../../core/laps/lapTimeText.js";
import type {SessionPace} from "../../core/laps/progress/sessionPaces.js";
import {slowLapFence} from "../../core/laps/slowLapFence.js";
import {day} from "../ui/format.js";
import {color, series} from "../ui/palette.js";
import {plotChart} from "../ui/plotChart.js";
import {sessionDates} from "./sessionDates.js";

/**
 * Lap times session by session: a dot for each lap that shows the pace, the median with the middle half of the laps, and the best lap so
 * far. The sessions are at even distances, in the order in which they were driven.
 */
export function paceChart(sessions: readonly SessionPace[], {width = 960}: {width?: number} = {}): HTMLElement {
  const placed = sessions.map((one, i) => ({...one, at: i + 1}));
  const dots = placed.flatMap(({at, laps, startedAt}) => {
    const own = laps.filter(({leftOut}) => !leftOut);
    return own.map(({row}, k) => ({
      x: at + (own.length > 1 ? (k / (own.length - 1) - 0.5) * 0.5 : 0),
      y: row.lapTimeMs!,
      title: `${day(startedAt)}, lap ${row.lap}\n${lapTimeText(row.lapTimeMs!)}`,
    }));
  });
  if (dots.length === 0) return html`<p class="lb-muted">No lap of these sessions shows the pace.</p>`;
  const paces = placed.flatMap(({at, pace, startedAt}) => (pace ? [{at, startedAt, ...pace}] : []));
  const records = placed.filter(({recordMs}) => recordMs !== null);
  const times = dots.map(({y}) => y);
  const top = Math.max(slowLapFence(times), ...paces.map(({quartiles}) => quartiles[1]));
  const least = Math.min(...times, ...records.map(({recordMs}) => recordMs!));
  const dates = sessionDates(sessions);
  const many = placed.length > Math.max(4, width / 90);
  const step = Math.ceil(placed.length / Math.max(2, Math.floor(width / 130)));
  const chart = plotChart({
    width,
    height: Math.round(Math.max(240, Math.min(380, width * 0.4))),
    marginLeft: 64,
    marginBottom: 40,
    ariaLabel: "lap times session by session",
    x: {
      label: many ? "session" : null,
      domain: [0.5, placed.length + 0.5],
      ticks: placed.filter((_, i) => i % step === 0).map(({at}) => at),
      tickFormat: (at: number) => dates.get(placed[at - 1].session) ?? "",
    },
    y: {
      label: "lap time",
      domain: [least - (top - least) * 0.04, top + (top - least) * 0.04],
      tickFormat: (ms: number) => lapTimeText(ms),
      grid: true,
    },
    marks: [
      Plot.line(records, {x: "at", y: "recordMs", curve: "step-after", stroke: color("best"), strokeWidth: 1.5}),
      Plot.dot(
        dots.filter(({y}) => y <= top),
        {x: "x", y: "y", r: 2.5, fill: color("muted"), fillOpacity: 0.5, title: "title", tip: true},
      ),
      Plot.ruleX(paces, {
        x: "at",
        y1: (d) => d.quartiles[0],
        y2: (d) => d.quartiles[1],
        stroke: series(0).color,
        strokeWidth: 3,
        strokeOpacity: 0.4,
      }),
      Plot.line(paces, {x: "at", y: "median", stroke: series(0).color, strokeWidth: 1.5}),
      Plot.dot(paces, {x: "at", y: "median", r: 4, fill: series(0).color}),
      Plot.dot(
        records.filter(({isRecord}) => isRecord),
        {x: "at", y: "recordMs", symbol: "diamond", r: 5, fill: color("best")},
      ),
    ],
  });
  const slower = times.filter((time) => time > top).length;
  return html`<figure>
    <div class="lb-legend">
      <span><span style=${`color:${series(0).color}`}>●</span> median, bar: middle half of the laps</span>
      <span><span style=${`color:${color("best")}`}>◆</span> best lap so far</span>
      <span><span class="lb-muted">●</span> a lap that shows the pace</span>
    </div>
    ${chart}
    ${slower ? html`<figcaption>${slower} slower ${slower === 1 ? "lap" : "laps"} above the picture.</figcaption>` : ""}
  </figure>`;
}
