import {extent, interpolateLab, quantile} from "npm:d3";
import {channelOf} from "../../core/channels/catalogue.js";
import {combinedG, combinedSlip} from "../../core/laps/grip.js";
import {channelText, traceChannel} from "../laps/traceChannels.js";
import {channelValues, type TraceLap} from "../laps/traceLap.js";
import {fixed} from "../ui/format.js";
import {resolved, sequential, surface} from "../ui/palette.js";

/** How a lap's line is coloured by a channel, and what the legend shows. */
export interface MapColoring {
  label: string;
  unit: string;
  /** explains the values where the label does not */
  note: string;
  kind: "sequential" | "diverging" | "discrete";
  /** a value per sample; NaN is drawn as unknown */
  values: Float64Array;
  domain: [number, number];
  color(value: number, dark: boolean): string;
  text(value: number): string;
}

/** What a map can be coloured by, as a menu lists it. */
export const MAP_CHANNELS: readonly {name: string; label: string}[] = [
  {name: "speedKmh", label: "speed"},
  {name: "pedals", label: "throttle and brake"},
  {name: "steering", label: "steering"},
  {name: "gear", label: "gear"},
  {name: "rpm", label: "engine speed"},
  {name: "grip", label: "grip (slip)"},
];

/** The colouring of a lap by a channel of MAP_CHANNELS or of the catalogue; null when the lap does not have it. */
export function mapColoring(lap: TraceLap, channel: string): MapColoring | null {
  if (channel === "pedals") return pedals(lap);
  if (channel === "grip") return slip(lap) ?? gForce(lap);
  if (channel === "deltaRate") return lost(lap);
  const values = channelValues(lap, channel);
  if (!values) return null;
  const {label, range} = channelOf(channel);
  const traced = traceChannel(channel);
  const domain = extent(values) as [number, number];
  const common = {label, unit: traced.unit, note: "", values, domain, text: (v: number) => channelText(traced, v)};
  if (traced.kind !== "line")
    return {...common, kind: "discrete", color: classColor(channel === "gear" ? [1, 8] : domain)};
  if (range && range[0] === -range[1]) return {...common, ...diverging(channel, domain)};
  return {...common, kind: "sequential", color: sequentialColor(domain)};
}

/** A channel that is symmetric about zero: blue to the negative (left), orange to the positive (right). */
function diverging(
  channel: string,
  domain: readonly [number, number],
): Pick<MapColoring, "kind" | "domain" | "color" | "note"> {
  const most = Math.max(...domain.map(Math.abs)) || 1;
  return {
    kind: "diverging",
    domain: [-most, most],
    note: channel === "steering" ? "− left, + right" : "",
    color: (value, dark) => fade(value < 0 ? "steering" : "series2", Math.abs(value) / most, dark),
  };
}

/** Throttle minus brake, −1 … 1: green with the throttle, red with the brake, grey between. */
function pedals(lap: TraceLap): MapColoring | null {
  const throttle = channelValues(lap, "throttle");
  const brake = channelValues(lap, "brake");
  if (!throttle || !brake) return null;
  return {
    label: "throttle and brake",
    unit: "",
    note: "brake to the left, throttle to the right; where both are pressed, the difference",
    kind: "diverging",
    domain: [-1, 1],
    values: throttle.map((t, i) => t - brake[i]),
    color: (value, dark) => fade(value < 0 ? "brake" : "throttle", Math.abs(value), dark),
    text: (value) =>
      value === 0 ? "0 %" : `${value < 0 ? "brake" : "throttle"} ${Math.round(Math.abs(value) * 100)} %`,
  };
}

/** Least end of the scale of time lost, s per 100 m: less is noise, which must not look like a loss. */
const LEAST_RATE = 0.05;

/** Where time was lost (red, +) and gained (green, −) against the reference; neutral where that is within its error. */
function lost(lap: TraceLap): MapColoring | null {
  const measured = channelValues(lap, "deltaRate");
  if (!measured) return null;
  const errors = lap.errors?.deltaRate;
  const values = errors ? measured.map((rate, i) => (Math.abs(rate) <= errors[i] ? 0 : rate)) : measured;
  const sizes = values.filter(Number.isFinite).map(Math.abs);
  const most = Math.max(quantile(sizes, 0.98) ?? 0, LEAST_RATE);
  return {
    label: "time lost",
    unit: "s per 100 m",
    note: `− gained, + lost against the reference${errors ? "; grey: within the error of the recordings" : ""}`,
    kind: "diverging",
    domain: [-most, most],
    values,
    color: (value, dark) => fade(value < 0 ? "gain" : "loss", Math.abs(value) / most, dark),
    text: (value) => `${value > 0 ? "+" : ""}${fixed(value, 2)}`,
  };
}

const WHEELS = ["Rl", "Rr", "Fl", "Fr"];

/** Slip of the tyres; only some games send it, and only of the player's car. */
function slip(lap: TraceLap): MapColoring | null {
  const ratios = WHEELS.map((w) => channelValues(lap, `slipRatio${w}`));
  const angles = WHEELS.map((w) => channelValues(lap, `slipAngle${w}`));
  if (!ratios.every((r) => r !== undefined) || !angles.every((a) => a !== undefined)) return null;
  const speed = channelValues(lap, "speedKmh")?.map((v) => v / 3.6);
  const values = combinedSlip(ratios, angles, speed);
  // not the maximum: a locked or spinning wheel would leave the rest of the lap one colour
  const domain: [number, number] = [0, Math.max(quantile(values, 0.98) ?? 0, 0.02)];
  return {
    label: "slip",
    unit: "",
    note: "combined slip √(ratio² + tan² angle) of the wheel that slips most; the scale ends at the lap's 98th percentile",
    kind: "sequential",
    domain,
    values,
    color: sequentialColor(domain),
    text: (v) => v.toFixed(2),
  };
}

/** Horizontal g, the force that the tyres transmit. */
function gForce(lap: TraceLap): MapColoring | null {
  const lateral = channelValues(lap, "gLateral");
  const longitudinal = channelValues(lap, "gLongitudinal");
  if (!lateral || !longitudinal) return null;
  const values = combinedG(lateral, longitudinal);
  const domain: [number, number] = [0, Math.max(quantile(values, 0.995) ?? 0, 0.1)];
  return {
    label: "combined g",
    unit: "g",
    note: "no wheel slip in this recording: combined g √(lateral² + longitudinal²) is shown instead",
    kind: "sequential",
    domain,
    values,
    color: sequentialColor(domain),
    text: (v) => v.toFixed(1),
  };
}

export function sequentialColor([least, greatest]: [number, number]): MapColoring["color"] {
  const scales = {light: sequential(false), dark: sequential(true)};
  return (value, dark) => scales[dark ? "dark" : "light"]((value - least) / (greatest - least || 1));
}

/** Classes in steps of the sequential scale, which shows their order; values below the range (neutral, reverse) are grey. */
function classColor(range: [number, number]): MapColoring["color"] {
  const color = sequentialColor(range);
  return (value, dark) => (value < range[0] ? resolved("reference", dark) : color(value, dark));
}

/** From the neutral grey at 0 to a colour at 1. */
export function fade(to: Parameters<typeof resolved>[0], share: number, dark: boolean): string {
  return interpolateLab(surface("neutral", dark), resolved(to, dark))(Math.min(1, share));
}
