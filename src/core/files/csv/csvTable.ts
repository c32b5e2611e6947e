import type {TableColumn} from "../columns/column.js";
import {countKnown} from "../columns/columnFigures.js";
import {LogFileError} from "../importedLog.js";
import {settleClocks} from "./clockColumns.js";
import {readCells, readRecord} from "./csvBytes.js";
import {specialValue, textBytes} from "./csvText.js";
import {settleDates} from "./localDate.js";

/** The data must begin within the first records. */
const HEAD_RECORDS = 100;
/** Separators tried, the one that occurs least within texts first. */
const SEPARATORS = ["\t", "|", ";", ","];

export interface CsvTable {
  separator: string;
  decimal: "." | ",";
  /** records before the names, as fields: facts of the log */
  preamble: string[][];
  columns: TableColumn[];
  rows: number;
  /** line on which the data begin, from 1 */
  firstLine: number;
  /** for the user: repeated names, short rows, a cut end */
  notes: string[];
}

interface Head {
  separator: string;
  preamble: string[][];
  names: string[];
  units: string[];
  /** of the first record of data */
  offset: number;
  line: number;
  samples: string[][];
}

/**
 * A separated text as a table. Separator, decimal mark, names and units are detected.
 *
 * @throws LogFileError, with its line, when no table is found or the separators change within
 */
export function readCsvTable(file: Uint8Array, onProgress?: (fraction: number) => void): CsvTable {
  const bytes = textBytes(file);
  const head = findHead(bytes);
  const {separator, names, units, offset, line, preamble} = head;
  const decimal = decimalMark(head);
  const cells = readCells(bytes, {separator: separator.charCodeAt(0), decimal: decimal.charCodeAt(0)}, names.length, {
    start: offset,
    line,
    onProgress,
  });
  const {rows, values, words, times, dates, orders, grouped, short, firstShort, cut} = cells;
  const notes: string[] = [];
  const unique = uniqueNames(names, notes);
  if (short > 0) notes.push(`${short} of ${rows} rows have fewer fields than columns, the first on line ${firstShort}`);
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
    return {name, unit: units[c] || unitInName(names[c]), values: values[c], kind, ...(words[c] && {words: words[c]})};
  });
  settleClocks(columns, notes);
  return {separator, decimal, preamble, columns, rows, firstLine: line, notes};
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
function unitInName(name: string): string {
  return /[[(]([^\])]{1,12})[\])]\s*$/.exec(name)?.[1].trim() ?? "";
}

function findHead(bytes: Uint8Array): Head {
  let best: (Head & {width: number}) | undefined;
  let failed: LogFileError | undefined;
  for (const separator of SEPARATORS) {
    try {
      const head = headWith(bytes, separator);
      if (head && (!best || head.names.length > best.width)) best = {...head, width: head.names.length};
    } catch (error) {
      if (!(error instanceof LogFileError)) throw error;
      failed ??= error;
    }
  }
  if (best) return best;
  throw failed ?? new LogFileError("no table found: expected rows of numbers under a row of names", "line 1");
}

function headWith(bytes: Uint8Array, separator: string): Head | undefined {
  const records: {fields: string[]; offset: number; line: number}[] = [];
  let offset = 0;
  for (let line = 1; offset < bytes.length && records.length < HEAD_RECORDS; ) {
    const {fields, next, lines} = readRecord(bytes, offset, separator.charCodeAt(0), line);
    records.push({fields, offset, line});
    offset = next;
    line += lines;
  }
  const filled = records.filter(({fields}) => fields.some((f) => f !== ""));
  for (let k = 1; k < filled.length; k++) {
    const {fields} = filled[k];
    if (fields.length < 2 || !isData(fields)) continue;
    const after = filled[k + 1]?.fields;
    // the next row must be data too, unless the file ends with this one
    if (after && k + 2 < filled.length && (Math.abs(after.length - fields.length) > 1 || !isData(after))) continue;
    const above = filled[k - 1].fields;
    const higher = filled[k - 2]?.fields;
    if (isData(above) || !spans(above, fields)) continue;
    const hasUnits = higher !== undefined && spans(higher, above) && !isData(higher) && looksLikeUnits(above, higher);
    const names = hasUnits ? higher : above;
    // a separator at the end of every row is no column
    const width = names.at(-1) === "" && names.length > 1 ? names.length - 1 : names.length;
    return {
      separator,
      names: names.slice(0, width),
      units: hasUnits ? above.slice(0, width).map(plainUnit) : [],
      preamble: filled.slice(0, hasUnits ? k - 2 : k - 1).map((r) => r.fields),
      offset: filled[k].offset,
      line: filled[k].line,
      samples: filled.slice(k, k + 20).map((r) => r.fields),
    };
  }
  return undefined;
}

/** Whether at least half of the non-empty fields are numbers, times or dates. */
function isData(fields: string[]): boolean {
  const filled = fields.filter((f) => f !== "");
  const numbers = filled.filter((f) => /^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?$/i.test(f) || specialValue(f));
  return filled.length > 0 && numbers.length * 2 >= filled.length;
}

/** Whether a row of names is as wide as the data, but for a separator at the end. */
function spans(names: string[], data: string[]): boolean {
  return names.length >= 2 && Math.abs(names.length - data.length) <= 1;
}

function looksLikeUnits(units: string[], names: string[]): boolean {
  const filled = units.filter((u) => u !== "");
  // unlike names, units repeat and are short
  return (
    filled.every((u) => u.length <= 12) &&
    (new Set(filled).size < filled.length ||
      filled.length < names.filter((n) => n !== "").length / 2 ||
      filled.some((u) => /^(s|m|%|km\/h|kph|deg|rpm|[-.]+|\[.*\]|\(.*\))$/i.test(u)))
  );
}

/** Without the brackets of some tools; dots and dashes mean no unit. */
function plainUnit(unit: string): string {
  const plain = unit.replace(/^[[(](.*)[\])]$/, "$1").trim();
  return /^[-.]*$/.test(plain) ? "" : plain;
}

/** A column whose commas are all before three digits may have them between thousands, if there are decimal points elsewhere. */
function decimalMark({samples, separator, line}: Head): "." | "," {
  let comma = 0;
  let point = 0;
  let grouped = 0;
  const width = samples.reduce((most, fields) => Math.max(most, fields.length), 0);
  for (let c = 0; c < width; c++) {
    const fields = samples.map((row) => row[c] ?? "");
    const commas = fields.filter((field) => /^[+-]?\d+,\d+(e[+-]?\d+)?$/i.test(field));
    if (commas.every((field) => /^[+-]?[1-9]\d{0,2},\d{3}$/.test(field))) grouped += commas.length;
    else comma += commas.length;
    point += fields.filter((field) => /^[+-]?\d*\.\d+(e[+-]?\d+)?$/i.test(field)).length;
  }
  if (point === 0) comma += grouped;
  if (comma > 0 && point > 0)
    throw new LogFileError(
      "decimal commas and decimal points are mixed",
      `line ${line}, separator ${JSON.stringify(separator)}`,
    );
  return comma > 0 ? "," : ".";
}

function uniqueNames(names: string[], notes: string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((given, c) => {
    const name = given || `column ${c + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    if (count === 1) return name;
    notes.push(`there are ${count} columns named ${JSON.stringify(name)}`);
    return `${name} (${count})`;
  });
}
