import {channelOf} from "../../channels/catalogue.js";
import {plainUnit} from "../../channels/units.js";
import type {CsvColumn} from "../csv/csvTable.js";
import {type ColumnFigures, columnFigures} from "./columnFigures.js";
import {meaningsOf, type NameMeaning} from "./columnNames.js";
import {EXTRA_TARGETS, LAP_WHOLE, quantityOfTarget, type Scaling, scalingOf, spelledUnit, unitsOf} from "./targets.js";

/** What a column is taken for. */
export interface ColumnGuess {
  channel: string;
  /** as `unitsOf` spells it; "" for plain numbers */
  unit: string;
  scaling: Scaling;
  /** 0–1: name, unit and values together */
  confidence: number;
  /** true where the file gives no unit and the values decided */
  unitAssumed: boolean;
}

/** A column and what may be made of it. */
export interface GuessedColumn {
  column: CsvColumn;
  figures: ColumnFigures;
  guess: ColumnGuess | null;
  /** why it is left out, where it is */
  reason: string;
}

/** Which column is which channel, by names, units and values. A channel gets one column: the surest, and the first of equals. */
export function guessColumns(columns: readonly CsvColumn[]): GuessedColumn[] {
  const found = columns.map((column): GuessedColumn => {
    const numbers = numbersOf(column);
    return {column: {...column, values: numbers}, figures: columnFigures(numbers), guess: null, reason: ""};
  });
  const candidates: {at: number; guess: ColumnGuess}[] = [];
  found.forEach((entry, at) => {
    const {column, figures} = entry;
    if (column.kind === "empty" || figures.known === 0) {
      entry.reason = column.kind === "text" ? "it is text" : "it is empty";
      return;
    }
    const meanings = meaningsOf(column.name);
    if (!meanings.length) entry.reason = "no channel known by this name";
    for (const [order, meaning] of meanings.entries()) {
      const guess = judge(meaning, column, figures, found);
      if (guess) candidates.push({at, guess: {...guess, confidence: guess.confidence - order * 0.01}});
      else entry.reason ||= `values or unit do not fit ${meaning.channel}`;
    }
  });
  // of two equally sure columns one that holds something wins over one of zeros only
  const worth = ({at, guess}: (typeof candidates)[number]) =>
    guess.confidence - (found[at].figures.min === 0 && found[at].figures.max === 0 ? 0.5 : 0);
  candidates.sort((a, b) => worth(b) - worth(a) || a.at - b.at);
  const taken = new Map<string, string>();
  for (const {at, guess} of candidates) {
    const entry = found[at];
    if (entry.guess) continue;
    const other = taken.get(guess.channel);
    if (other !== undefined) {
      entry.reason = `${other} is taken for ${guess.channel}`;
      continue;
    }
    entry.guess = guess;
    entry.reason = "";
    taken.set(guess.channel, entry.column.name);
  }
  return found;
}

/** A column's numbers: gears in letters and laps as "Lap 2" are numbers too. */
function numbersOf({name, values, words}: CsvColumn): Float64Array {
  if (!words) return values;
  const plain = name.toLowerCase();
  const read = plain.includes("gear")
    ? (word: string) => ({r: -1, n: 0})[word.toLowerCase()] ?? Number.NaN
    : plain.includes("lap")
      ? (word: string) => Number(/(\d+)\s*$/.exec(word)?.[1] ?? Number.NaN)
      : undefined;
  if (!read) return values;
  const numbers = words.words.map(read);
  return values.map((v, row) => (words.codes[row] ? numbers[words.codes[row] - 1] : v));
}

