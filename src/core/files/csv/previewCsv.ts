import type {LogChoices} from "../../archive/types.js";
import type {ChannelColumns} from "../columns/column.js";
import {convertColumn} from "../columns/convertColumn.js";
import {assumptionOf, type Meaning} from "../columns/decide.js";
import {decideColumns} from "../columns/decideColumns.js";
import type {DecidedColumn} from "../columns/guessColumns.js";
import {inferenceNotes} from "../columns/infer/inferUnits.js";
import {type PreviewColumn, shortNumber, sparkOf} from "../columns/previewColumn.js";
import {scalingOf, unitsOf, unitsWith} from "../columns/targets.js";
import {LogFileError} from "../importedLog.js";
import {type LapSource, lapStarts, usualLapSource} from "../laps/tableLaps.js";
import {parseChoices, type TimeBase} from "./csvChoices.js";
import type {CsvTable} from "./csvTable.js";
import {readTable} from "./readTable.js";
import {driverTables, type TableFacts, tableFacts} from "./tableFacts.js";
import {usualBase} from "./timeBase.js";

/** The result of importing a table, before it is imported. */
export interface CsvPreview {
  separator: string;
  decimal: "." | ",";
  /** line of the names, from 1; 0: the table has none */
  headerRow: number;
  /** rows examined: all, or those in the given head */
  rows: number;
  columns: PreviewColumn[];
  /** undefined where no column gives the time */
  timeBase: TimeBase | undefined;
  lapFrom: LapSource;
  /** laps in these rows, incomplete ones included */
  laps: number;
  facts: TableFacts;
  /** for the user to check before importing */
  warnings: string[];
}

/**
 * Previews the import of a table with the user's choices so far. Throws LogFileError where no table is found.
 *
 * @param head the file, or its first part (a cut last line is left out)
 */
export function previewCsv(head: Uint8Array, given: LogChoices = {}): CsvPreview {
  return previewTable(readTable(head, parseChoices(given)), given);
}

/** The same for a table that has been read: choices of separator, decimal mark and header row need another reading. */
export function previewTable(table: CsvTable, given: LogChoices = {}): CsvPreview {
  const choices = parseChoices(given);
  // columns mean the same for all drivers
  const [{table: first}] = driverTables(table, choices);
  const decided = decideColumns(first.columns, choices);
  const warnings = table.notes.filter((note) => !note.startsWith("the last line is cut"));
  const columns: ChannelColumns = {};
  for (const entry of decided)
    if (entry.meaning)
      columns[entry.meaning.channel] = convertColumn(entry.column, entry.meaning, [], choices.steeringLockDeg);
  let timeBase = choices.timeBase;
  try {
    timeBase ??= usualBase(columns, choices.rateHz);
  } catch (error) {
    if (!(error instanceof LogFileError)) throw error;
    warnings.unshift(error.message);
  }
  warnings.push(...doubts(decided, columns));
  warnings.push(...inferenceNotes(decided.map(({column, meaning}) => ({...column, meaning}))));
  const lapFrom = choices.lapFrom ?? usualLapSource(columns);
  return {
    separator: table.separator,
    decimal: table.decimal,
    headerRow: table.headerRow,
    rows: table.rows,
    timeBase,
    warnings,
    columns: decided.map(previewColumn),
    lapFrom,
    laps: lapStarts(columns, lapFrom).length,
    facts: tableFacts(table, choices),
  };
}

function previewColumn({column, meaning, figures, reason}: DecidedColumn): PreviewColumn {
  const {values, words} = column;
  const samples: string[] = [];
  for (let i = 0; i < values.length && samples.length < 3; i++) {
    if (words?.codes[i]) samples.push(words.words[words.codes[i] - 1]);
    else if (!Number.isNaN(values[i])) samples.push(shortNumber(values[i]));
  }
  return {
    name: column.name,
    unit: column.unit,
    kind: column.kind,
    reason,
    samples,
    channel: meaning?.channel ?? null,
    channelUnit: meaning?.unit ?? "",
    ...(meaning && scaleOf(meaning)),
    assumed: meaning ? assumptionOf(meaning) : "",
    units: meaning ? unitsWith(meaning.channel, meaning.unit) : [],
    confidence: meaning?.confidence ?? 0,
    spark: sparkOf(values),
    min: figures.min,
    max: figures.max,
  };
}

/** What the unit alone does not say. */
function scaleOf({channel, unit, scaling}: Meaning): Pick<PreviewColumn, "scale"> {
  const {factor, add} = scaling;
  const byUnit = unitsOf(channel).length ? scalingOf(channel, unit) : {factor: 1, add: 0};
  if (byUnit && factor === byUnit.factor && add === byUnit.add) return {};
  return {scale: {...(factor !== 1 && {factor}), ...(add !== 0 && {add})}};
}

function doubts(decided: readonly DecidedColumn[], columns: ChannelColumns): string[] {
  const found: string[] = [];
  if (!columns.speedKmh) found.push("no speed column: laps have no top speed, and distance cannot be derived");
  for (const {column, meaning, figures} of decided) {
    if (!meaning) continue;
    const values = [figures.min, figures.max].map((v) => v * meaning.scaling.factor + meaning.scaling.add);
    const top = Math.max(...values.map(Math.abs));
    if (meaning.channel === "speedKmh" && top > 450)
      found.push(`${column.name}: up to ${Math.round(top)} km/h in this unit`);
    if (meaning.channel === "speedKmh" && top > 0 && top < 40)
      found.push(`${column.name}: no more than ${Math.round(top)} km/h in this unit`);
    if (/^(throttle|brake)$/.test(meaning.channel) && !meaning.scaling.scaled && top > 1.05)
      found.push(`${column.name}: up to ${shortNumber(top)} in this unit, 1 is full`);
  }
  return found;
}
