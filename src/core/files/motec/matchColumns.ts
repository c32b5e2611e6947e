import type {UnusedColumn} from "../../archive/types.js";
import {type Channel, channelOf} from "../../channels/catalogue.js";
import {conversion, plainUnit} from "../../channels/units.js";
import {
  type ChosenColumns,
  type ColumnChoice,
  chosenChannels,
  chosenScaling,
  LEFT_OUT,
} from "../columns/columnChoices.js";
import {plainName, sameName} from "../columns/plainName.js";
import {LogFileError} from "../importedLog.js";
import {MOTEC_RULES} from "./motecChannels.js";
import type {MotecRule} from "./motecRules.js";

/** A column of a log before anything is known of it. */
export interface LogColumn {
  /** as the file has it */
  name: string;
  /** what it is looked up by, where that is not its name */
  knownAs?: string;
  unit: string;
  /** samples a second; undefined where each row has its own time */
  rate?: number;
  values(): Float64Array;
}

/** A column that is a channel of the catalogue: its value = column × factor + add. */
export interface Match {
  channel: Channel;
  column: LogColumn;
  factor: number;
  add: number;
  /** the unit taken as the column's own */
  unit: string;
}

/**
 * Which column is which channel, by name and unit. Of several columns for a channel the best name wins, unless it holds
 * nothing but zeros and another one does not.
 *
 * @param notes gets what is assumed
 * @param chosen what a user says of columns: it counts before any name
 */
export function matchColumns(
  columns: readonly LogColumn[],
  notes: string[],
  chosen: ChosenColumns = {columns: {}},
): {matches: Map<string, Match>; unused: UnusedColumn[]} {
  const {steeringLockDeg} = chosen;
  const byName = new Map<string, LogColumn[]>();
  for (const column of columns) {
    if (Object.hasOwn(chosen.columns, column.name)) continue;
    const key = sameName(column.knownAs ?? column.name);
    byName.set(key, [...(byName.get(key) ?? []), column]);
  }
  const matches = new Map<string, Match>();
  const taken = new Map<LogColumn, string>();
  const reasons = new Map<LogColumn, string>();
  const assumed = new Map<string, string[]>();
  chosenChannels(chosen.columns, new Set(columns.map(({name}) => name)));
  for (const column of columns) {
    const choice = chosen.columns[column.name];
    if (choice) {
      taken.set(column, choice.channel);
      matches.set(choice.channel, chosenMatch(choice, column, notes, steeringLockDeg));
    } else if (choice === null) reasons.set(column, LEFT_OUT);
  }
  for (const rule of MOTEC_RULES) {
    const named = [...new Set(rule.names.map(sameName))].flatMap((name) => byName.get(name) ?? []);
    // of names that differ in case only the exact one goes first
    const candidates = named
      .filter((column) => !taken.has(column))
      .sort((a, b) => Number(rule.names.includes(b.name)) - Number(rule.names.includes(a.name)));
    if (!candidates.length) continue;
    if (matches.has(rule.channel)) {
      for (const other of candidates)
        reasons.set(other, `${matches.get(rule.channel)!.column.name} is chosen for ${rule.channel}`);
      continue;
    }
    const readable = candidates.filter((column) => {
      const unit = unitOf(rule, column);
      if (unit !== undefined) return true;
      reasons.set(column, column.unit ? `unit not understood: ${column.unit}` : "it has no unit");
      return false;
    });
    const chosen = readable.length > 1 ? (readable.find(holdsSomething) ?? readable[0]) : readable[0];
    if (!chosen) continue;
    for (const other of readable)
      if (other !== chosen && !taken.has(other)) reasons.set(other, `${chosen.name} is taken for ${rule.channel}`);
    taken.set(chosen, rule.channel);
    reasons.delete(chosen);
    const found = matchOf(rule, chosen, notes, steeringLockDeg);
    matches.set(rule.channel, found);
    if (plainUnit(chosen.unit) === "" && found.unit !== "" && chosen.name !== "Time")
      assumed.set(found.unit, [...(assumed.get(found.unit) ?? []), chosen.name]);
  }
  for (const [unit, names] of assumed) notes.push(`no unit in the file; ${unit} is assumed: ${names.join(", ")}`);
  return {
    matches,
    unused: columns
      .filter((column) => !taken.has(column))
      .map((column) => ({
        from: column.name,
        unit: column.unit,
        reason: reasons.get(column) ?? "no channel of the catalogue for it",
      })),
  };
}

