import {readColumns} from "../columns/readColumns.js";
import {kmh, type Rule} from "../columns/rules.js";
import {csvColumns, firstText, hasColumns, requiredValues, tableColumns} from "../csv/csvColumns.js";
import {type CsvTable, readCsvTable} from "../csv/csvTable.js";
import {orderedTable, pickRows} from "../csv/pickRows.js";
import {oneCarLog} from "../derive.js";
import {type ImportedLap, LogFileError, PLAIN_LAP, startOf} from "../importedLog.js";
import {lapStartsByCounter} from "../laps/lapSplit.js";
import {type LapBounds, reportedLapTimes} from "../laps/reportedTimes.js";
import type {LogFileReader} from "../reader.js";

/** A lap is complete if its rows take as long as the lap, to this, s. */
const AGREE_S = 1.5;
/** Games whose z axis is opposite to the catalogue's. */
const MIRRORED = /^(automobilista|project cars|rfactor|le mans)/i;

const RULES: readonly Rule[] = [
  {from: "SpeedMs", channel: "speedKmh", unit: "m/s", value: kmh},
  {from: "Throttle", channel: "throttle"},
  {from: "Brake", channel: "brake"},
  {from: "Gear", channel: "gear"},
  {from: "Rpms", channel: "rpm", unit: "rpm"},
  {from: "DistanceRoundTrack", channel: "lapDistance", unit: "m"},
  {from: "CurrentLapIsValid", channel: "lapInvalid", value: (v) => 1 - v},
  {from: "LapTimePrevious", channel: "lastLapTimeMs", unit: "s", value: (v) => (v > 0 ? v * 1000 : Number.NaN)},
  {from: "Handbrake", channel: "handbrake"},
  {from: "Conditions_Temperature_Ambient", channel: "airTempC", unit: "°C"},
  {from: "Conditions_Temperature_Track", channel: "trackTempC", unit: "°C"},
  {from: "Conditions_RainDensity", channel: "rain"},
  {from: "WorldPosition_x", channel: "worldX", unit: "m"},
  {from: "WorldPosition_y", channel: "worldY", unit: "m"},
];

const REASONS = {
  _time: "used for the row times",
  CurrentLap: "used for the laps",
  CurrentLapTime: "does not restart at the line in every game; lap time is counted from the line",
  PreviousLapWasValid: "used for lap validity",
  x: "the same as WorldPosition_x",
  y: "the same as WorldPosition_z",
};

/** Telemetry that Crew Chief stores in a time series database (b4mad/racing), exported as CSV. Choice: `steeringLockDeg`. */
export const crewChiefReader: LogFileReader = {
  format: "crew-chief-csv",
  label: "Crew Chief telemetry (CSV)",
  extensions: [".csv"],
  recognises: (head) => hasColumns(head, ["_time", "CurrentLap", "GameName", "LapTimePrevious", "SpeedMs"]),
  columns: tableColumns,
  read({bytes}, {choices, onProgress} = {}) {
    const table = inOrder(readCsvTable(bytes, onProgress && ((f) => onProgress(f * 0.6))));
    const stamps = requiredValues(table, "_time");
    const {raw, reasons} = csvColumns(table);
    const game = firstText(table, "GameName");
    const lock = choices?.steeringLockDeg;
    const rules: Rule[] = [
      ...RULES,
      {from: "WorldPosition_z", channel: "worldZ", unit: "m", value: (v) => (MIRRORED.test(game) ? -v : v)},
      // iRacing: 1 is an engaged clutch; others: a pressed pedal
      {from: "Clutch", channel: "clutchPercent", value: (v) => (game === "iRacing" ? 1 - v : v) * 100},
      ...steering(game, raw.get("SteeringAngle")?.values, lock),
    ];
    const {columns, report} = readColumns(raw, rules, {
      reasons: {...reasons, ...REASONS, SteeringAngle: "wheel angle in radians; choose steeringLockDeg to use it"},
      choices,
      notes: table.notes,
    });
    columns.sessionTime = stamps.map((t) => t - stamps[0]);
    const laps = lapsOf(
      columns.sessionTime,
      requiredValues(table, "CurrentLap"),
      raw.get("LapTimePrevious")?.values,
      raw.get("PreviousLapWasValid")?.values,
    );
    report.notes.push("laps: split where CurrentLap rises; lap times from LapTimePrevious, none where it is −1");
    onProgress?.(1);
    const driver = firstText(table, "user");
    const team = firstText(table, "CarModel");
    const first = (name: string) => raw.get(name)?.values.find((v) => Number.isFinite(v)) ?? null;
    return oneCarLog({driver, team, rows: table.rows, columns, laps}, report, {
      format: "crew-chief-csv",
      game: game || "unknown",
      track: {name: firstText(table, "TrackCode").replace(":", " ")},
      type: sessionType(firstText(table, "SessionTypeName")),
      startedAt: startOf(stamps[0]),
      trackTempC: first("Conditions_Temperature_Track"),
      airTempC: first("Conditions_Temperature_Ambient"),
    });
  },
};

