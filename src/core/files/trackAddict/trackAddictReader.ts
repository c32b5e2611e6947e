import type {LogReport} from "../../archive/types.js";
import type {ChannelColumns} from "../columns/column.js";
import {readColumns} from "../columns/readColumns.js";
import type {Rule} from "../columns/rules.js";
import {csvColumns, requiredValues, tableColumns} from "../csv/csvColumns.js";
import {type CsvTable, readCsvTable} from "../csv/csvTable.js";
import {orderedTable} from "../csv/pickRows.js";
import {oneCarLog} from "../derive.js";
import {checkAccelerations, checkTurns} from "../driveChecks.js";
import {startOf} from "../importedLog.js";
import {tableLaps} from "../laps/tableLaps.js";
import {setPositions} from "../positions.js";
import type {LogFileReader} from "../reader.js";
import {type AppComments, appComments} from "./appComments.js";
import {betweenFixes} from "./betweenFixes.js";
import {commentLaps} from "./commentLaps.js";

const RADIANS = Math.PI / 180;

const RULES: readonly Rule[] = [
  {from: "Speed (Km/h)", channel: "speedKmh", unit: "km/h"},
  {from: "Speed (KPH)", channel: "speedKmh", unit: "km/h"},
  {from: "Speed (MPH)", channel: "speedKmh", unit: "mph"},
  {from: "Speed (m/s)", channel: "speedKmh", unit: "m/s"},
  {from: "Latitude", channel: "latitude"},
  {from: "Longitude", channel: "longitude"},
  {from: "Altitude (m)", channel: "worldY", unit: "m"},
  {from: "Altitude (ft)", channel: "worldY", unit: "ft"},
  // degrees clockwise from north; −1 where it is unknown
  {from: "Heading", channel: "heading", unit: "deg", value: (v) => (v >= 0 ? v * RADIANS : Number.NaN)},
  // in the car's axes after the app's calibration
  {from: "Accel X", channel: "gLateral", unit: "g"},
  {from: "Accel Y", channel: "gLongitudinal", unit: "g"},
  {from: "Barometric Pressure (kPa)", channel: "airPressureBar", unit: "kPa"},
];

const REASONS = {
  Time: "used for the row times",
  "UTC Time": "used for the start of the log",
  Lap: "turns at the next fix of the receiver; the lap times in the comments are used",
  "Predicted Lap Time": "computed by the app",
  "Predicted vs Best Lap": "computed by the app",
  GPS_Update: "used for the rows with a new fix",
  GPS_Delay: "delay of the fix",
  "Accuracy (m)": "accuracy of the fix",
  "Altitude (ft)": "the same as Altitude (m)",
  "Accel Z": "whether gravity is included is not documented",
  "Brake (calculated)": "computed by the app from the deceleration; not the pedal",
};

/** Channels of the receiver, which repeat between its fixes. */
const OF_FIXES = ["latitude", "longitude", "worldY", "speedKmh", "heading"];

/** TrackAddict's log for RaceRender: rows of a phone's sensors, laps in comment lines. */
export const trackAddictReader: LogFileReader = {
  format: "trackaddict-csv",
  label: "TrackAddict log (CSV)",
  extensions: [".csv"],
  recognises: (head) => /^\s*(\ufeff|ï»¿)?#\s*RaceRender Data/.test(new TextDecoder().decode(head.subarray(0, 200))),
  columns: tableColumns,
  read({name, bytes}, {choices, onProgress} = {}) {
    const table = orderedTable(readCsvTable(bytes, onProgress && ((f) => onProgress(f * 0.6))), "Time");
    const time = requiredValues(table, "Time");
    const {raw, reasons} = csvColumns(table);
    const {columns, report} = readColumns(raw, RULES, {
      reasons: {...reasons, ...REASONS},
      choices,
      notes: table.notes,
    });
    columns.sessionTime = time;
    const comments = appComments(table.comments);
    fixes(columns, raw.get("GPS_Update")?.values, report);
    setPositions(columns, report);
    checkAccelerations(columns, new Map(), report.notes);
    checkTurns(columns, report.notes, {leftPositive: undefined});
    const laps = comments.laps.length
      ? commentLaps(time, comments)
      : tableLaps(
          {sessionTime: time, lapNumber: raw.get("Lap")?.values ?? new Float64Array(0)},
          "lapNumber",
          report.notes,
        );
    if (comments.laps.length)
      report.notes.push(
        `laps: ${comments.laps.length} in the app's comments, with its times; lap 0 ends at the first crossing`,
      );
    pits(columns, comments, table.rows);
    for (const lap of laps) lap.pit = columns.pitStatus?.subarray(lap.first, lap.end).some((v) => v > 0) ?? false;
    onProgress?.(1);
    return oneCarLog({team: comments.facts.get("vehicle") ?? "", rows: table.rows, columns, laps}, report, {
      format: "trackaddict-csv",
      game: "unknown",
      startedAt: begun(table, time, name, report),
    });
  },
};

/** Interpolates what repeats between the fixes of the receiver. */
function fixes(columns: ChannelColumns, isFix: Float64Array | undefined, {notes}: LogReport): void {
  if (!isFix?.some((v) => v > 0)) return;
  let known = 0;
  for (const v of isFix) if (v > 0) known++;
  if (known === isFix.length) return;
  const {sessionTime} = columns;
  for (const channel of OF_FIXES)
    if (columns[channel])
      columns[channel] = betweenFixes(
        columns[channel],
        isFix,
        sessionTime,
        channel === "heading" ? 2 * Math.PI : undefined,
      );
  notes.push(
    `positions, speed and heading: ${known} fixes in ${isFix.length} rows; rows between them are interpolated`,
  );
}

/** In the pit lane between the comments on its entry and its exit. */
function pits(columns: ChannelColumns, {pitLane}: AppComments, rows: number): void {
  if (pitLane.length === 0) return;
  const status = new Float64Array(rows);
  let from = pitLane[0].enters ? -1 : 0;
  for (const {enters, row} of pitLane) {
    if (enters) {
      if (from < 0) from = row;
    } else if (from >= 0) {
      status.fill(1, from, row);
      from = -1;
    }
  }
  if (from >= 0) status.fill(1, from);
  columns.pitStatus = status;
}

/** ms since 1970: by the UTC column, else by the name that the app gives its files, in local time. */
function begun(table: CsvTable, time: Float64Array, name: string, {notes}: LogReport): number | null {
  const utc = table.columns.find((column) => column.name === "UTC Time")?.values;
  const row = utc?.findIndex((v) => v > 0) ?? -1;
  if (utc && row >= 0) {
    const start = startOf(utc[row] - time[row]);
    return start === null ? null : Math.round(start);
  }
  const stamp = /^Log-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)/i.exec(name);
  if (!stamp) return null;
  const [year, month, ...rest] = stamp.slice(1).map(Number);
  notes.push("start: by the file's name, a local time");
  return Date.UTC(year, month - 1, ...(rest as [number, number, number, number]));
}