function matchOf(rule: MotecRule, column: LogColumn, notes: string[], steeringLockDeg?: number): Match {
  const channel = channelOf(rule.channel);
  const unit = unitOf(rule, column)!;
  if (rule.channel === "steering" && conversion("angle", unit, "deg"))
    return {channel, column, unit, ...steeringScale(column, unit, notes, steeringLockDeg)};
  const to = rule.channel === "steering" ? "" : channel.unit;
  return {channel, column, unit, ...conversion(rule.quantity, unit, to)!};
}

function chosenMatch(choice: ColumnChoice, column: LogColumn, notes: string[], steeringLockDeg?: number): Match {
  const {unit, factor, add, scaled} = chosenScaling(choice, column.unit);
  if (choice.channel === "lapFraction") throw new LogFileError("no channel of a log: lapFraction", "choices");
  const channel = channelOf(choice.channel);
  if (!scaled) return {channel, column, unit, factor, add};
  if (choice.channel === "steering")
    return {channel, column, unit, ...steeringScale(column, unit, notes, steeringLockDeg)};
  const top = largest(column.values()) * factor;
  notes.push(`${choice.channel}: full scale is not in the file; 1 is the largest value of ${column.name} in it`);
  return {channel, column, unit, factor: top > 0 ? factor / top : factor, add};
}

/** The column's own unit, or what is assumed; undefined where neither gives the quantity. */
function unitOf(rule: MotecRule, column: LogColumn): string | undefined {
  const given = plainUnit(column.unit);
  const target = channelOf(rule.channel).unit;
  const fits = (unit: string) =>
    (rule.channel === "steering" && conversion("angle", unit, "deg") !== undefined) ||
    conversion(rule.quantity, unit, target) !== undefined;
  if (given !== "") return fits(given) ? column.unit : undefined;
  if (rule.channel.startsWith("tyrePressure")) return tyrePressureUnit(column.values());
  if (rule.quantity === "plain") return "";
  if (rule.quantity === "ratio" || rule.channel === "steering") {
    // what never leaves −1…1 is a ratio, unless it is an angle by its name
    if (rule.channel !== "steering" || plainName(column.name) === "steeringpos")
      return largest(column.values()) <= 1.0001 ? "" : "%";
  }
  return rule.assumed;
}

/** Tyres are driven at 1–4 bar: 15–58 psi, 100–400 kPa. */
function tyrePressureUnit(values: Float64Array): string | undefined {
  const top = largest(values);
  return top >= 100 && top <= 600 ? "kPa" : top >= 14 && top <= 60 ? "psi" : top >= 0.8 && top <= 5 ? "bar" : undefined;
}

/** Full lock is −1 and 1. A log has the angle only: without the lock the largest angle stands in for it, and is told. */
function steeringScale(
  column: LogColumn,
  unit: string,
  notes: string[],
  lockDeg?: number,
): {factor: number; add: number} {
  const {factor} = conversion("angle", unit, "deg")!;
  if (lockDeg !== undefined && lockDeg > 0) return {factor: factor / lockDeg, add: 0};
  const top = largest(column.values()) * factor;
  notes.push(`steering: the full lock is not in the file; 1 is the largest angle in it, ${top.toFixed(1)}°`);
  return {factor: top > 0 ? factor / top : 1, add: 0};
}

function largest(values: Float64Array): number {
  let top = 0;
  for (const v of values) if (Math.abs(v) > top && Number.isFinite(v)) top = Math.abs(v);
  return top;
}

function holdsSomething(column: LogColumn): boolean {
  return largest(column.values()) > 0;
}
