import {ALIASES} from "../../channels/aliases.js";
import {CHANNELS} from "../../channels/catalogue.js";
import {conversion, plainUnit, type Quantity, UNIT_CHOICES} from "../../channels/units.js";

/** A possible meaning of a column: a channel of the catalogue, or a helper from which channels are made. */
export interface Target {
  name: string;
  label: string;
  /** as an axis shows it */
  unit: string;
  quantity: Quantity;
}

/** Of a row's lap: 1 from line to line, 0 not. */
export const LAP_WHOLE = "lapWhole";
/** Of a row's lap: 1 valid so far, 0 not; becomes lapInvalid. */
export const LAP_VALID = "lapValid";

export const HELPER_TARGETS: readonly Target[] = [
  {name: "lapFraction", label: "fraction of the lap driven (0–1)", unit: "", quantity: "ratio"},
  // in Lapbook's own exports: a clock does not distinguish a lap that ended in the garage from one that ended at the line
  {name: LAP_VALID, label: "lap valid (1) or invalid (0)", unit: "", quantity: "ratio"},
  {name: LAP_WHOLE, label: "complete lap (1) or part of a lap (0)", unit: "", quantity: "ratio"},
];

/** Derived by every reader, never read from a column. */
const DERIVED = new Set(["car", "frame"]);

export const TARGETS: readonly Target[] = [
  ...CHANNELS.filter(({name}) => !DERIVED.has(name)).map(({name, label, unit, quantity}) => ({
    name,
    label,
    unit,
    quantity,
  })),
  ...HELPER_TARGETS,
];

const BY_NAME = new Map(TARGETS.map((target) => [target.name, target]));

/** Undefined for what no column can become. */
export function targetOf(name: string): Target | undefined {
  return BY_NAME.get(name);
}

export function quantityOfTarget(name: string): Quantity {
  return BY_NAME.get(name)?.quantity ?? "plain";
}

/** Units that a user may choose for this target; empty where numbers are taken as they are. */
export function unitsOf(name: string): readonly string[] {
  const target = BY_NAME.get(name);
  if (!target) return [];
  if (target.unit === "mm/s") return ["mm/s", "m/s", "in/s"];
  return ALIASES[name]?.units ?? UNIT_CHOICES[target.quantity];
}

/** The same with a rarer one in which a column is. */
export function unitsWith(name: string, unit: string): readonly string[] {
  const units = unitsOf(name);
  return units.length && !units.includes(unit) ? [unit, ...units] : units;
}

/** Linear: value of the channel = value of the column × factor + add. `scaled`: then divided by the value at full scale. */
export interface Scaling {
  factor: number;
  add: number;
  scaled?: boolean;
}

/** Unit that a quantity is converted to before it is divided by its value at full scale. */
const FULL_SCALE_UNIT: Partial<Record<Quantity, string>> = {angle: "deg", pressure: "bar"};

/** Units of engine speed that are no revolutions a minute. */
const TURNS: Record<string, Record<string, number>> = {
  rpm: {
    ...{"rad/s": 30 / Math.PI, hz: 60, rps: 60, "rev/s": 60, "1/s": 60, krpm: 1000, x1000: 1000},
    ...{rpmx1000: 1000, x1000rpm: 1000, "1000rpm": 1000, "1000/min": 1000},
  },
};

/** Conversion of a unit into the channel's; undefined for a unit of another quantity. */
export function scalingOf(name: string, unit: string): Scaling | undefined {
  const target = BY_NAME.get(name);
  if (!target) return undefined;
  if (target.quantity === "plain") return {factor: TURNS[name]?.[plainUnit(unit)] ?? 1, add: 0};
  const known = unit === "0–1" ? "" : unit;
  const scale = ALIASES[name]?.fullScale;
  const scaled = scale && known !== "" ? conversion(scale, known, FULL_SCALE_UNIT[scale]!) : undefined;
  if (scaled) return {...scaled, scaled: true};
  if (target.quantity === "ratio" && known === "0–255")
    return {factor: target.unit === "%" ? 100 / 255 : 1 / 255, add: 0};
  if (target.quantity === "length" && known === "0.1 m") return {factor: target.unit === "mm" ? 100 : 0.1, add: 0};
  return conversion(target.quantity, known, target.unit);
}

/** A unit as a file writes it in the spelling of `unitsOf`; unchanged where the list does not have it. */
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
