import type {TableColumn} from "../columns/column.js";
import {countKnown} from "../columns/columnFigures.js";
import {LogFileError} from "../importedLog.js";
import {settleClocks} from "./clockColumns.js";
import {settleClockNumbers} from "./clockNumbers.js";
import {readCells} from "./csvBytes.js";
import {textBytes} from "./csvText.js";
import {settleDates} from "./localDate.js";
import {rowsBeforeNextTable} from "./secondTable.js";
import {findHead, type TableChoices, type TableHead} from "./tableHead.js";

export interface CsvTable {
  separator: string;
  decimal: "." | ",";
  /** records before the names, as fields: facts of the log */
  preamble: string[][];
  /** line of the names, from 1; 0: the table has none */
  headerRow: number;
  columns: TableColumn[];
  rows: number;
  /** texts of lines that begin with # or //, and the row that follows */
  comments: {text: string; row: number}[];
  /** line on which the data begin, from 1 */
  firstLine: number;
  /** for the user: repeated names, short rows, a cut end */
  notes: string[];
}

/**
 * A separated text as a table. Separator, decimal mark, names and units are detected where they are not chosen.
 *
 * @param texts names of columns whose fields are texts, also those that look like a number or a date
 * @throws LogFileError, with its line, when no table is found or the separators change within
 */
export function readCsvTable(
  file: Uint8Array,
  onProgress?: (fraction: number) => void,
  choices: TableChoices = {},
  texts: readonly string[] = [],
): CsvTable {
  const bytes = textBytes(file);
  const head = findHead(bytes, choices);
  const {separator, names, units, sources, offset, line, preamble, headerRow} = head;
  const decimal = choices.decimal ?? decimalMark(head);
  const cells = readCells(bytes, {separator: separator.charCodeAt(0), decimal: decimal.charCodeAt(0)}, names.length, {
    start: offset,
    line,
    texts: texts.map((name) => names.indexOf(name)),
    onProgress,
  });
  const {rows, values, words, times, dates, orders, grouped, short, firstShort, cut} = cells;
  const comments = [...head.comments.map((text) => ({text, row: 0})), ...cells.comments];
  const notes: string[] = [];
  const unique = uniqueNames(names, sources, notes);
  // a name without any field under it is an empty column
  if (short > 0 && short < rows)
    notes.push(`${short} of ${rows} rows have fewer fields than columns, the first on line ${firstShort}`);
  if (cut) notes.push("the last line is cut and was left out");
  const columns = unique.map((name, c): TableColumn => {
    const numbers = countKnown(values[c]);
    let texts = 0;
    for (const code of words[c]?.codes ?? []) if (code > 0) texts++;
    if (texts > 0 && texts <= numbers)
      notes.push(
        `${texts} fields of ${name} are not numbers (${JSON.stringify(words[c]!.words[0])}) and count as empty`,
      );
    if (grouped[c] > 0) notes.push(`${name}: thousands are separated in its numbers`);
    const kind =
      texts > numbers
        ? "text"
        : numbers === 0
          ? "empty"
          : times[c] * 2 > numbers
            ? "time"
            : dates[c] * 2 > numbers
              ? orders[c] && !settleDates(values[c], orders[c], name, notes)
                ? "text"
                : "date"
              : "number";
    return {
      ...{name, unit: units[c] || unitInName(names[c]) || cells.units[c] || "", values: values[c], kind},
      ...(sources[c] && {source: sources[c]}),
      ...(words[c] && {words: words[c]}),
    };
  });
  const own = rowsBeforeNextTable(columns, rows);
  if (own < rows) {
    notes.push(`line ${line + own} begins another table: its ${rows - own} rows are left out`);
    for (const column of columns) {
      column.values = column.values.subarray(0, own);
      if (column.words) column.words = {...column.words, codes: column.words.codes.subarray(0, own)};
    }
  }
  settleClockNumbers(columns, notes);
  settleClocks(columns, notes);
  return {separator, decimal, preamble, headerRow, columns, rows: own, comments, firstLine: line, notes};
}

/** Preamble, names and units of a file by its first bytes; undefined when it is no table. */
export function csvHead(head: Uint8Array): {preamble: string[][]; names: string[]; units: string[]} | undefined {
  try {
    return findHead(textBytes(head));
  } catch {
    return undefined;
  }
}

/** `Speed [km/h]`, `Speed (km/h)` → km/h; "" without brackets. */
export function unitInName(name: string): string {
  return /[[(]([^\])]{1,12})[\])]\s*$/.exec(name)?.[1].trim() ?? "";
}

/** Thousands of a country with decimal commas: 4.533. */
const POINT_GROUPS = /^[+-]?[1-9]\d{0,2}\.\d{3}$/;

/** A column whose commas are all before three digits may have them between thousands, if there are decimal points elsewhere. */
function decimalMark({samples, separator, line}: TableHead): "." | "," {
  let comma = 0;
  const points: string[] = [];
  let grouped = 0;
  const width = samples.reduce((most, fields) => Math.max(most, fields.length), 0);
  for (let c = 0; c < width; c++) {
    const fields = samples.map((row) => row[c] ?? "");
    const commas = fields.filter((field) => /^[+-]?\d+,\d+(e[+-]?\d+)?$/i.test(field));
    if (commas.every((field) => /^[+-]?[1-9]\d{0,2},\d{3}$/.test(field))) grouped += commas.length;
    else comma += commas.length;
    points.push(...fields.filter((field) => /^[+-]?\d*\.\d+(e[+-]?\d+)?$/i.test(field)));
  }
  // commas between fields and within them: a number in quotes with three digits after each has them between thousands
  const point = points.length;
  if (point === 0 && separator !== ",") comma += grouped;
  const isGrouped = comma > 0 && points.every((field) => POINT_GROUPS.test(field));
  if (isGrouped) return ",";
  if (comma > 0 && point > 0)
    throw new LogFileError(
      "decimal commas and decimal points are mixed; choose the decimal mark",
      `line ${line}, separator ${JSON.stringify(separator)}`,
    );
  return comma > 0 ? "," : ".";
}

/** Columns of one name are numbered, and noted unless the file gives each another source (a device). */
function uniqueNames(names: string[], sources: string[], notes: string[]): string[] {
  const seen = new Map<string, string[]>();
  return names.map((given, c) => {
    const name = given || `column ${c + 1}`;
    const before = seen.get(name);
    if (!before) {
      seen.set(name, [sources[c]]);
      return name;
    }
    const count = before.length + 1;
    if (!sources[c] || before.includes(sources[c]))
      notes.push(`there are ${count} columns named ${JSON.stringify(name)}`);
    before.push(sources[c]);
    return `${name} (${count})`;
  });
}
