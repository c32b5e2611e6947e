import type {CsvTable} from "./csvTable.js";
import {pickRows} from "./pickRows.js";

/**
 * A table without the rows that it marks as empty: Sim Racing Telemetry writes a row for each stretch of a lap, and `validBin` 0 where
 * nothing was measured (docs.simracingtelemetry.com, CSV format).
 */
export function measuredRows(table: CsvTable): CsvTable {
  const mark = table.columns.find(({name}) => name === "validBin");
  if (!mark) return table;
  // lapIndex is the order in the file, from 0
  const hasNumber = table.columns.some(({name}) => name === "lapNum");
  const columns = hasNumber ? table.columns.filter(({name}) => name !== "lapIndex") : table.columns;
  const rows = Int32Array.from(mark.values.keys()).filter((row) => mark.values[row] !== 0);
  if (rows.length === table.rows) return {...table, columns};
  const note = `${table.rows - rows.length} of ${table.rows} rows are left out: validBin is 0, nothing was measured there`;
  return {...pickRows({...table, columns}, rows), notes: [...table.notes, note]};
}
