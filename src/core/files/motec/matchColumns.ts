import type {UnusedColumn} from "../../archive/types.js";
import {ALIASES} from "../../channels/aliases.js";
import {CHANNELS, type Channel, channelOf} from "../../channels/catalogue.js";
import {conversion, plainUnit} from "../../channels/units.js";
import type {FileColumn} from "../columns/column.js";
import {type ChosenColumns, type ColumnChoice, chosenChannels, chosenScaling} from "../columns/columnChoices.js";
import {fullLock, fullScaleFactor, largest} from "../columns/convertColumn.js";
import {type Candidate, type Decision, decide, type Meaning} from "../columns/decide.js";
import {inferenceNotes, inferUnits, isCompared} from "../columns/infer/inferUnits.js";
import type {MeantColumn} from "../columns/infer/meantTable.js";
import {motecNames} from "../columns/motecNames.js";
import {plainName, sameName} from "../columns/plainName.js";
import {LogFileError} from "../importedLog.js";
import {onGrid} from "./grid.js";

/** A column of a MoTeC log. */
export interface LogColumn extends FileColumn {
  /** name by which it is looked up, if not its own */
  knownAs?: string;
  /** samples a second; undefined where each row has its own time */
  rate?: number;
}

/** A column that is a channel of the catalogue: its value = column × factor + add. */
export interface Match {
  channel: Channel;
  column: LogColumn;
  factor: number;
  add: number;
  /** in which the column is read, and its source */
  meaning: Meaning;
}

/** What is known of the log whose columns are matched. */
export interface MatchedLog {
  /** of each row, s; undefined where columns have rates of their own */
  time?: Float64Array;
  /** written by Lapbook: its units are right, and nothing is inferred */
  isOwn?: boolean;
}

/**
 * The channels of a MoTeC log's columns, by the names and units used in MoTeC logs. Of several columns for a channel the one with the
 * first name is preferred, unless it holds only zeros and another one does not.
 *
 * @param notes assumptions are added
 * @param time of each row, s, of columns without a rate
 */
export function matchColumns(
  columns: readonly LogColumn[],
  notes: string[],
  {columns: choices, steeringLockDeg}: ChosenColumns = {columns: {}},
  {time, isOwn = false}: MatchedLog = {},
): {matches: Map<string, Match>; unused: UnusedColumn[]} {
  const names = columns.map(({name}) => name);
  chosenChannels(choices, new Set(names));
  const chosen = new Map<number, Meaning | null>();
  for (const [i, {name, unit: own}] of columns.entries()) {
    if (!Object.hasOwn(choices, name)) continue;
    const choice = choices[name];
    if (choice?.channel === "lapFraction")
      throw new LogFileError("channel not available for this format: lapFraction", "choices");
    chosen.set(i, choice && chosenMeaning(choice, own));
  }
  const decided = decide(names, candidatesOf(columns, chosen), chosen);
  const inferred = isOwn ? new Map<number, Decision>() : inferUnits(...onOneGrid(columns, decided, time));
  const decisions = decided.map((decision, i) => inferred.get(i) ?? decision);
  const order = new Map(CHANNELS.map(({name}, i) => [name, i]));
  const rank = ({by, channel}: Meaning) => (by === "choice" ? -1 : order.get(channel)!);
  const used = decisions
    .flatMap(({meaning}, i) => (meaning ? [{meaning, column: columns[i]}] : []))
    .sort((a, b) => rank(a.meaning) - rank(b.meaning));
  const matches = new Map(used.map(({meaning, column}) => [meaning.channel, matchOf(meaning, column)]));
  const assumed = used.filter(
    ({meaning, column}) => meaning.unitAssumed && meaning.evidence === undefined && column.name !== "Time",
  );
  for (const unit of new Set(assumed.map(({meaning}) => meaning.unit))) {
    const from = assumed.filter(({meaning}) => meaning.unit === unit).map(({column}) => column.name);
    notes.push(`no unit in the file; ${unit} is assumed: ${from.join(", ")}`);
  }
  notes.push(...inferenceNotes(columns.map(({name}, i) => ({name, meaning: decisions[i].meaning}))));
  return {
    matches,
    unused: columns.flatMap(({name, unit}, i) =>
      decisions[i].meaning ? [] : [{from: name, unit, reason: decisions[i].reason || "no matching channel"}],
    ),
  };

  function matchOf(meaning: Meaning, column: LogColumn): Match {
    const {scaling} = meaning;
    const channel = channelOf(meaning.channel);
    if (!scaling.scaled) return {channel, column, meaning, factor: scaling.factor, add: scaling.add};
    if (channel.name === "steering") {
      const lock = fullLock(largest(column.values()) * scaling.factor, steeringLockDeg, notes);
      return {channel, column, meaning, factor: lock > 0 ? scaling.factor / lock : 1, add: 0};
    }
    const factor = fullScaleFactor(meaning, {from: column.name, values: column.values()}, notes);
    return {channel, column, meaning, factor, add: scaling.add};
  }
}

