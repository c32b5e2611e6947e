import {CHANNELS} from "../../channels/catalogue.js";
import {conversion, plainUnit, type Quantity} from "../../channels/units.js";
import {motecRule} from "../motec/motecChannels.js";

/** What a column of a table may become: a channel of the catalogue, or one of these helpers, from which channels are made. */
export interface Target {
  name: string;
  label: string;
  /** as an axis shows it */
  unit: string;
  quantity: Quantity;
}

/** Of a row's lap: 1 from line to line, 0 not. */
export const LAP_WHOLE = "lapWhole";

/** What tells channels without being one. */
export const EXTRA_TARGETS: readonly Target[] = [
  {name: "lapFraction", label: "share of the lap driven (0–1)", unit: "", quantity: "ratio"},
  // Lapbook's own exports say it: no clock tells a lap that ended in the garage from one that ended at the line
  {name: LAP_WHOLE, label: "lap from line to line (1) or a part (0)", unit: "", quantity: "ratio"},
];

/** Made of the others, never of a column. */
const OWN = new Set(["car", "frame"]);

export const TARGETS: readonly Target[] = [
  ...CHANNELS.filter(({name}) => !OWN.has(name)).map(({name, label, unit}) => ({
    ...{name, label, unit},
    // a plain number of the catalogue measures nothing, whatever MoTeC's column of it does
    quantity: motecRule(name).quantity,
  })),
  ...EXTRA_TARGETS,
];

const BY_NAME = new Map(TARGETS.map((target) => [target.name, target]));

/** Undefined for what no column can become. */
export function targetOf(name: string): Target | undefined {
  return BY_NAME.get(name);
}

export function quantityOfTarget(name: string): Quantity {
  return BY_NAME.get(name)?.quantity ?? "plain";
}

/** Units one may choose, the commonest first. "0–255" is a byte for 0–1; "0–1" and "" are the same. */
const UNITS: Record<Quantity, readonly string[]> = {
  speed: ["km/h", "m/s", "mph", "kt"],
  ratio: ["0–1", "%", "0–255"],
  angle: ["rad", "deg"],
  angularRate: ["rad/s", "deg/s"],
  acceleration: ["g", "m/s²"],
  temperature: ["°C", "°F", "K"],
  pressure: ["psi", "bar", "kPa", "Pa"],
  length: ["m", "km", "ft", "mi", "cm", "mm", "0.1 m"],
  time: ["s", "ms", "min", "us"],
  mass: ["kg", "lb"],
  volume: ["l", "gal"],
  force: ["N", "kN", "lbf"],
  torque: ["Nm"],
  voltage: ["V", "mV"],
  plain: [],
};

/** Units among which a user chooses for this channel; empty where numbers are taken as they are. */
export function unitsOf(name: string): readonly string[] {
  const target = BY_NAME.get(name);
  if (!target) return [];
  if (name === "steering") return ["0–1", "%", "deg", "rad"];
  if (target.unit === "mm/s") return ["mm/s", "m/s", "in/s"];
  return name === "brake" ? [...UNITS.ratio, "bar", "psi"] : UNITS[target.quantity];
}

/** Linear: value of the channel = value of the column × factor + add. `scaled` = by the largest value in the file. */
export interface Scaling {
  factor: number;
  add: number;
  scaled?: boolean;
}

/** How a unit becomes the channel's own; undefined when it does not measure the same. */
export function scalingOf(name: string, unit: string): Scaling | undefined {
  const target = BY_NAME.get(name);
  if (!target) return undefined;
  if (target.quantity === "plain") return {factor: 1, add: 0};
  const known = unit === "0–1" ? "" : unit;
  if (name === "steering" && conversion("angle", known, "deg") && known !== "")
    return {...conversion("angle", known, "deg")!, scaled: true};
  if (name === "brake" && conversion("pressure", known, "bar") && known !== "")
    return {...conversion("pressure", known, "bar")!, scaled: true};
  const to = name === "steering" ? "" : target.unit;
  if (target.quantity === "ratio" && known === "0–255") return {factor: to === "%" ? 100 / 255 : 1 / 255, add: 0};
  if (target.quantity === "length" && known === "0.1 m") return {factor: to === "mm" ? 100 : 0.1, add: 0};
  return conversion(target.quantity, known, to);
}

/** The spelling of `unitsOf` for a unit as a file writes it; as it is where the list has no such. */
export function spelledUnit(name: string, unit: string): string {
  const scaling = scalingOf(name, unit);
  const same = unitsOf(name).find((u) => {
    const other = scalingOf(name, u);
    return (
      scaling &&
      other &&
      Math.abs(other.factor - scaling.factor) <= 1e-9 * Math.abs(scaling.factor) &&
      Math.abs(other.add - scaling.add) < 1e-6 &&
      other.scaled === scaling.scaled
    );
  });
  return same ?? (plainUnit(unit) === "" ? "" : unit);
}
