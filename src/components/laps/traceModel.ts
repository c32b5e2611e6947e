import {nearestIndex} from "../../core/signal/search.js";
import type {Axis} from "../ui/cursor.js";
import {cornerText, type LapPlace} from "./lapPlace.js";
import {AGAINST_REFERENCE} from "./traceChannels.js";
import {type ChartSpec, chartLabel, chartWith, type TraceChart, traceChart} from "./traceCharts.js";
import type {TraceLap} from "./traceLap.js";
import type {CursorPoint} from "./traceReadout.js";
import {axisText} from "./traceScale.js";

/** What a stack of charts shows of its laps. */
export interface TraceModel {
  laps: readonly TraceLap[];
  /** with the channels of which a lap has values; charts without any are left out */
  charts: TraceChart[];
  /** labels of channels without values; those against a reference are not missed of a single lap */
  missing: string[];
}

/** The charts of laps, from ids of channels or charts. */
export function traceModel(
  laps: readonly TraceLap[],
  wanted: readonly (string | ChartSpec | TraceChart)[],
): TraceModel {
  const all = wanted.map((c) => (typeof c === "string" ? traceChart(c) : "spec" in c ? c : traceChart(c.channels, c)));
  const charts: TraceChart[] = [];
  const missing = new Set<string>();
  for (const chart of all) {
    const channels = chart.channels.filter((channel) => laps.some((lap) => channel.values(lap)));
    if (channels.length) charts.push(channels.length < chart.channels.length ? chartWith(chart, channels) : chart);
    for (const channel of chart.channels) {
      if (channels.includes(channel) || (laps.length === 1 && AGAINST_REFERENCE.includes(channel))) continue;
      missing.add(channel.wheel && !channels.length ? channel.wheel.label : channel.label);
    }
  }
  return {laps, charts, missing: [...missing]};
}

/** A position on the other axis, by the nearest sample of a lap; unchanged without samples. */
export function convertPosition(lap: TraceLap | undefined, x: number, to: Axis): number {
  const index = lap ? nearestIndex(lap.axes[to === "time" ? "distance" : "time"], x) : -1;
  return lap && index >= 0 ? lap.axes[to][index] : x;
}

/** The position `by` steps from x: metres of the distance, samples of the time. */
export function stepPosition(lap: TraceLap, axis: Axis, x: number, by: number): number {
  if (axis === "distance") return Math.round(x) + by;
  const values = lap.axes.time;
  return values[Math.min(Math.max(nearestIndex(values, x) + by, 0), values.length - 1)];
}

/** Where the cursor is: distance, time, and the corner of the reference; "" where no lap has a sample. */
export function cursorText(points: readonly CursorPoint[], place: LapPlace | null): string {
  const first = points.find(({index}) => index >= 0);
  if (!first) return "";
  const corner = points[0].index >= 0 ? cornerText(place, points[0].index) : "";
  return [axisText(first.distance, "distance"), axisText(first.time, "time", 0.01), corner].filter(Boolean).join(" · ");
}

/** The charts in a sentence, with their keys, for a screen reader. */
export function describeCharts({charts, laps}: Pick<TraceModel, "charts" | "laps">): string {
  const names = laps.map((l) => l.label).join(", ");
  return (
    `${charts.map(chartLabel).join(", ")} of ${names || "no lap"}. ` +
    "Left and right move the cursor, Shift ten times as far, plus and minus zoom, 0 shows all, Backspace goes back, Escape clears."
  );
}
