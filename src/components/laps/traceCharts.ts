import {unitBeside} from "../ui/format.js";
import {type TraceChannel, traceChannel} from "./traceChannels.js";
import {expandedIds} from "./wheelSets.js";

/** What a layout keeps of a chart. */
export interface ChartSpec {
  /** ids of channels; a set of wheels is one: `tyrePressure*Psi` */
  channels: readonly string[];
  /** px; the usual height where it is left out */
  height?: number;
  /** bottom and top of the left axis, in written values; the values' own range where it is left out */
  scale?: readonly [number, number];
}

/** One chart of the stack: channels on one or two axes. */
export interface TraceChart {
  spec: ChartSpec;
  channels: readonly TraceChannel[];
  /** of the left and the right axis; none for channels that are on or off */
  units: readonly string[];
  /** px, without the head */
  height: number;
}

export interface ChartOptions {
  height?: number;
  scale?: readonly [number, number];
  computed?: readonly TraceChannel[];
}

const HEIGHT = 72;
const TALL: ReadonlyMap<string, number> = new Map([
  ["speedKmh", 148],
  ["delta", 96],
]);
export const HEIGHT_LIMITS: readonly [number, number] = [36, 400];
/** Lines of one lap that a reader can distinguish in one chart. */
const MOST_CHANNELS = 8;

/** A chart of channels by id. What does not belong in one chart is left out: see `refusal`. */
export function traceChart(ids: string | readonly string[], {height, scale, computed}: ChartOptions = {}): TraceChart {
  const asked = typeof ids === "string" ? [ids] : ids;
  const spec: ChartSpec = {channels: asked, ...(height !== undefined && {height}), ...(scale && {scale})};
  const channels: TraceChannel[] = [];
  for (const id of asked.flatMap(expandedIds)) {
    const channel = traceChannel(id, computed);
    if (!channels.includes(channel) && refusal(channels, [channel]) === null) channels.push(channel);
  }
  return {spec, channels, units: unitsOf(channels), height: heightOf(spec, channels)};
}

/** A chart with fewer channels. */
export function chartWith({spec}: TraceChart, channels: readonly TraceChannel[]): TraceChart {
  return {spec, channels, units: unitsOf(channels), height: heightOf(spec, channels)};
}

/** Why channels can't be added to those of a chart; null where they can. */
export function refusal(channels: readonly TraceChannel[], more: readonly TraceChannel[]): string | null {
  const all = [...channels, ...more];
  const states = all.filter(({kind}) => kind === "state").length;
  if (states > 0 && states < all.length) return "a channel that is on or off has no axis: it needs a chart of its own";
  if (all.length > MOST_CHANNELS) return `more than ${MOST_CHANNELS} channels in one chart are hard to distinguish`;
  const units = unitsOf(all);
  if (units.length > 2)
    return `a third axis is not drawn: this chart has ${units.slice(0, 2).map(unitName).join(" and ")}`;
  return null;
}

function unitsOf(channels: readonly TraceChannel[]): string[] {
  return [...new Set(channels.filter(({kind}) => kind !== "state").map(({unit}) => unit))];
}

const unitName = (unit: string) => unit || "numbers without a unit";

/** Whether a chart's channels are on or off. */
export function isStates({channels}: Pick<TraceChart, "channels">): boolean {
  return channels[0]?.kind === "state";
}

function heightOf({height, channels: ids}: ChartSpec, channels: readonly TraceChannel[]): number {
  if (height !== undefined) return Math.min(Math.max(height, HEIGHT_LIMITS[0]), HEIGHT_LIMITS[1]);
  if (isStates({channels})) return Math.max(HEIGHT_LIMITS[0] / 2, 18 * channels.length);
  return Math.max(...ids.map((id) => TALL.get(id) ?? 0), channels.length > 1 ? 104 : HEIGHT);
}

/** The label of a chart: its channels', that of a set of wheels once. */
export function chartLabel({channels}: Pick<TraceChart, "channels">): string {
  return [...new Set(channels.map(({label, wheel}) => wheel?.label ?? label))].join(", ");
}

/** A channel within its chart: FL, FR for wheels of one kind, else its label. */
export function labelWithin({channels}: Pick<TraceChart, "channels">, channel: TraceChannel): string {
  const isSet = channels.length > 1 && channels.every(({wheel}) => wheel?.label === channels[0].wheel?.label);
  return isSet && channel.wheel ? channel.wheel.code : channel.label;
}

/** The unit of an axis, written beside a chart's label; "" where the label has it already. */
export function chartUnit(chart: Pick<TraceChart, "channels" | "units">): string {
  return unitBeside(chartLabel(chart), chart.units.join(", "));
}
