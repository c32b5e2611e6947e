import {type TraceChannel, traceChannel} from "./traceChannels.js";
import {type ChartSpec, refusal} from "./traceCharts.js";
import {expandedIds, wheelSetId} from "./wheelSets.js";

type Charts = readonly ChartSpec[];

/** Charts with another one for channels, after the given place; at the end without one. */
export function withChart(charts: Charts, ids: readonly string[], after = charts.length - 1): ChartSpec[] {
  return charts.toSpliced(after + 1, 0, {channels: ids});
}

export function withoutChart(charts: Charts, index: number): ChartSpec[] {
  return charts.toSpliced(index, 1);
}

/** Moves a chart to a place, as far as there is one. */
export function movedChart(charts: Charts, from: number, to: number): ChartSpec[] {
  const place = Math.min(Math.max(to, 0), charts.length - 1);
  return charts.toSpliced(from, 1).toSpliced(place, 0, charts[from]);
}

/** One chart changed; `undefined` removes a setting. */
export function changedChart(charts: Charts, index: number, change: Partial<ChartSpec>): ChartSpec[] {
  const next = {...charts[index], ...change};
  for (const key of ["height", "scale"] as const) if (next[key] === undefined) delete next[key];
  return charts.with(index, next);
}

/** Why a channel can't be drawn in a chart beside those that it has; null where it can. */
export function overlayRefusal(chart: ChartSpec, id: string, computed: readonly TraceChannel[] = []): string | null {
  const channels = (ids: readonly string[]) => ids.flatMap(expandedIds).map((one) => traceChannel(one, computed));
  if (hasChannel(chart, id)) return "it is in this chart";
  return refusal(channels(chart.channels), channels([id]));
}

/** Whether a chart shows a channel, alone or among four wheels. */
export function hasChannel({channels}: ChartSpec, id: string): boolean {
  return channels.includes(id) || channels.includes(wheelSetId(id));
}

/** A chart with a channel more. A fixed scale belongs to the channels that were there. */
export function withChannel(charts: Charts, index: number, id: string): ChartSpec[] {
  return changedChart(charts, index, {channels: [...charts[index].channels, id]});
}

/** Charts without a channel in one of them; a chart without channels goes. */
export function withoutChannel(charts: Charts, index: number, id: string): ChartSpec[] {
  const rest = charts[index].channels.filter((one) => one !== id);
  return rest.length ? changedChart(charts, index, {channels: rest, scale: undefined}) : withoutChart(charts, index);
}

/** A chart of several channels as one chart a channel, one below the other; four wheels too. */
export function stacked(charts: Charts, index: number): ChartSpec[] {
  const {channels, scale} = charts[index];
  const ids = channels.length > 1 ? channels : channels.flatMap(expandedIds);
  const units = new Set(ids.flatMap(expandedIds).map((id) => traceChannel(id).unit));
  // one scale was that of all of them
  const kept = scale && units.size === 1 ? {scale} : {};
  return charts.toSpliced(index, 1, ...ids.map((id) => ({channels: [id], ...kept})));
}

/** The channels of a chart drawn over those of the chart before it; null where they do not belong together. */
export function overlaid(charts: Charts, index: number, computed: readonly TraceChannel[] = []): ChartSpec[] | null {
  const before = charts[index - 1];
  if (!before) return null;
  const added = charts[index].channels.filter((id) => !hasChannel(before, id));
  const channels = (ids: readonly string[]) => ids.flatMap(expandedIds).map((one) => traceChannel(one, computed));
  if (refusal(channels(before.channels), channels(added)) !== null) return null;
  return changedChart(charts, index - 1, {channels: [...before.channels, ...added]}).toSpliced(index, 1);
}
