import {ALIASES} from "../../channels/aliases.js";
import {channelOf} from "../../channels/catalogue.js";
import type {TableColumn} from "./column.js";
import type {ColumnFigures} from "./columnFigures.js";
import {quantityOfTarget} from "./targets.js";

/** The unit taken for a column without one, by its values; undefined where they fit no unit of the channel. */
export function assumedUnit(
  channel: string,
  {kind, name}: Pick<TableColumn, "kind" | "name">,
  {max, min, step, whole}: ColumnFigures,
): string | undefined {
  const top = Math.max(Math.abs(min), Math.abs(max));
  const quantity = quantityOfTarget(channel);
  if (channel === "sessionTime" || channel === "currentLapTimeMs" || channel === "lastLapTimeMs") {
    if (kind === "time" || kind === "date") return "s";
    // Unix time in s is 1.7e9 today, in ms a thousand times that
    if (top > 1e14) return "us";
    if (top > 1e11) return "ms";
    if (top > 1e9) return "s";
    return channel === "lastLapTimeMs" ? (top > 1000 ? "ms" : "s") : (whole && step >= 2) || step >= 5 ? "ms" : "s";
  }
  // laps and sectors take seconds, differences less
  if (quantity === "time" && channelOf(channel).unit === "ms")
    return (channel.startsWith("delta") ? whole && top > 100 : top > 1000) ? "ms" : "s";
  // the full scale of a pedal's pressure is the largest value: any unit of pressure gives the same
  if (channel === "brake" && /pres/i.test(name)) return "bar";
  if (channel === "fuelMass") return /mass|intank|kg/i.test(name) ? "kg" : undefined;
  const unitless = ALIASES[channel]?.unitless;
  if (unitless) return unitless.find(([, upTo = Number.POSITIVE_INFINITY]) => top <= upTo)?.[0];
  if (quantity === "temperature") return min > 200 ? "K" : "°C";
  if (quantity === "ratio") return top <= 1.001 ? "0–1" : "%";
  const {unit} = channelOf(channel);
  // lengths of a few centimetres that are below 1 are metres
  if (unit === "mm") return top < 1 ? "m" : "mm";
  if (unit === "mm/s") return top < 5 ? "m/s" : "mm/s";
  // degrees of latitude are counted in no other unit
  return unit === "°" ? "" : unit;
}
