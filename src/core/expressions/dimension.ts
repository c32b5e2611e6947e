import type {Quantity} from "../channels/units.js";

/** Exponents of length, mass, time, temperature, angle and voltage: speed is [1, 0, −1, 0, 0, 0]. */
export type Dimension = readonly number[];

const BASE_UNITS = ["m", "kg", "s", "K", "rad", "V"];
const ANGLE = BASE_UNITS.indexOf("rad");

export const NONE: Dimension = [0, 0, 0, 0, 0, 0];

export const DIMENSIONS: Readonly<Record<Quantity, Dimension>> = {
  plain: NONE,
  ratio: NONE,
  length: [1, 0, 0, 0, 0, 0],
  mass: [0, 1, 0, 0, 0, 0],
  time: [0, 0, 1, 0, 0, 0],
  temperature: [0, 0, 0, 1, 0, 0],
  angle: [0, 0, 0, 0, 1, 0],
  voltage: [0, 0, 0, 0, 0, 1],
  speed: [1, 0, -1, 0, 0, 0],
  acceleration: [1, 0, -2, 0, 0, 0],
  angularRate: [0, 0, -1, 0, 1, 0],
  volume: [3, 0, 0, 0, 0, 0],
  pressure: [-1, 1, -2, 0, 0, 0],
  force: [1, 1, -2, 0, 0, 0],
  torque: [2, 1, -2, 0, 0, 0],
};

export const ENERGY = DIMENSIONS.torque;
export const POWER: Dimension = [2, 1, -3, 0, 0, 0];
export const FREQUENCY: Dimension = [0, 0, -1, 0, 0, 0];

/** a × b^exponent */
export function timesPower(a: Dimension, b: Dimension, exponent = 1): Dimension {
  // sums of thirds and halves leave rounding errors
  return a.map((x, i) => Math.round((x + exponent * b[i]) * 1e9) / 1e9);
}

export function isNone(dimension: Dimension): boolean {
  return dimension.every((exponent) => exponent === 0);
}

/**
 * Whether values of two dimensions may be added. A radian counts as a plain number inside a product of units (yaw rate × speed is
 * m/s²), but an angle alone is not added to a number.
 */
export function isSameDimension(a: Dimension, b: Dimension): boolean {
  const others = a.every((exponent, i) => i === ANGLE || exponent === b[i]);
  if (!others) return false;
  return a[ANGLE] === b[ANGLE] || a.some((exponent, i) => i !== ANGLE && exponent !== 0);
}

const NAMED: readonly (readonly [string, Dimension])[] = [
  ["N", DIMENSIONS.force],
  ["J", ENERGY],
  ["W", POWER],
  ["Pa", DIMENSIONS.pressure],
];

/** The SI unit of a dimension: "m/s²", "W"; "" of none. */
export function siText(dimension: Dimension): string {
  const named = NAMED.find(([, own]) => own.every((exponent, i) => exponent === dimension[i]));
  if (named) return named[0];
  const factors = (sign: 1 | -1) =>
    BASE_UNITS.flatMap((unit, i) => {
      const exponent = sign * dimension[i];
      return exponent > 0 ? [`${unit}${exponentText(exponent)}`] : [];
    });
  const above = factors(1).join("·");
  const below = factors(-1);
  if (above === "" && below.length === 0) return "";
  return [above || "1", ...below].join("/");
}

function exponentText(exponent: number): string {
  return {1: "", 2: "²", 3: "³"}[exponent] ?? `^${exponent}`;
}
