import {plainUnit} from "../../channels/units.js";
import type {CsvChoices} from "../csv/csvChoices.js";
import type {CsvTable} from "../csv/csvTable.js";
import {LogFileError} from "../importedLog.js";
import {chosenChannels, LEFT_OUT} from "./columnChoices.js";
import {assumedUnit, type GuessedColumn, guessColumns} from "./guessColumns.js";
import {type Scaling, scalingOf, spelledUnit, targetOf, unitsOf} from "./targets.js";

/** A column, and what is made of it for good. */
export interface PlannedColumn extends GuessedColumn {
  /** the user's word, not a guess */
  chosen: boolean;
}

/** Guesses, with what the user chose in their place. Throws for a column that the table does not have. */
export function planColumns(table: CsvTable, choices: CsvChoices): PlannedColumn[] {
  const guessed = guessColumns(table.columns);
  const names = new Set(table.columns.map(({name}) => name));
  const {columns, lapColumn} = choices;
  const taken = chosenChannels({...(lapColumn && {[lapColumn]: null}), ...columns}, names);
  if (lapColumn && !taken.has("lapNumber")) taken.set("lapNumber", lapColumn);
  return guessed.map((entry): PlannedColumn => {
    const {column, figures, guess} = entry;
    const isLap = column.name === lapColumn && taken.get("lapNumber") === column.name;
    const choice = Object.hasOwn(columns, column.name)
      ? columns[column.name]
      : isLap
        ? {channel: "lapNumber"}
        : undefined;
    if (choice === null) return {...entry, guess: null, reason: LEFT_OUT, chosen: true};
    if (choice === undefined) {
      const other = guess && taken.get(guess.channel);
      return other !== undefined && other !== null
        ? {...entry, guess: null, reason: `${other} is taken for ${guess!.channel}`, chosen: false}
        : {...entry, chosen: false};
    }
    const same = guess?.channel === choice.channel ? guess : undefined;
    const told = scalingOf(choice.channel, column.unit) && plainUnit(column.unit) !== "" ? column.unit : undefined;
    // the user's word on the channel counts more than a unit that does not fit it
    const unit =
      choice.unit ??
      (same?.unit || spelledUnit(choice.channel, told ?? assumedUnit(choice.channel, column, figures) ?? ""));
    const scaling = scalingFor(choice, unit, same?.scaling);
    if (!scaling) throw new LogFileError(`choose a unit for ${choice.channel}`, `column ${column.name}`);
    return {
      ...entry,
      reason: "",
      chosen: true,
      guess: {
        channel: choice.channel,
        unit: unitsOf(choice.channel).length ? unit : "",
        scaling,
        confidence: 1,
        unitAssumed: false,
      },
    };
  });
}

function scalingFor(
  {channel, unit, factor, add}: {channel: string; unit?: string; factor?: number; add?: number},
  told: string,
  guessed: Scaling | undefined,
): Scaling | undefined {
  if (factor !== undefined || add !== undefined) return {factor: factor ?? 1, add: add ?? 0};
  if (unit === undefined && guessed) return guessed;
  const plain = plainUnit(told) === "";
  // without any word on the unit the numbers are the catalogue's
  return scalingOf(channel, told) ?? (plain ? scalingOf(channel, catalogueUnit(channel)) : undefined);
}

function catalogueUnit(channel: string): string {
  return targetOf(channel)?.unit ?? "";
}

/** A planned column's values in its channel's unit; NaN for what is not finite. Notes a scale that the file does not tell. */
export function convertedValues(
  {column, guess, figures}: PlannedColumn,
  notes: string[],
  {steeringLockDeg}: {steeringLockDeg?: number} = {},
): Float64Array {
  const {channel, scaling} = guess!;
  let {factor} = scaling;
  const {add} = scaling;
  if (scaling.scaled) {
    const top = Math.max(Math.abs(figures.min), Math.abs(figures.max)) * Math.abs(factor);
    if (channel === "steering" && steeringLockDeg !== undefined) factor /= steeringLockDeg;
    else if (top > 0) {
      factor /= top;
      notes.push(`${channel}: full scale is not in the file; 1 is the largest value of ${column.name} in it`);
    }
  }
  const {values} = column;
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i++) {
    const v = values[i] * factor + add;
    out[i] = Number.isFinite(v) ? v : Number.NaN;
  }
  return out;
}
