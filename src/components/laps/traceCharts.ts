import {channelOf} from "../../core/channels/catalogue.js";
import {delta, fixed} from "../ui/format.js";
import {channelValues, type TraceLap} from "./traceLap.js";
import {roundTicks} from "./traceScale.js";

/** One chart of the stack: a channel, how tall, and how its values are written. */
export interface TraceChart {
  channel: string;
  label: string;
  unit: string;
  /** what the sign means */
  note: string;
  /** shown = value × factor: ratios are shown in percent */
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

/** A chart spans at least so many units of the read-outs' last digit. */
const LEAST_SPAN = 4;

/** What a driver and an engineer look at first. */
export const DEFAULT_CHARTS = [
  "delta",
  "speedKmh",
  "throttle",
  "brake",
  "gear",
  "steering",
  "rpm",
  "gLateral",
  "gLongitudinal",
];

/** A value as read-outs write it, without the unit: `312`, `−1.24`; neutral and reverse gear are N and R. */
export function chartText(chart: TraceChart, value: number): string {
  // ticks come with fewer digits than read-outs
  if (chart.channel === "delta" && chart.digits === 3) return delta(value * 1000);
  if (chart.channel === "delta") return `${value > 0 ? "+" : ""}${fixed(value, chart.digits)}`;
  if (chart.channel === "gear" && value <= 0) return value < 0 ? "R" : "N";
  return fixed(value * chart.factor, chart.digits);
}

/**
 * Bottom and top of a chart, in the channel's own unit: ratios keep their whole range, the rest spans the values of all
 * laps and ends on round numbers, discrete values get half a step of room. [0, 1] when no lap has a value.
 */
export function chartDomain(chart: TraceChart, laps: readonly TraceLap[]): [number, number] {
  if (chart.unit === "%" && chart.factor === 100) return channelOf(chart.channel).range ?? [0, 1];
  // a difference is read against nothing gained, nothing lost
  let least = chart.channel === "delta" ? 0 : Infinity;
  let greatest = chart.channel === "delta" ? 0 : -Infinity;
  for (const lap of laps) {
    const values = channelValues(lap, chart.channel);
    if (!values) continue;
    for (let i = 0; i < values.length; i++) {
      if (values[i] < least) least = values[i];
      if (values[i] > greatest) greatest = values[i];
    }
  }
  if (!(least <= greatest)) return [0, 1];
  if (chart.discrete) return [least - 0.5, greatest + 0.5];
  if (least === greatest) return [least - 1, greatest + 1];
  // what is smaller than read-outs tell is no difference to fill a chart with
  const room = (LEAST_SPAN / 10 ** chart.digits / chart.factor - (greatest - least)) / 2;
  if (room > 0) [least, greatest] = [least - room, greatest + room];
  const ticks = roundTicks(least, greatest, 4);
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : greatest - least;
  return [Math.floor(least / (step / 2)) * (step / 2), Math.ceil(greatest / (step / 2)) * (step / 2)];
}
