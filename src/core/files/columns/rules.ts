import type {LogReport} from "../../archive/types.js";
import {CHANNELS} from "../../channels/catalogue.js";
import {LogFileError} from "../importedLog.js";
import type {RawColumns} from "./column.js";
import {type ChosenColumns, chosenChannels, chosenScaling} from "./columnChoices.js";
import {fullScaleFactor} from "./convertColumn.js";
import {LEFT_OUT} from "./decide.js";
import {scalingOf} from "./targets.js";

/** How a column that a format defines becomes a channel. Several rules may read one column. */
export interface Rule {
  from: string;
  channel: string;
  /** of the column, where the file does not give it; values in it are converted to the channel's unit */
  unit?: string;
  /** converts into the channel's unit, where a unit is not enough */
  value?: (raw: number) => number;
  /** A constant column counts as empty: tools write a constant for what a game or a car does not have. */
  varies?: boolean;
}

/** Reason for a column that no rule reads. */
export const NO_CHANNEL = "no matching channel";

const KNOWN = new Set(CHANNELS.map(({name}) => name));

/**
 * Columns in the catalogue's channels by a format's rules, and what became of each column. Of several rules for a channel the
 * first whose column has values is taken. Infinite values count as missing.
 *
 * @param reasons why a column is left out, by its name; others: there is no channel for it
 * @param chosen by the user; no rule reads a column that is chosen
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
  const unusable = new Map<string, string>();
  const left = rules.filter(({from}) => !Object.hasOwn(chosen.columns, from));
  for (const {from, channel, unit, value, varies} of [...chosenRules(raw, chosen, report.notes), ...left]) {
    const column = raw.get(from);
    if (!column || columns[channel]) continue;
    if (!KNOWN.has(channel)) throw new RangeError(`unknown channel: ${channel}`);
    let known = 0;
    const convert = value ?? fromUnit(channel, unit);
    const values = column.values.map((v) => {
      const converted = convert && !Number.isNaN(v) ? convert(v) : v;
      if (!Number.isFinite(converted)) return Number.NaN;
      known++;
      return converted;
    });
    const constant = varies ? onlyValue(column.values) : undefined;
    if (known === 0 || constant !== undefined) {
      unusable.set(from, constant === undefined ? "empty" : `always ${constant}`);
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
      unusable.get(from) ??
      reasons[from] ??
      (empty ? "empty" : NO_CHANNEL);
    report.unused.push({from, unit, reason});
  }
  return {columns, report};
}

/** The user's choices as rules, which come before the format's own. */
function chosenRules(raw: RawColumns, {columns, steeringLockDeg}: ChosenColumns, notes: string[]): Rule[] {
  chosenChannels(columns, new Set(raw.keys()));
  return Object.entries(columns).flatMap(([from, choice]): Rule[] => {
    if (!choice) return [];
    const {channel} = choice;
    if (!KNOWN.has(channel)) throw new LogFileError(`channel not available for this format: ${channel}`, "choices");
    const {values, unit: own} = raw.get(from)!;
    const {unit, ...scaling} = chosenScaling(choice, own);
    const factor = scaling.scaled
      ? fullScaleFactor({channel, scaling}, {from, values, steeringLockDeg}, notes)
      : scaling.factor;
    return [{from, channel, unit, value: (v) => v * factor + scaling.add}];
  });
}

/** Undefined where the values are in the channel's unit already, or depend on full scale, which the reader converts. */
function fromUnit(channel: string, unit: string | undefined): Rule["value"] {
  if (!unit) return undefined;
  const scaling = scalingOf(channel, unit);
  if (!scaling) throw new RangeError(`invalid unit for ${channel}: ${unit}`);
  if (scaling.scaled) return undefined;
  const {factor, add} = scaling;
  return factor === 1 && add === 0 ? undefined : (v) => v * factor + add;
}

/** The value of a constant column; undefined for others, and where there is none. */
export function onlyValue(values: Float64Array): number | undefined {
  const first = values.find((v) => Number.isFinite(v));
  return values.every((v) => v === first || !Number.isFinite(v)) ? first : undefined;
}

/** A tool's names of the wheels. */
export type WheelNames = Readonly<Record<"Rl" | "Rr" | "Fl" | "Fr", string>>;

/** Rules for four columns, one a wheel: `{w}` is the tool's name of the wheel in `from`, ours in `channel`. */
export function wheelRules(
  names: WheelNames,
  from: string,
  channel: string,
  rest: Pick<Rule, "unit" | "value" | "varies"> = {},
): Rule[] {
  return (["Rl", "Rr", "Fl", "Fr"] as const).map((wheel) => ({
    from: from.replace("{w}", names[wheel]),
    channel: channel.replace("{w}", wheel),
    ...rest,
  }));
}

/** m/s → km/h, exactly: the factor from the unit table differs in its last bit. */
export const kmh = (metresPerSecond: number): number => metresPerSecond * 3.6;
