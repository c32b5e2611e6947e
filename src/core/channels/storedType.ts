import type {Channel, ChannelType} from "./catalogue.js";

/** Discrete and whole in the F1 games; other games and logs have fractions. */
const FINE = new Set(["brakeBiasPercent"]);

/**
 * How a channel of a source without packet layouts is stored: doubles (time, places on earth) exactly, continuous ones as
 * float32, discrete ones as catalogued.
 */
export function storedType({name, kind, type}: Channel): ChannelType {
  if (type === "float64") return type;
  return kind === "continuous" || FINE.has(name) ? "float32" : type;
}

/** Whether a column of this type holds whole numbers only: values are rounded. */
export function isWhole(type: ChannelType): boolean {
  return !type.startsWith("float");
}
