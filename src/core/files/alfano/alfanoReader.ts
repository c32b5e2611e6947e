import {csvColumns, hasColumns, requiredValues, tableColumns} from "../csv/csvColumns.js";
import {type CsvTable, readCsvTable} from "../csv/csvTable.js";
import {pickRows} from "../csv/pickRows.js";
import type {LogFileReader} from "../reader.js";
import {alfanoClock} from "./alfanoLaps.js";
import {alfanoLog} from "./alfanoLog.js";

/** The session as one table, exported by Alfano's app ADA ("Excel"): names in line 1, no units, laps in a column. */
export const alfanoReader: LogFileReader = {
  format: "alfano-ada-csv",
  label: "Alfano ADA (CSV)",
  extensions: [".csv"],
  recognises: (head) => hasColumns(head, ["Lap", "Time Lap", "Time", "Speed GPS"]),
  columns: tableColumns,
  read({name, bytes}, {choices, onProgress} = {}) {
    const whole = readCsvTable(bytes, onProgress && ((f) => onProgress(f * 0.6)));
    const column = (from: string) => whole.columns.find((c) => c.name === from)?.values;
    const notes = [...whole.notes];
    const {time, rows, laps} = alfanoClock(
      {
        inLap: requiredValues(whole, "Time"),
        running: column("Absolute Time"),
        lap: requiredValues(whole, "Lap"),
        lapTime: column("Time Lap"),
        speedKmh: column("Speed GPS"),
      },
      {place: (row) => `line ${whole.firstLine + row}, column Time`, notes},
    );
    const table = rows ? pickRows(whole, rows) : whole;
    const clocks = Object.fromEntries(
      table.columns.filter(({name}) => CLOCK.test(name)).map(({name}) => [name, "the device's clock at the start"]),
    );
    onProgress?.(1);
    const {raw, reasons} = csvColumns(table);
    return alfanoLog(raw, {
      ...{time, laps, notes, choices, reasons: {...reasons, ...clocks}},
      format: "alfano-ada-csv",
      startedAt: startOfSession(name, table, notes),
    });
  },
};

/** `UTC time : 170245.00`, without values under it. */
const CLOCK = /^UTC time\s*:\s*(\d\d)(\d\d)(\d\d)/i;

/** The date is in the file's name only: `Excel_SN8448_301025_17H02.csv` is of 30 October 2025. */
function startOfSession(name: string, {columns}: CsvTable, notes: string[]): number | null {
  const date = /_(\d\d)(\d\d)(\d\d)_(\d\d)H(\d\d)/i.exec(name);
  const clock = columns.map((c) => CLOCK.exec(c.name)).find(Boolean);
  if (!date) {
    if (clock) notes.push(`the drive began at ${clock.slice(1).join(":")} by the device; the file has no date`);
    return null;
  }
  const [day, month, year, hours, minutes] = date.slice(1).map(Number);
  const [h, m, s] = clock ? clock.slice(1).map(Number) : [hours, minutes, 0];
  const started = Date.UTC(2000 + year, month - 1, day, h, m, s);
  if (month < 1 || month > 12 || new Date(started).getUTCDate() !== day) return null;
  notes.push("date: from the file's name; the device's clock is taken as UTC");
  return started;
}
