import type {LogChoices} from "../../archive/types.js";
import type {RawColumns} from "../columns/column.js";
import {inFileUnits} from "../columns/fileUnits.js";
import {readColumns} from "../columns/readColumns.js";
import type {Rule} from "../columns/rules.js";
import {oneCarLog} from "../derive.js";
import {checkAccelerations, checkTurns} from "../driveChecks.js";
import type {ImportedFacts, ImportedLap, ImportedLog} from "../importedLog.js";
import {lapStartsByReset} from "../laps/lapSplit.js";
import {setPositions} from "../positions.js";
import {lateralAxis} from "./alfanoAxes.js";

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

interface AlfanoDrive extends Omit<ImportedFacts, "cars" | "report" | "game"> {
  /** of each row, s */
  time: Float64Array;
  laps: ImportedLap[];
  driver?: string;
  notes: string[];
  /** why columns are left out, by name */
  reasons?: Readonly<Record<string, string>>;
  choices?: LogChoices;
}

/** A log of one car from columns under the names and in the units of the app's export. */
export function alfanoLog(
  raw: RawColumns,
  {time, laps, driver = "", notes, reasons = {}, choices, ...facts}: AlfanoDrive,
): ImportedLog {
  const {rules, reasons: unfitting} = inFileUnits(
    [...RULES, ...accelerations(raw, time, notes), ...distance(raw)],
    raw,
  );
  const {columns, report} = readColumns(raw, rules, {
    reasons: {...REASONS, ...reasons, ...unfitting},
    choices,
    notes,
    time,
  });
  columns.sessionTime = time;
  setPositions(columns, report);
  checkAccelerations(columns, new Map(), report.notes);
  checkTurns(columns, report.notes, {leftPositive: undefined});
  return oneCarLog({rows: time.length, columns, laps, driver}, report, {...facts, game: "unknown"});
}

/** Lateral and longitudinal by the app's axes, unless the driven path shows that they are exchanged. */
function accelerations(raw: RawColumns, time: Float64Array, notes: string[]): Rule[] {
  const values = (name: string) => raw.get(name)?.values;
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
function distance(raw: RawColumns): Rule[] {
  const found = raw.get("Distance");
  if (!found) return [];
  const channel = lapStartsByReset(found.values, 100).length > 1 ? "lapDistance" : "totalDistance";
  return [{from: "Distance", channel, unit: "m"}];
}
