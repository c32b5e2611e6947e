import {CHANNELS} from "../../channels/catalogue.js";
import type {ChannelColumns} from "../columns/column.js";
import {applyRules, type Rule} from "../columns/rules.js";
import {scalingOf} from "../columns/targets.js";
import {csvColumns, firstText, hasColumns, requiredValues} from "../csv/csvColumns.js";
import {type CsvTable, readCsvTable} from "../csv/csvTable.js";
import {pickRows} from "../csv/pickRows.js";
import {type ImportedCar, importedLog, LogFileError} from "../importedLog.js";
import {orderedRows, pick} from "../orderedRows.js";
import type {LogFileReader} from "../reader.js";
import {CERTAIN_COLUMNS, OWN_COLUMNS} from "./ownColumns.js";
import {ownLaps} from "./ownLaps.js";

const TEXTS = OWN_COLUMNS.filter(({isText}) => isText).map(({name}) => name);
/** Read beside the channels. */
const OWN = ["car", ...OWN_COLUMNS.map(({name}) => name)];
const UNITS = new Map(CHANNELS.map(({name, unit}) => [name, unit]));

/**
 * Laps that Lapbook exported as CSV, with their own times, flags, drivers and session: taken as they are written, nothing is inferred.
 * A file without the columns that tell this (of an earlier version) is read as any table.
 */
export const lapbookCsvReader: LogFileReader = {
  format: "lapbook-csv",
  label: "Lapbook export (CSV)",
  extensions: [".csv"],
  recognises: (head) => hasColumns(head, CERTAIN_COLUMNS),
  read({bytes}, {onProgress} = {}) {
    const table = readCsvTable(bytes, onProgress && ((f) => onProgress(f * 0.8)), {}, TEXTS);
    const notes = [...table.notes];
    const {raw, reasons} = csvColumns(table);
    for (const name of OWN) raw.delete(name);
    const {columns, report} = applyRules(raw, rulesOf(table), reasons);
    report.notes.push(...notes);
    const cars = rowsByCar(table).map(([car, rows]) => carOf(car, {table, columns, rows, notes: report.notes}));
    const laps = cars.reduce((sum, car) => sum + car.laps.length, 0);
    report.notes.push(`laps: ${laps}, with the times and flags that Lapbook exported`);
    const startedAt = Date.parse(firstText(table, "startedAt"));
    onProgress?.(1);
    return importedLog({
      format: "lapbook-csv",
      game: firstText(table, "game") || "unknown",
      simulated: table.columns.some(({name, values}) => name === "simulated" && values.includes(1)),
      track: {name: firstText(table, "track")},
      type: firstText(table, "session") || "unknown",
      startedAt: Number.isNaN(startedAt) ? null : startedAt,
      playerCar: cars.length === 1 ? cars[0].car : null,
      cars,
      report,
    });
  },
};

/** Each channel's column in its own unit, or in the one of the file where somebody changed it. */
function rulesOf({columns}: CsvTable): Rule[] {
  return columns.flatMap(({name, unit}): Rule[] => {
    const own = UNITS.get(name);
    if (own === undefined) return [];
    if (unit === own || unit === "") return [{from: name, channel: name}];
    return scalingOf(name, unit) ? [{from: name, channel: name, unit}] : [];
  });
}

/** The rows of each car, in order of appearance; a row without a number is of the car before. */
function rowsByCar(table: CsvTable): [car: number, rows: Int32Array][] {
  const numbers = table.columns.find(({name}) => name === "car")?.values;
  const rows = new Map<number, number[]>();
  let car = numbers?.find((n) => !Number.isNaN(n)) ?? 0;
  for (let row = 0; row < table.rows; row++) {
    if (numbers && !Number.isNaN(numbers[row])) car = numbers[row];
    const own = rows.get(car);
    if (own) own.push(row);
    else rows.set(car, [row]);
  }
  return [...rows].map(([index, own]) => {
    if (!(Number.isInteger(index) && index >= 0 && index < 256))
      throw new LogFileError(`invalid car: ${index}`, `line ${table.firstLine + own[0]}`);
    return [index, Int32Array.from(own)];
  });
}

interface CarRows {
  table: CsvTable;
  /** channels of all rows of the table */
  columns: ChannelColumns;
  /** the car's rows */
  rows: Int32Array;
  notes: string[];
}

function carOf(car: number, {table, columns, rows, notes}: CarRows): ImportedCar {
  requiredValues(table, "sessionTime");
  const lineOf = (row: number) => table.firstLine + rows[row];
  const time = pick(columns.sessionTime, rows);
  const order = orderedRows(time, (row) => `line ${lineOf(row)}, column sessionTime`, notes);
  const kept = order ? order.map((row) => rows[row]) : rows;
  const own = pickRows(table, kept);
  const {lapNumber: _, ...channels} = columns;
  return {
    ...{car, driver: firstText(own, "driver"), team: firstText(own, "team"), raceNumber: 0},
    rows: kept.length,
    columns: Object.fromEntries(Object.entries(channels).map(([name, values]) => [name, pick(values, kept)])),
    laps: ownLaps(own, {lineOf: (row) => table.firstLine + kept[row], endsFile: kept.at(-1) === table.rows - 1}),
  };
}
