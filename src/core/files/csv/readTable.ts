import {countKnown} from "../columns/columnFigures.js";
import {readCells, readRecord} from "./csvBytes.js";
import type {CsvChoices} from "./csvChoices.js";
import {type CsvTable, readCsvTable} from "./csvTable.js";
import {textBytes} from "./csvText.js";
import {pivotLongTable} from "./longTable.js";

const LF = 10;

/** The table in a file, with separator and decimal mark as detected or as the user chose them; see pivotLongTable. */
export function readTable(
  bytes: Uint8Array,
  {separator, decimal}: Pick<CsvChoices, "separator" | "decimal">,
  onProgress?: (fraction: number) => void,
): CsvTable {
  const table = readCsvTable(bytes, onProgress);
  const isDetected = (!separator || separator === table.separator) && (!decimal || decimal === table.decimal);
  return pivotLongTable(
    isDetected ? table : readAs(textBytes(bytes), table, separator ?? table.separator, decimal ?? table.decimal),
  );
}

/** The same lines in another dialect: names from the line above the data, without a row of units. */
function readAs(bytes: Uint8Array, {firstLine, preamble}: CsvTable, separator: string, decimal: "." | ","): CsvTable {
  let above = 0;
  let start = 0;
  for (let line = 1; line < firstLine; line++) {
    above = start;
    start = bytes.indexOf(LF, start) + 1;
  }
  const names = readRecord(bytes, above, separator.charCodeAt(0), firstLine - 1).fields;
  const dialect = {separator: separator.charCodeAt(0), decimal: decimal.charCodeAt(0)};
  const {rows, values, words} = readCells(bytes, dialect, names.length, {start, line: firstLine});
  const columns = names.map((name, c): CsvTable["columns"][number] => {
    const kind = countKnown(values[c]) ? "number" : words[c] ? "text" : "empty";
    return {name: name || `column ${c + 1}`, unit: "", values: values[c], kind, ...(words[c] && {words: words[c]})};
  });
  return {separator, decimal, preamble, columns, rows, firstLine, notes: ["separator and decimal mark chosen by you"]};
}