/** The rows in order of time. A query of the database may return several drives, which are refused, and rows grouped by series. */
function inOrder(table: CsvTable): CsvTable {
  for (const name of ["GameName", "TrackCode", "CarModel"]) {
    const {words} = table.columns.find((c) => c.name === name) ?? {};
    const reported = (words?.words ?? []).filter((word) => word !== name);
    if (reported.length < 2) continue;
    const row = words!.codes.findIndex((code, i) => i > 0 && code > 0 && code !== words!.codes[0]);
    throw new LogFileError(
      `two drives in one file: ${JSON.stringify(reported[0])}, then ${JSON.stringify(reported[1])}; export one at a time`,
      `line ${table.firstLine + row}, column ${name}`,
    );
  }
  const stamps = requiredValues(table, "_time");
  if (stamps.every((t, row) => row === 0 || !(t < stamps[row - 1]))) return orderedTable(table, "_time");
  const at = (row: number) => (Number.isFinite(stamps[row]) ? stamps[row] : Number.POSITIVE_INFINITY);
  const rows = Int32Array.from(stamps.keys()).sort((a, b) => at(a) - at(b) || a - b);
  const sorted = pickRows(table, rows);
  return orderedTable({...sorted, notes: [...sorted.notes, "rows were sorted by _time"]}, "_time");
}

/** iRacing sends the angle of the wheel, rad and positive to the left; other games −1 … 1. */
function steering(game: string, values: Float64Array | undefined, lock: unknown): Rule[] {
  if (!values) return [];
  const rule = {from: "SteeringAngle", channel: "steering"};
  if (game === "iRacing")
    return typeof lock === "number" && lock > 0
      ? [{...rule, unit: "rad", value: (v) => (-v * 180) / Math.PI / lock}]
      : [];
  return values.some((v) => Math.abs(v) > 1.05) ? [] : [rule];
}

function sessionType(name: string): string {
  // LonePractice → lone practice
  return name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase() || "unknown";
}

function lapsOf(
  time: Float64Array,
  counter: Float64Array,
  previous: Float64Array | undefined,
  valid: Float64Array | undefined,
): ImportedLap[] {
  const starts = lapStartsByCounter(counter);
  const step = time.length > 1 ? (time[time.length - 1] - time[0]) / (time.length - 1) : 0;
  const bounds = starts.map((first, k): LapBounds => {
    const next = starts[k + 1];
    return {
      first: time[first],
      from: k > 0 ? time[first] : null,
      to: next === undefined ? null : time[next],
      uncertainS: Math.max(step, ...[first, next].map((row) => (row > 0 ? time[row] - time[row - 1] : 0))),
    };
  });
  const times = previous ? reportedLapTimes(bounds, {time, ms: previous.map((s) => s * 1000)}) : [];
  const laps: ImportedLap[] = [];
  starts.forEach((first, k) => {
    const end = starts[k + 1] ?? time.length;
    const lapTimeMs = times[k] ?? null;
    // the flag may change with the time: long after the line, but before the next
    const settled = (starts[k + 2] ?? time.length) - 1;
    const number = Math.max(0, Math.trunc(counter[first]) || 0);
    laps.push({
      ...PLAIN_LAP,
      lap: laps.length && number <= laps[laps.length - 1].lap ? laps[laps.length - 1].lap + 1 : number,
      first,
      end,
      lapTimeMs,
      valid: !(end < time.length && valid?.[settled] === 0),
      // a first lap may begin at the line
      complete: lapTimeMs !== null && Math.abs(lapTimeMs / 1000 - (time[end] - time[first])) < AGREE_S,
    });
  });
  return laps;
}