/** The channel's guess when unit and values allow it. */
function judge(
  {channel, unit: named, confidence}: NameMeaning,
  column: CsvColumn,
  figures: ColumnFigures,
  all: readonly GuessedColumn[],
): ColumnGuess | undefined {
  const fits = fitness(channel, column, figures, all);
  if (fits <= 0) return undefined;
  const given = [column.unit, named].find((u) => plainUnit(u) !== "" && scalingOf(channel, u));
  // a unit of something else says that the name lies
  if (given === undefined && plainUnit(column.unit) !== "" && !isCount(column.unit)) return undefined;
  const unit =
    channel === "lapFraction" && figures.max <= 1.5 ? "0–1" : (given ?? assumedUnit(channel, column, figures));
  if (unit === undefined) return undefined;
  const scaling = countScaling(channel, column.name, figures) ?? scalingOf(channel, unit);
  if (!scaling) return undefined;
  const inside = within(channel, figures, scaling);
  const assumed = given === undefined && unit !== "" && unitsOf(channel).length > 0;
  return {
    channel,
    // a plain number has no unit to choose
    unit: unitsOf(channel).length ? spelledUnit(channel, unit) : "",
    scaling,
    confidence: Math.max(0.05, confidence * fits * inside * (assumed ? 0.9 : 1)),
    unitAssumed: assumed,
  };
}

/** Units of plain numbers: revolutions, none. */
function isCount(unit: string): boolean {
  return /^(1\/min|rpm|no|none|count|bool|flag|gear|lap|laps|-|\/min|min-1)$/i.test(unit.trim());
}

/** 0 where the values exclude the channel, up to 1. */
function fitness(
  channel: string,
  column: CsvColumn,
  {min, max, resets, rises, falls, stands, known, whole}: ColumnFigures,
  all: readonly GuessedColumn[],
): number {
  const flows = rises > (rises + falls + stands) / 3;
  switch (channel) {
    case "sessionTime":
      // a time that begins anew and again is the lap's
      return falls > Math.max(3, known * 0.01) || (resets > 0 && column.kind !== "date") ? 0 : rises > 0 ? 1 : 0;
    case "currentLapTimeMs":
      if (column.kind === "date") return 0;
      return flows && (resets > 0 || /lap|current/i.test(column.name)) ? 1 : 0;
    case "lastLapTimeMs":
      return flows ? 0 : 1;
    case "lapNumber":
      return whole && min >= -1 && max <= 10_000 && falls <= Math.max(2, rises) ? 1 : 0;
    case "lapDistance":
      // what never falls over several laps is the distance since the start
      return resets > 0 || (falls <= known * 0.01 && !severalLaps(all)) ? 1 : 0;
    case "totalDistance":
      return resets > 0 || !(rises > 0) ? 0 : severalLaps(all) ? 1 : 0.9;
    case "lapFraction":
      return min >= -1 && max <= 100.5 ? 1 : 0;
    case LAP_WHOLE:
      return whole && min >= 0 && max <= 1 ? 1 : 0;
    case "latitude":
      return Math.abs(min) <= 90 && Math.abs(max) <= 90 && !whole ? 1 : 0;
    case "longitude":
      return Math.abs(min) <= 360 && Math.abs(max) <= 360 && !whole ? 1 : 0;
    case "absActive":
    case "tcActive":
    case "handbrake":
      // a number of clicks is a setting
      return min >= 0 && max <= 1 ? 1 : 0;
    case "gear":
    case "position":
    case "sector":
    case "absLevel":
    case "tcLevel":
      return whole ? 1 : 0;
    default:
      return 1;
  }
}

function severalLaps(all: readonly GuessedColumn[]): boolean {
  return all.some(
    ({column, figures}) =>
      figures.whole &&
      figures.max > figures.min &&
      figures.rises < 1000 &&
      meaningsOf(column.name).some(({channel}) => channel === "lapNumber"),
  );
}