/** Of a grid that is fine enough to compare columns, Hz, and its rows at most: the first 2.8 hours. */
const COMPARED_HZ = 20;
const MOST_COMPARED = 200_000;

/** The compared columns as rows of one table, 20 a second where they have rates of their own. */
function onOneGrid(
  columns: readonly LogColumn[],
  decided: readonly Decision[],
  time: Float64Array | undefined,
): [MeantColumn[], Float64Array] {
  const meanings = decided.map(({meaning}) => (meaning && isCompared(meaning.channel) ? meaning : null));
  const seconds = columns.reduce(
    (most, {rate, values}, i) => (meanings[i] && rate ? Math.max(most, values().length / rate) : most),
    0,
  );
  const rows = time?.length ?? Math.min(MOST_COMPARED, Math.floor(seconds * COMPARED_HZ));
  const gridded = columns.map(({name, unit, rate, values: read}, i): MeantColumn => {
    const meaning = meanings[i];
    const values = !meaning ? new Float64Array(0) : rate ? onGrid(read(), rate, COMPARED_HZ, rows, false) : read();
    return {name, unit, values, meaning};
  });
  return [gridded, time ?? Float64Array.from({length: rows}, (_, i) => i / COMPARED_HZ)];
}

function chosenMeaning(choice: ColumnChoice, own: string): Meaning {
  const {unit, ...scaling} = chosenScaling(choice, own);
  return {channel: choice.channel, unit, scaling, by: "choice", confidence: 1, unitAssumed: false};
}

/** Channel by channel in the catalogue's order, the preferred column first. */
function candidatesOf(columns: readonly LogColumn[], chosen: ReadonlyMap<number, unknown>): Candidate[] {
  const byName = new Map<string, number[]>();
  for (const [i, {name, knownAs = name}] of columns.entries()) {
    if (chosen.has(i)) continue;
    const key = sameName(knownAs);
    byName.set(key, [...(byName.get(key) ?? []), i]);
  }
  return CHANNELS.flatMap(({name: channel}) => {
    const names = motecNames(channel);
    // of names that differ only in case, the exact one is first
    const named = [...new Set(names.map(sameName))]
      .flatMap((name) => byName.get(name) ?? [])
      .sort((a, b) => Number(names.includes(columns[b].name)) - Number(names.includes(columns[a].name)));
    const candidates = named.map((column) => candidateOf(channel, column, columns[column]));
    const readable = candidates.filter(({meaning}) => meaning);
    const zeros = new Set(readable.length > 1 ? readable.filter((c) => isZero(columns[c.column])) : []);
    const rank = (c: Candidate) => (c.meaning ? (zeros.has(c) ? 2 : 1) : 0);
    return candidates.sort((a, b) => rank(a) - rank(b));
  });
}

function candidateOf(channel: string, index: number, column: LogColumn): Candidate {
  const unit = unitOf(channel, column);
  const scaling = unit === undefined ? undefined : scalingFrom(channel, unit);
  if (unit === undefined || !scaling) {
    const reason = column.unit ? `unknown unit: ${column.unit}` : "no unit";
    return {column: index, channel, reason};
  }
  const unitAssumed = plainUnit(column.unit) === "" && unit !== "";
  return {column: index, channel, meaning: {channel, unit, scaling, by: "name", confidence: 1, unitAssumed}};
}

function scalingFrom(channel: string, unit: string): Meaning["scaling"] | undefined {
  const {quantity, unit: to} = channelOf(channel);
  const angle = channel === "steering" ? conversion("angle", unit, "deg") : undefined;
  return angle ? {...angle, add: 0, scaled: true} : conversion(quantity, unit, to);
}

/** The column's unit, else the one that is assumed; undefined if there is none. */
function unitOf(channel: string, column: LogColumn): string | undefined {
  if (plainUnit(column.unit) !== "") return column.unit;
  const {quantity} = channelOf(channel);
  if (channel.startsWith("tyrePressure")) return tyrePressureUnit(column.values());
  if (quantity === "plain") return "";
  // values within −1…1 are a share, unless the name is that of an angle
  if (quantity === "ratio" && (channel !== "steering" || plainName(column.name) === "steeringpos"))
    return largest(column.values()) <= 1.0001 ? "" : "%";
  return ALIASES[channel]?.motec?.assumed;
}

/** Tyres are driven at 1–4 bar: 15–58 psi, 100–400 kPa. */
function tyrePressureUnit(values: Float64Array): string | undefined {
  const top = largest(values);
  return top >= 100 && top <= 600 ? "kPa" : top >= 14 && top <= 60 ? "psi" : top >= 0.8 && top <= 5 ? "bar" : undefined;
}

function isZero(column: LogColumn): boolean {
  return largest(column.values()) === 0;
}
