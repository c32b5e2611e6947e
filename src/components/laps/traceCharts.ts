import {extent, tickStep} from "npm:d3";
import {channelOf} from "../../core/channels/catalogue.js";
import {delta, fixed} from "../ui/format.js";
import {channelValues, type TraceLap} from "./traceLap.js";

/** One chart of the stack: a channel, its height, and how its values are written. */
export interface TraceChart {
  channel: string;
  label: string;
  unit: string;
  /** meaning of the sign */
  note: string;
  /** shown value = value × factor: ratios are shown in percent */
  factor: number;
  digits: number;
  /** discrete channels are drawn as steps */
  discrete: boolean;
  /** px */
  height: number;
}

const DIGITS: Record<string, number> = {g: 2, psi: 1, "m/s": 1, kg: 2, rad: 3, m: 1, s: 3};
const SIGNS: Record<string, string> = {steering: "+ right", gLateral: "+ right", gLongitudinal: "− braking"};

const DELTA: TraceChart = {
  channel: "delta",
  label: "delta",
  unit: "s",
  note: "− ahead of the reference",
  factor: 1,
  digits: 3,
  discrete: false,
  height: 96,
};

/** The chart of a channel, from the catalogue, or "delta". Throws `unknown channel: foo`. */
export function traceChart(name: string, {height}: {height?: number} = {}): TraceChart {
  if (name === "delta") return {...DELTA, height: height ?? DELTA.height};
  const channel = channelOf(name);
  const ratio = !channel.unit && channel.kind === "continuous" && Math.abs(channel.range?.[1] ?? 0) === 1;
  return {
    channel: name,
    label: channel.label,
    note: SIGNS[name] ?? "",
    unit: ratio ? "%" : channel.unit,
    factor: ratio ? 100 : 1,
    digits: DIGITS[channel.unit] ?? 0,
    discrete: channel.kind === "discrete",
    height: height ?? (name === "speedKmh" ? 148 : 72),
  };
}

/** Units of the read-outs' last digit that a chart spans at least: rounding noise must not fill a chart. */
const LEAST_SPAN = 4;

/** The charts shown by default. */
export const DEFAULT_CHARTS = "delta speedKmh throttle brake gear steering rpm gLateral gLongitudinal".split(" ");

/** A value without its unit: `312`, `−1.24`; neutral and reverse gear are N and R. */
export function chartText(chart: TraceChart, value: number): string {
  // axis labels have fewer digits than read-outs
  if (chart.channel === "delta" && chart.digits === 3) return delta(value * 1000);
  if (chart.channel === "delta") return `${value > 0 ? "+" : ""}${fixed(value, chart.digits)}`;
  if (chart.channel === "gear" && value <= 0) return value < 0 ? "R" : "N";
  return fixed(value * chart.factor, chart.digits);
}

/**
 * Bottom and top of a chart, in the channel's own unit: ratios show their whole range; other channels span the values of
 * all laps and end on round numbers; discrete ones have half a step of room. [0, 1] when no lap has a value.
 */
export function chartDomain(chart: TraceChart, laps: readonly TraceLap[]): [number, number] {
  if (chart.unit === "%" && chart.factor === 100) return channelOf(chart.channel).range ?? [0, 1];
  const ends = laps.flatMap((lap) => extent(channelValues(lap, chart.channel) ?? [])).filter((v) => v !== undefined);
  // the delta's axis always shows zero
  let [least, greatest] = extent(chart.channel === "delta" ? [0, ...ends] : ends);
  if (least === undefined || greatest === undefined) return [0, 1];
  if (chart.discrete) return [least - 0.5, greatest + 0.5];
  if (least === greatest) return [least - 1, greatest + 1];
  const room = (LEAST_SPAN / 10 ** chart.digits / chart.factor - (greatest - least)) / 2;
  if (room > 0) [least, greatest] = [least - room, greatest + room];
  const step = tickStep(least, greatest, 4) / 2;
  return [Math.floor(least / step) * step, Math.ceil(greatest / step) * step];
}
