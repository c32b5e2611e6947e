import {GRAVITY} from "../../channels/gravity.js";
import {chosenColumns} from "../columns/columnChoices.js";
import {steeringOf} from "../columns/convertColumn.js";
import {readColumns} from "../columns/readColumns.js";
import {kmh, type Rule} from "../columns/rules.js";
import {csvColumns, hasColumns, requiredValues, tableColumns} from "../csv/csvColumns.js";
import {readCsvTable} from "../csv/csvTable.js";
import {oneCarLog} from "../derive.js";
import {checkTurns} from "../driveChecks.js";
import {type ImportedLap, LogFileError, PLAIN_LAP} from "../importedLog.js";
import {setPositions} from "../positions.js";
import type {LogFileReader} from "../reader.js";
import {lineRows, rowRate, rowsOfLap} from "./garage61Rate.js";

const inG = (v: number) => v / GRAVITY;
const within = (v: number) => Math.min(1, Math.max(0, v));

/** Names and units of iRacing; lateral quantities are positive to the left. */
const RULES: readonly Rule[] = [
  {from: "Speed", channel: "speedKmh", value: kmh},
  {from: "Lat", channel: "latitude", unit: "deg"},
  {from: "Lon", channel: "longitude", unit: "deg"},
  {from: "Brake", channel: "brake", value: within},
  {from: "Throttle", channel: "throttle", value: within},
  {from: "RPM", channel: "rpm"},
  {from: "Gear", channel: "gear"},
  // 1: engaged, the pedal is free
  {from: "Clutch", channel: "clutchPercent", value: (v) => (1 - within(v)) * 100},
  {from: "ABSActive", channel: "absActive"},
  {from: "DRSActive", channel: "drs"},
  {from: "LatAccel", channel: "gLateral", value: (v) => -inG(v)},
  {from: "LongAccel", channel: "gLongitudinal", value: inG},
  {from: "VertAccel", channel: "gVertical", value: inG},
  {from: "YawRate", channel: "yawRate", unit: "rad/s"},
];

const REASONS = {
  LapDistPct: "used for the lap",
  SteeringWheelAngle: "no angle in the file",
  Yaw: "zero direction is not documented",
  PositionType: "the kind of surface; no channel has it",
};

/** One lap of iRacing as Garage 61 exports it: no times, no names of car and track, columns with iRacing's names and units. */
export const garage61Reader: LogFileReader = {
  format: "garage61-csv",
  label: "Garage 61 (CSV)",
  extensions: [".csv"],
  recognises: (head) =>
    hasColumns(head, ["Speed", "LapDistPct", "Lat", "Lon", "SteeringWheelAngle", "Clutch", "PositionType"]),
  columns: tableColumns,
  read({name, bytes}, {choices, onProgress} = {}) {
    const table = readCsvTable(bytes, onProgress && ((f) => onProgress(f * 0.6)));
    if (table.rows < 2) throw new LogFileError(`too few rows: ${table.rows}`, `line ${table.firstLine}`);
    const share = requiredValues(table, "LapDistPct");
    const {raw, reasons} = csvColumns(table);
    const {columns, report} = readColumns(raw, RULES, {
      reasons: {...reasons, ...REASONS},
      choices,
      notes: table.notes,
    });
    const facts = factsOfName(name);
    const asked = typeof choices?.rateHz === "number" && choices.rateHz > 0 ? choices.rateHz : undefined;
    const rate =
      asked ??
      rowRate(
        {
          speed: requiredValues(table, "Speed"),
          latitude: raw.get("Lat")?.values,
          longitude: raw.get("Lon")?.values,
          share,
        },
        facts.lapTimeS,
        report.notes,
      );
    if (asked !== undefined) report.notes.push(`time: ${asked} rows per second, as chosen`);
    columns.sessionTime = Float64Array.from({length: table.rows}, (_, row) => row / rate);
    setPositions(columns, report);
    const wheel = raw.get("SteeringWheelAngle")?.values;
    if (wheel && !columns.steering && !Object.hasOwn(chosenColumns(choices).columns, "SteeringWheelAngle")) {
      columns.steering = steeringOf(
        wheel.map((rad) => (-rad * 180) / Math.PI),
        choices?.steeringLockDeg,
        report.notes,
      );
      report.unused = report.unused.filter(({from}) => from !== "SteeringWheelAngle");
      report.used.push({channel: "steering", from: "SteeringWheelAngle", unit: "rad", coverage: 1});
    }
    checkTurns(columns, report.notes, {leftPositive: undefined});
    const laps = [lapOf(share, rate, facts.lapTimeS, report.notes)];
    onProgress?.(1);
    return oneCarLog({rows: table.rows, columns, laps, driver: facts.driver, team: facts.car}, report, {
      format: "garage61-csv",
      game: "iRacing",
      track: {name: facts.track},
    });
  },
};

/** The lap from line to line, or a part. Its time is in the file's name, else it follows from its rows. */
function lapOf(share: Float64Array, rate: number, namedS: number | undefined, notes: string[]): ImportedLap {
  const rows = share.length;
  const lines = lineRows(share);
  const count = rowsOfLap(share);
  const byRows = count === undefined ? undefined : count / rate;
  const agrees = byRows === undefined || namedS === undefined || Math.abs(namedS - byRows) <= Math.max(0.1, 2 / rate);
  if (!agrees)
    notes.push(`lap time ${namedS} s in the file's name, but its rows take ${byRows!.toFixed(3)} s: the rows are used`);
  const seconds = agrees ? (namedS ?? byRows) : byRows;
  if (seconds !== undefined)
    notes.push(
      seconds === namedS
        ? "lap time: from the file's name"
        : `lap time: from the rows between the lines, accurate to ${(1 / rate).toFixed(3)} s`,
    );
  else notes.push("a part of a lap: it does not reach from line to line");
  return {
    ...PLAIN_LAP,
    ...{lap: 1, first: 0, end: rows, complete: lines !== undefined && seconds !== undefined},
    lapTimeMs: seconds === undefined ? null : Math.round(seconds * 1000),
    ...(share[0] < 0.02 && {fromLine: true}),
  };
}

interface NameFacts {
  driver: string;
  car: string;
  track: string;
  lapTimeS?: number;
}

/** `Garage 61 - driver - car - track - 01.18.780 - id.csv`, the name that the site gives; "" where a name is another. */
function factsOfName(name: string): NameFacts {
  const parts = name.replace(/\.csv$/i, "").split(" - ");
  if (!/^garage ?61$/i.test(parts[0]) || parts.length < 5) return {driver: "", car: "", track: ""};
  const [, driver, car, track, time] = parts;
  const clock = /^(\d{1,2})[.:](\d\d)[.:](\d{3})$/.exec(time);
  const lapTimeS = clock ? Number(clock[1]) * 60 + Number(clock[2]) + Number(clock[3]) / 1000 : undefined;
  return {driver, car, track, ...(lapTimeS && {lapTimeS})};
}
