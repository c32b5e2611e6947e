import {interpolateLab} from "npm:d3";
import {channelOf} from "../../core/channels/catalogue.js";
import {combinedG, combinedSlip} from "../../core/laps/grip.js";
import {chartText, traceChart} from "../laps/traceCharts.js";
import {channelValues, type TraceLap} from "../laps/traceLap.js";
import {resolved, sequential} from "../ui/palette.js";

/** How a lap's line is coloured by a channel, and what the legend says. */
export interface MapColoring {
  label: string;
  unit: string;
  /** what the values are, where the name does not say it all */
  note: string;
  kind: "sequential" | "diverging" | "discrete";
  /** a value each sample; NaN is drawn as unknown */
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
  if (channel === "grip") return grip(lap);
  const values = channelValues(lap, channel);
  if (!values) return null;
  const chart = traceChart(channel);
  const common = {
    label: channelOf(channel).label,
    unit: chart.unit,
    note: "",
    values,
    text: (v: number) => chartText(chart, v),
  };
  if (chart.discrete) {
    const domain = extent(values);
    return {...common, kind: "discrete", domain, color: classColor(channel === "gear" ? [1, 8] : domain)};
  }
  if (channelOf(channel).range?.[0] === -channelOf(channel).range![1])
    return {...common, ...diverging(channel, values)};
  const domain = extent(values);
  return {...common, kind: "sequential", domain, color: along(domain)};
}

/** A channel that is symmetric about zero: blue to the negative (left), orange to the positive (right). */
function diverging(channel: string, values: Float64Array): Pick<MapColoring, "kind" | "domain" | "color" | "note"> {
  const most = Math.max(...extent(values).map(Math.abs)) || 1;
  return {
    kind: "diverging",
    domain: [-most, most],
    note: channel === "steering" ? "− left, + right" : "",
    color: (value, dark) => {
      const side = resolved(value < 0 ? "steering" : "series2", dark);
      return interpolateLab(quiet(dark), side)(Math.min(1, Math.abs(value) / most));
    },
  };
}

/** Throttle minus brake, −1 … 1: green with the throttle, red with the brake, grey between. */
function pedals(lap: TraceLap): MapColoring | null {
  const throttle = channelValues(lap, "throttle");
  const brake = channelValues(lap, "brake");
  if (!throttle || !brake) return null;
  return {
    label: "throttle and brake",
    unit: "%",
    note: "brake to the left, throttle to the right; where both are pressed, the difference",
    kind: "diverging",
    domain: [-1, 1],
    values: throttle.map((t, i) => t - brake[i]),
    color: (value, dark) =>
      interpolateLab(quiet(dark), resolved(value < 0 ? "brake" : "throttle", dark))(Math.min(1, Math.abs(value))),
    text: (value) =>
      value === 0 ? "coasting" : `${value < 0 ? "brake" : "throttle"} ${Math.round(Math.abs(value) * 100)}`,
  };
}

const WHEELS = ["Rl", "Rr", "Fl", "Fr"];

/** Slip of the tyres where the game sends it (the player's car), else how much g the tyres hold. */
function grip(lap: TraceLap): MapColoring | null {
  const ratios = WHEELS.map((w) => channelValues(lap, `slipRatio${w}`));
  const angles = WHEELS.map((w) => channelValues(lap, `slipAngle${w}`));
  if (ratios.every(Boolean) && angles.every(Boolean)) {
    const speed = channelValues(lap, "speedKmh")?.map((v) => v / 3.6);
    const values = combinedSlip(ratios as Float64Array[], angles as Float64Array[], speed);
    // a locked or spinning wheel would leave the rest of the lap one colour
    const domain: [number, number] = [0, Math.max(quantile(values, 0.98), 0.02)];
    const note =
      "combined slip √(ratio² + tan² angle) of the wheel that slips most; the end of the scale is the lap's 98th percentile";
    return {
      label: "slip",
      unit: "",
      note,
      kind: "sequential",
      domain,
      values,
      color: along(domain),
      text: (v) => v.toFixed(2),
    };
  }
  const lateral = channelValues(lap, "gLateral");
  const longitudinal = channelValues(lap, "gLongitudinal");
  if (!lateral || !longitudinal) return null;
  const values = combinedG(lateral, longitudinal);
  const domain: [number, number] = [0, Math.max(quantile(values, 0.995), 0.1)];
  const note = "no wheel slip in this recording: combined g √(lateral² + longitudinal²), what the tyres hold, instead";
  return {
    label: "combined g",
    unit: "g",
    note,
    kind: "sequential",
    domain,
    values,
    color: along(domain),
    text: (v) => v.toFixed(1),
  };
}

function along([least, greatest]: [number, number]): MapColoring["color"] {
  const scales = {light: sequential(false), dark: sequential(true)};
  return (value, dark) => scales[dark ? "dark" : "light"]((value - least) / (greatest - least || 1));
}

/** Classes in steps of the sequential scale: their order is seen too. What lies below the range (neutral, reverse) is grey. */
function classColor([least, greatest]: [number, number]): MapColoring["color"] {
  const color = along([least, greatest]);
  return (value, dark) => (value < least ? resolved("reference", dark) : color(value, dark));
}

/** The grey of "nothing happens here", which still stands out from the paper. */
function quiet(dark: boolean): string {
  return dark ? "#5a6066" : "#c3c7ca";
}

function extent(values: Float64Array): [number, number] {
  let least = Infinity;
  let greatest = -Infinity;
  for (const v of values) {
    if (v < least) least = v;
    if (v > greatest) greatest = v;
  }
  return [least, greatest];
}

function quantile(values: Float64Array, share: number): number {
  const known = values.filter((v) => !Number.isNaN(v)).sort();
  return known.length ? known[Math.floor(share * (known.length - 1))] : Number.NaN;
}