/** What stands for a unit where the file gives none; undefined where the values can be of no unit. */
export function assumedUnit(
  channel: string,
  column: Pick<CsvColumn, "kind" | "name">,
  {max, min, step, whole}: ColumnFigures,
): string | undefined {
  const top = Math.max(Math.abs(min), Math.abs(max));
  switch (channel) {
    case "speedKmh":
      // a racing car passes 125 km/h within a lap, and never 125 m/s
      return top > 125 ? "km/h" : "m/s";
    case "sessionTime":
    case "currentLapTimeMs":
    case "lastLapTimeMs":
      if (column.kind === "time" || column.kind === "date") return "s";
      // Unix time in s is 1.7e9 today, in ms a thousand times that
      if (top > 1e14) return "us";
      if (top > 1e11) return "ms";
      if (top > 1e9) return "s";
      return channel === "lastLapTimeMs" ? (top > 1000 ? "ms" : "s") : whole && step >= 2 ? "ms" : "s";
    case "steering":
      return top <= 1.001 ? "0–1" : top <= 12.6 ? "rad" : "deg";
    case "brake":
      // a pressure is shown by the largest: bar stands for whatever it is
      if (/pres/i.test(column.name)) return "bar";
      return top <= 1.001 ? "0–1" : top <= 101 ? "%" : top <= 255 ? "0–255" : "bar";
    case "throttle":
    case "clutchPercent":
      return top <= 1.001 ? "0–1" : top <= 101 ? "%" : top <= 255 ? "0–255" : undefined;
    case "lapFraction":
      return top <= 1.5 ? "0–1" : "%";
    case "gLateral":
    case "gLongitudinal":
    case "gVertical":
      return top > 12 ? "m/s²" : "g";
    case "fuelMass":
      return /mass|intank|kg/i.test(column.name) ? "kg" : undefined;
    default:
      if (channel.startsWith("tyrePressure")) return top > 90 ? "kPa" : top > 8 ? "psi" : "bar";
      if (channel.startsWith("brakePressure")) return top > 2500 ? "kPa" : top > 250 ? "psi" : "bar";
      if (/^(oil|fuel)Pressure/.test(channel)) return top > 150 ? "kPa" : top > 15 ? "psi" : "bar";
      if (/Temp(..)?C$/.test(channel)) return min > 200 ? "K" : "°C";
      if (/^(yaw|pitch|roll)$/.test(channel)) return top <= 6.3 ? "rad" : "deg";
      return scalingOf(channel, "0–1") && quantityIsRatio(channel)
        ? top <= 1.001
          ? "0–1"
          : "%"
        : defaultUnit(channel, top);
  }
}

function quantityIsRatio(channel: string): boolean {
  return quantityOfTarget(channel) === "ratio";
}

/** The catalogue's own; lengths of a few centimetres that are below 1 are metres. */
function defaultUnit(channel: string, top: number): string {
  const {unit} = channelOf(channel);
  if (unit === "mm") return top < 1 ? "m" : "mm";
  if (unit === "mm/s") return top < 5 ? "m/s" : "mm/s";
  // a latitude's degrees are not counted in any other unit
  return unit === "°" ? "" : unit;
}

/** Counts that begin elsewhere: sectors from 0, laps that are done, a flag that says the opposite. */
function countScaling(channel: string, name: string, {min}: ColumnFigures): Scaling | undefined {
  if (channel === "sector" && min === 0) return {factor: 1, add: 1};
  if (channel === "lapNumber" && /complete/i.test(name)) return {factor: 1, add: 1};
  return undefined;
}

/** Values outside of what the catalogue expects make a guess less sure. */
function within(channel: string, {min, max}: ColumnFigures, {factor, add, scaled}: Scaling): number {
  if (scaled || channel === "sessionTime" || targetIsExtra(channel)) return 1;
  const {range} = channelOf(channel);
  if (!range) return 1;
  const values = [min * factor + add, max * factor + add];
  const slack = (range[1] - range[0]) * 0.25;
  return Math.min(...values) >= range[0] - slack && Math.max(...values) <= range[1] + slack ? 1 : 0.5;
}

function targetIsExtra(channel: string): boolean {
  return EXTRA_TARGETS.some(({name}) => name === channel);
}
