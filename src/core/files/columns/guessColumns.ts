import {isCount, plainUnit} from "../../channels/units.js";
import {assumedUnit} from "./assumedUnit.js";
import type {TableColumn} from "./column.js";
import {type ColumnFigures, columnFigures} from "./columnFigures.js";
import {meaningsOf, type NameMeaning} from "./columnNames.js";
import {type Candidate, type Decision, decide, type Meaning} from "./decide.js";
import {fitness, inRange} from "./plausible.js";
import {type Scaling, scalingOf, spelledUnit, unitsOf} from "./targets.js";

/** A column as numbers, and the figures that its meaning is judged by. */
export interface ExaminedColumn {
  column: TableColumn;
  figures: ColumnFigures;
}

export type DecidedColumn = ExaminedColumn & Decision;

/** A column of only zeros loses against an equally certain one of other values. */
const ZEROS = 0.5;

/** Reads gears in letters and laps as in "Lap 2" as numbers. */
export function examine(columns: readonly TableColumn[]): ExaminedColumn[] {
  return columns.map((column) => {
    const values = numbersOf(column);
    return {column: {...column, values}, figures: columnFigures(values)};
  });
}

/**
 * Which column is which channel, by names, units and values, where no format defines them. A channel gets the column that is the
 * most certain, the first of equals.
 *
 * @param chosen see `decide`
 */
export function guessColumns(
  columns: readonly ExaminedColumn[],
  chosen?: ReadonlyMap<number, Meaning | null>,
): DecidedColumn[] {
  const names = columns.map(({column}) => column.name);
  const rejected: Candidate[] = [];
  const candidates: Candidate[] = [];
  columns.forEach(({column, figures}, i) => {
    if (column.kind === "empty" || figures.known === 0) return;
    const meanings = meaningsOf(column.name);
    for (const [order, name] of meanings.entries()) {
      const {channel} = name;
      const meaning = meaningAs(name, columns[i], columns);
      if (meaning)
        candidates.push({column: i, channel, meaning: {...meaning, confidence: meaning.confidence - order * 0.01}});
      else if (rejected.at(-1)?.column !== i)
        rejected.push({column: i, channel, reason: `values or unit do not fit ${channel}`});
    }
  });
  const worth = ({column, meaning}: Candidate) => {
    const {min, max} = columns[column].figures;
    return meaning!.confidence - (min === 0 && max === 0 ? ZEROS : 0);
  };
  candidates.sort((a, b) => worth(b) - worth(a) || a.column - b.column);
  return decide(names, [...rejected, ...candidates], chosen).map((decision, i) => ({
    ...columns[i],
    ...decision,
    reason: decision.meaning ? "" : decision.reason || unknown(columns[i]),
  }));
}

function unknown({column, figures}: ExaminedColumn): string {
  if (column.kind === "empty" || figures.known === 0) return column.kind === "text" ? "contains text" : "empty";
  return "no channel matches this name";
}

function numbersOf({name, values, words}: TableColumn): Float64Array {
  if (!words) return values;
  const plain = name.toLowerCase();
  const read = plain.includes("gear")
    ? (word: string) => ({r: -1, n: 0})[word.toLowerCase()] ?? Number.NaN
    : plain.includes("valid")
      ? (word: string) => ({valid: 1, yes: 1, invalid: 0, no: 0})[word.toLowerCase()] ?? Number.NaN
      : plain.includes("lap")
        ? (word: string) => Number(/(\d+)\s*$/.exec(word)?.[1] ?? Number.NaN)
        : undefined;
  if (!read) return values;
  const numbers = words.words.map(read);
  return values.map((v, row) => (words.codes[row] ? numbers[words.codes[row] - 1] : v));
}

/** The meaning of the column as this channel; undefined where unit or values exclude it. */
export function meaningAs(
  {channel, unit: named, confidence}: NameMeaning,
  {column, figures}: ExaminedColumn,
  all: readonly ExaminedColumn[],
): Meaning | undefined {
  const fits = fitness(channel, column, figures, () => severalLaps(all));
  if (fits <= 0) return undefined;
  const given = [column.unit, named].find((u) => plainUnit(u) !== "" && scalingOf(channel, u));
  // the unit of another quantity contradicts the name
  if (given === undefined && plainUnit(column.unit) !== "" && !isCount(column.unit)) return undefined;
  const unit =
    channel === "lapFraction" && figures.max <= 1.5 ? "0–1" : (given ?? assumedUnit(channel, column, figures));
  if (unit === undefined) return undefined;
  const scaling = countScaling(channel, column.name, figures) ?? scalingOf(channel, unit);
  if (!scaling) return undefined;
  const hasUnits = unitsOf(channel).length > 0;
  const unitAssumed = given === undefined && unit !== "" && hasUnits;
  return {
    channel,
    unit: hasUnits ? spelledUnit(channel, unit) : "",
    scaling,
    by: "name",
    confidence: Math.max(0.05, confidence * fits * inRange(channel, figures, scaling) * (unitAssumed ? 0.9 : 1)),
    unitAssumed,
  };
}

function severalLaps(all: readonly ExaminedColumn[]): boolean {
  return all.some(
    ({column, figures}) =>
      figures.whole &&
      figures.max > figures.min &&
      figures.rises < 1000 &&
      meaningsOf(column.name).some(({channel}) => channel === "lapNumber"),
  );
}

/** Counts that start elsewhere: sectors from 0, laps that are completed. */
function countScaling(channel: string, name: string, {min}: ColumnFigures): Scaling | undefined {
  if (channel === "sector" && min === 0) return {factor: 1, add: 1};
  if (channel === "lapNumber" && /complete/i.test(name)) return {factor: 1, add: 1};
  return undefined;
}
