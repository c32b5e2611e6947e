import {type CsvTable, readCsvTable} from "./csvTable.js";
import {pivotLongTable} from "./longTable.js";
import type {TableChoices} from "./tableHead.js";

/** The table in a file of any origin, read as detected or as the user chose; see pivotLongTable. */
export function readTable(
  bytes: Uint8Array,
  choices: TableChoices = {},
  onProgress?: (fraction: number) => void,
): CsvTable {
  return pivotLongTable(readCsvTable(bytes, onProgress, choices));
}
