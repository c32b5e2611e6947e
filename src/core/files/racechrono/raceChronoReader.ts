import type {TableColumn} from "../columns/column.js";
import {inFileUnits} from "../columns/fileUnits.js";
import {readColumns} from "../columns/readColumns.js";
import type {Rule} from "../columns/rules.js";
import {csvColumns, tableColumns} from "../csv/csvColumns.js";
import {type CsvTable, csvHead, readCsvTable} from "../csv/csvTable.js";
import {orderedTable} from "../csv/pickRows.js";
import {oneCarLog} from "../derive.js";
import {checkAccelerations, checkTurns} from "../driveChecks.js";
import {LogFileError, startOf} from "../importedLog.js";
import {setPositions} from "../positions.js";
import type {LogFileReader} from "../reader.js";
import {raceChronoDistance, raceChronoLaps} from "./raceChronoLaps.js";

/** By name; names occur once for each device. */
const CHANNELS: readonly Omit<Rule, "value">[] = [
  {from: "speed", channel: "speedKmh", unit: "m/s"},
  {from: "latitude", channel: "latitude", unit: "deg"},
  {from: "longitude", channel: "longitude", unit: "deg"},
  {from: "altitude", channel: "worldY", unit: "m"},
  {from: "bearing", channel: "heading", unit: "deg"},
  {from: "distance_traveled", channel: "totalDistance", unit: "m"},
  {from: "lateral_acc", channel: "gLateral", unit: "g"},
  {from: "longitudinal_acc", channel: "gLongitudinal", unit: "g"},
  {from: "rpm", channel: "rpm"},
  {from: "throttle_pos", channel: "throttle", unit: "%"},
  {from: "accelerator_pos", channel: "throttle", unit: "%"},
  {from: "brake_pos", channel: "brake", unit: "%"},
  {from: "coolant_temp", channel: "waterTempC", unit: "C"},
  {from: "engine_oil_temp", channel: "oilTempC", unit: "C"},
  {from: "intake_temp", channel: "intakeTempC", unit: "C"},
  {from: "air_temp", channel: "airTempC", unit: "C"},
];

const REASONS = {
  timestamp: "used for the row times",
  elapsed_time: "since the recording began, not the lap; timestamp is used for the row times",
  lap_number: "used for the laps",
  fragment_id: "counts the parts of a recording with pauses",
  lean_angle: "of a motorcycle",
  device_update_rate: "the rate of a device, not a measurement",
};

/**
 * CSV of RaceChrono Pro, versions 2 and 3: keys and values, names, units and, from version 3 on, the device of each column. A row is
 * written whenever any device measures; values between are interpolated.
 */
export const raceChronoReader: LogFileReader = {
  format: "racechrono-csv",
  label: "RaceChrono (CSV)",
  extensions: [".csv"],
  recognises(head) {
    const {preamble = [], names = []} = csvHead(head) ?? {};
    const named = preamble.some(([key = ""]) => /racechrono/i.test(key) || /^format$/i.test(key));
    return named && names.includes("lap_number") && (names.includes("timestamp") || names.includes("elapsed_time"));
  },
  columns: tableColumns,
  read({bytes}, {choices, onProgress} = {}) {
    const read = readCsvTable(bytes, onProgress && ((f) => onProgress(f * 0.6)));
    const clock = clockOf(read);
    const table = orderedTable(read, clock.name);
    const {raw, reasons} = csvColumns(table);
    const {rules, others} = deviceRules(table.columns);
    const fitting = inFileUnits(rules, raw);
    const stamps = raw.get(clock.name)!.values;
    const scale = stamps[0] > 1e11 ? 0.001 : 1;
    const time = stamps.map((t) => (t - stamps[0]) * scale);
    const {columns, report} = readColumns(raw, fitting.rules, {
      reasons: {...reasons, ...REASONS, ...others, ...fitting.reasons},
      choices,
      notes: table.notes,
      time,
    });
    columns.sessionTime = time;
    setPositions(columns, report);
    const units = new Map(report.used.map(({channel, from}) => [channel, raw.get(from)?.unit ?? ""]));
    checkAccelerations(columns, units, report.notes);
    checkTurns(columns, report.notes, {leftPositive: undefined});
    const numbers = raw.get("lap_number")?.values ?? new Float64Array(time.length).fill(Number.NaN);
    const laps = raceChronoLaps(time, numbers, report.notes);
    if (columns.totalDistance) {
      columns.lapDistance = raceChronoDistance(columns.totalDistance, laps);
      report.used.push({channel: "lapDistance", from: "derived", unit: "", coverage: 1});
      report.notes.push("lapDistance: distance_traveled since the line");
    }
    onProgress?.(1);
    const facts = new Map(table.preamble.map(([key, value = ""]) => [key.toLowerCase(), value]));
    return oneCarLog({rows: table.rows, columns, laps, driver: facts.get("driver name") ?? ""}, report, {
      format: "racechrono-csv",
      game: "unknown",
      // the date in the head may be that of the track, years before
      startedAt: clock.name === "timestamp" ? startOf(stamps[0] * scale) : null,
      track: {name: facts.get("track name") ?? ""},
    });
  },
};

/** The only clock that is right over pauses is the timestamp. */
function clockOf({columns}: CsvTable): TableColumn {
  const found = ["timestamp", "elapsed_time"]
    .map((name) => columns.find((c) => c.name === name))
    .find((c) => c && c.kind !== "empty");
  if (!found) throw new LogFileError("missing or empty", "column timestamp");
  return found;
}

/** GPS measures over the ground; what the app calculates and a car's own devices come after it. */
function rank(source: string | undefined): number {
  if (source === undefined || /gps/i.test(source)) return 0;
  return /^calc/i.test(source) ? 1 : 2;
}

/** Rules for each device's column, the preferred device first, and why the others are not used. */
function deviceRules(columns: readonly TableColumn[]): {rules: Rule[]; others: Record<string, string>} {
  const others: Record<string, string> = {};
  const rules = CHANNELS.flatMap((rule) => {
    const own = columns
      .filter(({name, kind}) => kind !== "empty" && name.replace(/ \(\d+\)$/, "") === rule.from)
      .sort((a, b) => rank(a.source) - rank(b.source));
    for (const {name, source} of own.slice(1))
      others[name] = `${rule.from} of ${source ?? "another device"}; that of ${own[0].source ?? "the first"} is used`;
    return own.map(({name}) => ({...rule, from: name}));
  });
  for (const {name} of columns) if (/^device_update_rate/.test(name)) others[name] = REASONS.device_update_rate;
  return {rules, others};
}
