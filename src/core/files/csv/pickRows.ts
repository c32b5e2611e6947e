import {orderedRows, pick} from "../orderedRows.js";
import {requiredValues} from "./csvColumns.js";
import type {CsvTable} from "./csvTable.js";

/** A table with its rows in the order of its time column `name`, without a few out of order. @throws LogFileError see orderedRows */
export function orderedTable(table: CsvTable, name: string): CsvTable {
  const notes: string[] = [];
  const rows = orderedRows(
    requiredValues(table, name),
    (row) => `line ${table.firstLine + row}, column ${name}`,
    notes,
  );
  return rows ? {...pickRows(table, rows), notes: [...table.notes, ...notes]} : table;
}

/** A table of some of its rows. */
export function pickRows(table: CsvTable, rows: Int32Array): CsvTable {
  const columns = table.columns.map(({words, values, ...column}) => ({
    ...column,
    values: pick(values, rows),
    ...(words && {words: {...words, codes: Uint32Array.from(rows, (row) => words.codes[row])}}),
  }));
  return {...table, columns, rows: rows.length};
}
