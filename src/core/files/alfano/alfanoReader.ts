import {inFileUnits} from "../columns/fileUnits.js";
import {readColumns} from "../columns/readColumns.js";
import type {Rule} from "../columns/rules.js";
import {csvColumns, hasColumns, requiredValues, tableColumns} from "../csv/csvColumns.js";
import {type CsvTable, readCsvTable} from "../csv/csvTable.js";
import {pickRows} from "../csv/pickRows.js";
import {oneCarLog} from "../derive.js";
import {checkAccelerations, checkTurns} from "../driveChecks.js";
import {lapStartsByReset} from "../laps/lapSplit.js";
import {setPositions} from "../positions.js";
import type {LogFileReader} from "../reader.js";
import {lateralAxis} from "./alfanoAxes.js";
import {alfanoClock} from "./alfanoLaps.js";

/** Positive while the car brakes, in exports of 10 rows a second; checked against the speed. */
const negated = (v: number) => -v;
/** Hundredths of a degree, clockwise from north. */
const heading = (v: number) => ((((v / 100) % 360) + 360) % 360) * (Math.PI / 180);

const RULES: readonly Rule[] = [
  {from: "RPM", channel: "rpm"},
  {from: "Speed GPS", channel: "speedKmh", unit: "km/h"},
  {from: "Lat.", channel: "latitude", unit: "deg"},
  {from: "Lon.", channel: "longitude", unit: "deg"},
  {from: "Altitude", channel: "worldY", unit: "m"},
  {from: "Orientation", channel: "heading", value: heading},
];

const REASONS: Record<string, string> = {
  Lap: "used for the laps",
  "Time Lap": "used for the lap times",
  Strip: "the app's own parts of a lap",
  "Time Strip": "the app's own parts of a lap",
  "Absolute Time": "used for the row times",
  Time: "begins anew in each lap",
  T1: "what the sensor measures is not in the file: choose its channel",
  T2: "what the sensor measures is not in the file: choose its channel",
  "Speed rear": "the speed by GPS is used",
};

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
    const {raw, reasons} = csvColumns(table);
    const {rules, reasons: unfitting} = inFileUnits(
      [...RULES, ...accelerations(table, time, notes), ...distance(table)],
      raw,
    );
    const clocks = Object.fromEntries(
      [...raw.keys()].filter((from) => CLOCK.test(from)).map((from) => [from, "the device's clock at the start"]),
    );
    const {columns, report} = readColumns(raw, rules, {
      reasons: {...reasons, ...REASONS, ...clocks, ...unfitting},
      choices,
      notes,
      time,
    });
    columns.sessionTime = time;
    setPositions(columns, report);
    checkAccelerations(columns, new Map(), report.notes);
    checkTurns(columns, report.notes, {leftPositive: undefined});
    onProgress?.(1);
    return oneCarLog({rows: table.rows, columns, laps}, report, {
      format: "alfano-ada-csv",
      game: "unknown",
      startedAt: startOfSession(name, table, report.notes),
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

/** Lateral and longitudinal by the app's axes, unless the driven path shows that they are exchanged. */
function accelerations(table: CsvTable, time: Float64Array, notes: string[]): Rule[] {
  const values = (name: string) => table.columns.find((c) => c.name === name)?.values;
  const exchanged =
    lateralAxis({time, headingDeg: values("Orientation")?.map((v) => v / 100), speedKmh: values("Speed GPS")}, [
      values("Gf. X"),
      values("Gf. Y"),
    ]) === 1;
  if (exchanged) notes.push("Gf. Y is lateral: it follows speed and heading, and Gf. X does not");
  const [lateral, longitudinal] = exchanged ? ["Gf. Y", "Gf. X"] : ["Gf. X", "Gf. Y"];
  return [
    {from: lateral, channel: "gLateral", unit: "g"},
    {from: longitudinal, channel: "gLongitudinal", value: negated},
  ];
}

/** From 0 in each lap in most exports, else from the beginning of the session. */
function distance({columns}: CsvTable): Rule[] {
  const found = columns.find(({name}) => name === "Distance");
  if (!found) return [];
  const channel = lapStartsByReset(found.values, 100).length > 1 ? "lapDistance" : "totalDistance";
  return [{from: "Distance", channel, unit: "m"}];
}
