import type {TableColumn} from "../columns/column.js";
import {hasColumns} from "../csv/csvColumns.js";
import {readCsvTable} from "../csv/csvTable.js";
import {LogFileError} from "../importedLog.js";
import type {JsonObject} from "../jsonFile.js";
import type {LogFileReader} from "../reader.js";
import {readLapTimes, stintsOf} from "./lapTimes.js";
import {logOf} from "./timedLog.js";

/** FastF1's columns of laps, and the lists of `readLapTimes`. */
const LISTS: Record<string, string> = {
  LapNumber: "lap",
  LapTime: "time",
  Sector1Time: "s1",
  Sector2Time: "s2",
  Sector3Time: "s3",
  Compound: "compound",
  Stint: "stint",
  TyreLife: "life",
  LapStartTime: "lST",
  Time: "end",
  LapStartDate: "lSD",
  Driver: "drv",
  DriverNumber: "dNum",
  Team: "team",
  PitInTime: "pin",
  PitOutTime: "pout",
  Deleted: "del",
};

/** The laps of a real session from theOehrly's FastF1 (`session.laps`), written to CSV: times, sectors, tyres, no samples. */
export const fastF1LapsReader: LogFileReader = {
  format: "fastf1-laps-csv",
  label: "FastF1 laps (CSV)",
  extensions: [".csv"],
  recognises: (head) => hasColumns(head, ["LapTime", "LapNumber", "Sector1Time", "Stint"]),
  read({bytes}, {onProgress} = {}) {
    const table = readCsvTable(bytes, onProgress && ((f) => onProgress(f * 0.8)));
    const reported = table.columns.filter(({name}) => LISTS[name]);
    const cells = new Map(reported.map((column) => [LISTS[column.name], cellsOf(column)]));
    const laps = cells.get("lap");
    if (!laps) throw new LogFileError("missing", "column LapNumber");
    const lapless = laps.findIndex((lap) => typeof lap !== "number" || !Number.isInteger(lap));
    if (lapless >= 0) throw new LogFileError("no lap number", `line ${table.firstLine + lapless}, column LapNumber`);
    const rows = distinctRows([...cells.values()]).sort((a, b) => Number(laps[a]) - Number(laps[b]));
    const lists: JsonObject = {};
    for (const [list, values] of cells) lists[list] = rows.map((row) => values[row]);
    const times = readLapTimes(lists);
    const log = logOf(times, new Map());
    const {report} = log;
    report.notes.push("lap times only: FastF1 has telemetry in another table", ...table.notes);
    if (rows.length < laps.length) report.notes.push(`${laps.length - rows.length} duplicate rows are left out`);
    for (const {name, unit} of table.columns)
      if (!LISTS[name]) report.unused.push({from: name, unit, reason: "one value per lap, not per sample"});
    onProgress?.(1);
    const stints = times.drivers.flatMap((driver, car) => stintsOf(driver, car));
    return {...log, format: "fastf1-laps-csv", stints};
  },
};

/** Rows without duplicates. */
function distinctRows(columns: readonly (readonly unknown[])[]): number[] {
  const seen = new Set<string>();
  const rows: number[] = [];
  for (let row = 0; row < (columns[0]?.length ?? 0); row++) {
    const key = JSON.stringify(columns.map((values) => values[row]));
    if (!seen.has(key)) rows.push(row);
    seen.add(key);
  }
  return rows;
}

/** Texts, numbers, dates as text (of the column LapStartDate), null for empty cells. */
function cellsOf({name, values, words}: TableColumn): (string | number | null)[] {
  return Array.from(values, (value, row) => {
    const code = words?.codes[row] ?? 0;
    if (code > 0) return words!.words[code - 1];
    if (!Number.isFinite(value)) return null;
    return name === "LapStartDate" && Math.abs(value) < 8.64e12 ? new Date(value * 1000).toISOString() : value;
  });
}
