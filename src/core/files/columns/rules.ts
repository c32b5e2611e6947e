import type {LogReport} from "../../archive/types.js";
import {CHANNELS} from "../../channels/catalogue.js";
import {LogFileError} from "../importedLog.js";
import {type ChosenColumns, chosenChannels, chosenScaling, LEFT_OUT} from "./columnChoices.js";

/** A column as a file has it. */
export interface RawColumn {
  unit: string;
  /** a row each; NaN where the file has no value */
  values: Float64Array;
}

export type RawColumns = Map<string, RawColumn>;

/** How a file's column becomes a channel: value → value, in the catalogue's unit. */
export interface Rule {
  from: string;
  channel: string;
  /** of the file, where it does not say itself */
  unit?: string;
  value?: (raw: number) => number;
  /** A column that never changes counts as none: so tools fill in what a game, or a car, does not have. */
  varies?: boolean;
}

/** Why a column is not used that no rule names. */
export const NO_CHANNEL = "no channel for it";

const KNOWN = new Set(CHANNELS.map(({name}) => name));

/**
 * Columns in the catalogue's channels by a format's rules, and what became of each column. Where two rules name a channel, the
 * first whose column has values wins. A column without any value is not used. Infinite values count as none.
 *
 * @param reasons why a column is left out, by its name; others: there is no channel for it
 * @param chosen what a user says of columns: it counts before any rule
 */
export function applyRules(
  raw: RawColumns,
  rules: readonly Rule[],
  reasons: Readonly<Record<string, string>> = {},
  chosen: ChosenColumns = {columns: {}},
): {columns: Record<string, Float64Array>; report: LogReport} {
  const columns: Record<string, Float64Array> = {};
  const report: LogReport = {used: [], unused: [], notes: []};
  const taken = new Set<string>();
  const meaningless = new Map<string, string>();
  for (const {from, channel, unit, value, varies} of withChoices(raw, rules, chosen, report.notes)) {
    const column = raw.get(from);
    if (!column || columns[channel]) continue;
    if (!KNOWN.has(channel)) throw new RangeError(`unknown channel: ${channel}`);
    let known = 0;
    const values = column.values.map((v) => {
      const converted = value && !Number.isNaN(v) ? value(v) : v;
      if (!Number.isFinite(converted)) return Number.NaN;
      known++;
      return converted;
    });
    const constant = varies ? onlyValue(column.values) : undefined;
    if (known === 0 || constant !== undefined) {
      meaningless.set(from, constant === undefined ? "empty" : `always ${constant}`);
      continue;
    }
    columns[channel] = values;
    taken.add(from);
    report.used.push({channel, from, unit: column.unit || unit || "", coverage: known / values.length});
  }
  for (const [from, {unit, values}] of raw) {
    if (taken.has(from)) continue;
    const empty = values.length > 0 && values.every((v) => !Number.isFinite(v));
    const reason =
      (chosen.columns[from] === null ? LEFT_OUT : undefined) ??
      meaningless.get(from) ??
      reasons[from] ??
      (empty ? "empty" : NO_CHANNEL);
    report.unused.push({from, unit, reason});
  }
  return {columns, report};
}

/** A user's columns before the format's own, which no longer speak of them. */
function withChoices(raw: RawColumns, rules: readonly Rule[], chosen: ChosenColumns, notes: string[]): Rule[] {
  const {columns, steeringLockDeg} = chosen;
  chosenChannels(columns, new Set(raw.keys()));
  const own = Object.entries(columns).flatMap(([from, choice]): Rule[] => {
    if (!choice) return [];
    if (!KNOWN.has(choice.channel)) throw new LogFileError(`no channel of a log: ${choice.channel}`, "choices");
    const column = raw.get(from)!;
    const {unit, add, scaled, ...told} = chosenScaling(choice, column.unit);
    let {factor} = told;
    if (scaled && choice.channel === "steering" && steeringLockDeg) factor /= steeringLockDeg;
    else if (scaled) {
      const top = column.values.reduce((most, v) => (Math.abs(v) > most ? Math.abs(v) : most), 0) * factor;
      if (top > 0) factor /= top;
      notes.push(`${choice.channel}: full scale is not in the file; 1 is the largest value of ${from} in it`);
    }
    return [{from, channel: choice.channel, unit, value: (v) => v * factor + add}];
  });
  return [...own, ...rules.filter(({from}) => !Object.hasOwn(columns, from))];
}

/** The value of a column that has no other; undefined where there are two, or none. */
export function onlyValue(values: Float64Array): number | undefined {
  const first = values.find((v) => Number.isFinite(v));
  return values.every((v) => v === first || !Number.isFinite(v)) ? first : undefined;
}

/** Rules for four columns, one a wheel: `from` makes a column's name of "rl", "rr", "fl", "fr". */
export function wheelRules(
  from: (wheel: "Rl" | "Rr" | "Fl" | "Fr") => string,
  channel: (wheel: string) => string,
  rest: Pick<Rule, "unit" | "value" | "varies"> = {},
): Rule[] {
  return (["Rl", "Rr", "Fl", "Fr"] as const).map((wheel) => ({from: from(wheel), channel: channel(wheel), ...rest}));
}

/** m/s → km/h */
export const kmh = (metresPerSecond: number): number => metresPerSecond * 3.6;
/** % → 0–1 */
export const ratio = (percent: number): number => percent / 100;
/** kPa → psi */
export const psi = (kilopascals: number): number => kilopascals / 6.894757293168;
