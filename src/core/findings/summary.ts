import {median} from "../signal/robust.js";
import type {Finding} from "./finding.js";

/** A place that resolves less than this many times the usual difference is named. */
const UNUSUAL = 3;

/**
 * The sentence about the places where no time was found to be lost or gained: what these laps would have shown there. "nothing in these
 * laps stands out above ±0.05 s".
 */
export function nothingStandsOut(findings: readonly Finding[]): string {
  const times = findings.filter(
    ({kind, place, resolves}) => kind === "time" && place.kind !== "lap" && resolves !== null,
  );
  const parts = new Set(times.map(({place}) => place.name));
  if (parts.size === 1) return "these laps do not say where: without positions or a known circuit a lap has no corners";
  const open = times.filter(({status}) => status === "not resolved");
  if (times.length === 0) return "these laps resolve nothing: there are too few";
  if (open.length === 0) return "every part of the lap stands out";
  const limits = open.map(({resolves}) => resolves!);
  const usual = median(limits);
  const coarse = open.filter(({resolves}) => resolves! > UNUSUAL * usual);
  const rest = limits.filter((limit) => limit <= UNUSUAL * usual);
  const except = coarse.map(({place, resolves}) => `${place.name} ±${seconds(resolves!)}`);
  const what = open.length === times.length ? "nothing" : "nothing else";
  return `${what} in these laps stands out above ±${seconds(Math.max(...rest))}${except.length ? ` (${except.join(", ")})` : ""}`;
}

/** Rounded up: what is stated must hold. */
function seconds(value: number): string {
  return `${(Math.ceil(value * 100) / 100).toFixed(2)} s`;
}
