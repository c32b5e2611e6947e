import {conversion, type Quantity, quantityOf} from "../channels/units.js";
import {DIMENSIONS, type Dimension, ENERGY, FREQUENCY, NONE, POWER, siText, timesPower} from "./dimension.js";

/** A unit as expressions know it: SI value = value × factor + add. Temperatures are in °C inside. */
export interface MeasuredUnit {
  text: string;
  factor: number;
  add: number;
  dimension: Dimension;
  /** values are temperatures on a scale, not differences: °C and °F. Kelvins are differences unless a result is declared in them. */
  scale?: true;
}

/** The unit of plain numbers. */
export const NO_UNIT: MeasuredUnit = {text: "", factor: 1, add: 0, dimension: NONE};

/** Spelling of the unit in which the table of units counts each quantity, and SI in terms of it. */
const COUNTED: Record<Exclude<Quantity, "plain">, readonly [unit: string, factor: number]> = {
  speed: ["m/s", 1],
  ratio: ["ratio", 1],
  angle: ["rad", 1],
  angularRate: ["rad/s", 1],
  acceleration: ["m/s2", 1],
  temperature: ["celsius", 1],
  pressure: ["pa", 1],
  length: ["m", 1],
  time: ["s", 1],
  mass: ["kg", 1],
  volume: ["l", 0.001],
  force: ["n", 1],
  torque: ["nm", 1],
  voltage: ["v", 1],
};

const PLAIN = ["ratio", "laps", "lap", "gear", "count", "no"];
const RATE = DIMENSIONS.angularRate;
/** Units of quantities that no channel of the table measures. A turn is 2π rad, so that rpm and rad/s agree (SI brochure, table 4). */
const MORE: Record<string, readonly [factor: number, dimension: Dimension]> = {
  "°": [Math.PI / 180, DIMENSIONS.angle],
  rpm: [Math.PI / 30, RATE],
  rev: [2 * Math.PI, DIMENSIONS.angle],
  hz: [1, FREQUENCY],
  j: [1, ENERGY],
  kj: [1e3, ENERGY],
  mj: [1e6, ENERGY],
  kwh: [3.6e6, ENERGY],
  w: [1, POWER],
  kw: [1e3, POWER],
  hp: [745.69987158227, POWER],
  ps: [735.49875, POWER],
  h: [3600, DIMENSIONS.time],
  ...Object.fromEntries(PLAIN.map((unit) => [unit, [1, NONE] as const])),
};

const MOST_CHARACTERS = 40;
const known = new Map<string, MeasuredUnit | undefined>();

/** A unit from its text: one of the table, or several joined by `/` and `·` with exponents: "km/h/rpm", "N·m", "m/s²". */
export function unitOf(text: string): MeasuredUnit | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  let unit = known.get(text);
  if (unit || known.has(text)) return unit;
  unit = readUnit(text.trim());
  if (known.size > 1000) known.clear();
  known.set(text, unit);
  return unit;
}

/** The SI unit of a dimension. */
export function siUnit(dimension: Dimension): MeasuredUnit {
  return {text: siText(dimension), factor: 1, add: 0, dimension};
}

function readUnit(text: string): MeasuredUnit | undefined {
  if (text === "") return NO_UNIT;
  const single = tableUnit(text);
  if (single) return single;
  let [factor, dimension] = [1, NONE];
  for (const [, joint, name, digits, raised] of text.matchAll(FACTOR)) {
    const one = name === "1" ? NO_UNIT : tableUnit(name);
    if (!one) return undefined;
    const exponent = (joint === "/" ? -1 : 1) * (digits ? Number(digits) : raised === "²" ? 2 : raised === "³" ? 3 : 1);
    factor *= one.factor ** exponent;
    dimension = timesPower(dimension, one.dimension, exponent);
  }
  return WHOLE.test(text) ? {text, factor, add: 0, dimension} : undefined;
}

const NAME = "1|[°%\\p{L}]+";
const EXPONENT = "(?:\\^(-?\\d(?:\\.\\d{1,9})?)|([²³]))?";
const FACTOR = new RegExp(`(^|[/·*])(${NAME})${EXPONENT}`, "gu");
const WHOLE = new RegExp(`^(?:${NAME})${EXPONENT}(?:[/·*](?:${NAME})${EXPONENT})*$`, "u");

function tableUnit(text: string): MeasuredUnit | undefined {
  const spelled = text.toLowerCase();
  const more = Object.hasOwn(MORE, spelled) ? MORE[spelled] : undefined;
  if (more) return {text, factor: more[0], add: 0, dimension: more[1]};
  const quantity = quantityOf(text);
  if (quantity === "plain") return undefined;
  const [counted, si] = COUNTED[quantity];
  const {factor, add} = conversion(quantity, text, counted)!;
  const scale = quantity === "temperature" && !/^k/i.test(text);
  return {text, factor: factor * si, add: add * si, dimension: DIMENSIONS[quantity], ...(scale && {scale})};
}
