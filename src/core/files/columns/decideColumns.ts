import {plainUnit} from "../../channels/units.js";
import {LogFileError} from "../importedLog.js";
import {assumedUnit} from "./assumedUnit.js";
import type {TableColumn} from "./column.js";
import {type ColumnChoice, type ColumnChoices, chosenChannels} from "./columnChoices.js";
import {meaningsOf} from "./columnNames.js";
import {scaled} from "./convertColumn.js";
import type {Meaning} from "./decide.js";
import {type DecidedColumn, type ExaminedColumn, examine, guessColumns, meaningAs} from "./guessColumns.js";
import {inferUnits} from "./infer/inferUnits.js";
import type {MeantColumn} from "./infer/meantTable.js";
import {inferTimeUnit} from "./infer/timeUnit.js";
import {type Scaling, scalingOf, spelledUnit, targetOf, unitsOf} from "./targets.js";

/**
 * The meaning of each column of a table of any origin: the user's choice, else a guess; see inferUnits.
 *
 * @param lapColumn chosen to count the laps
 * @param rateHz chosen rows per second
 * @throws LogFileError for a chosen column that the table does not have
 */
export function decideColumns(
  columns: readonly TableColumn[],
  {columns: choices, lapColumn, rateHz}: {columns: ColumnChoices; lapColumn?: string; rateHz?: number},
): DecidedColumn[] {
  const examined = examine(columns);
  const names = new Set(columns.map(({name}) => name));
  const taken = chosenChannels({...(lapColumn && {[lapColumn]: null}), ...choices}, names);
  const lap: ColumnChoices = lapColumn && !taken.has("lapNumber") ? {[lapColumn]: {channel: "lapNumber"}} : {};
  const all = {...lap, ...choices};
  const chosen = new Map<number, Meaning | null>();
  examined.forEach((entry, i) => {
    const {name} = entry.column;
    if (!Object.hasOwn(all, name)) return;
    const choice = all[name];
    chosen.set(i, choice && chosenMeaning(choice, entry, examined));
  });
  const guessed = guessColumns(examined, chosen);
  const times = inferTimeUnit(guessed.map(meantColumn));
  const decided = guessed.map((entry, i) => ({...entry, ...times.get(i)}));
  const meant = decided.map(meantColumn);
  const inferred = inferUnits(meant, timeOf(decided, rateHz));
  return decided.map((entry, i) => ({...entry, ...inferred.get(i)}));
}

function meantColumn({column: {name, unit, values}, meaning}: DecidedColumn): MeantColumn {
  return {name, unit, values, meaning};
}

/** Times that need no other column's unit, s; NaN where unknown. */
function timeOf(decided: readonly DecidedColumn[], rateHz: number | undefined): Float64Array | undefined {
  for (const [channel, perSecond] of [
    ["sessionTime", 1],
    ["currentLapTimeMs", 1000],
  ] as const) {
    const found = decided.find(({meaning}) => meaning?.channel === channel);
    const {factor, add} = found?.meaning?.scaling ?? {factor: 1, add: 0};
    if (found) return scaled(found.column.values, {factor: factor / perSecond, add: add / perSecond});
  }
  return rateHz ? decided[0]?.column.values.map((_, i) => i / rateHz) : undefined;
}

function chosenMeaning(choice: ColumnChoice, entry: ExaminedColumn, all: readonly ExaminedColumn[]): Meaning {
  const {channel} = choice;
  const {column, figures} = entry;
  const byName = meaningsOf(column.name).find((name) => name.channel === channel);
  const guessed = byName && meaningAs(byName, entry, all);
  const own = scalingOf(channel, column.unit) && plainUnit(column.unit) !== "" ? column.unit : undefined;
  // the chosen channel counts more than a unit of the file that does not fit it
  const unit =
    choice.unit ?? (guessed?.unit || spelledUnit(channel, own ?? assumedUnit(channel, column, figures) ?? ""));
  const scaling = chosenScale(choice, unit, guessed?.scaling);
  if (!scaling) throw new LogFileError(`choose a unit for ${channel}`, `column ${column.name}`);
  return {
    channel,
    unit: unitsOf(channel).length ? unit : "",
    scaling,
    by: "choice",
    confidence: 1,
    unitAssumed: false,
  };
}

function chosenScale(
  {channel, unit, factor, add}: ColumnChoice,
  found: string,
  guessed: Scaling | undefined,
): Scaling | undefined {
  if (factor !== undefined || add !== undefined) return {factor: factor ?? 1, add: add ?? 0};
  if (unit === undefined && guessed) return guessed;
  // without any unit the numbers are taken as the catalogue's
  return (
    scalingOf(channel, found) ??
    (plainUnit(found) === "" ? scalingOf(channel, targetOf(channel)?.unit ?? "") : undefined)
  );
}
