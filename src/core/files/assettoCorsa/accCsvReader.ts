import {readColumns} from "../columns/readColumns.js";
import type {Rule} from "../columns/rules.js";
import {csvColumns, hasColumns, requiredValues, tableColumns} from "../csv/csvColumns.js";
import {readCsvTable} from "../csv/csvTable.js";
import {orderedTable} from "../csv/pickRows.js";
import {oneCarLog} from "../derive.js";
import {startOf} from "../importedLog.js";
import {fractionCrossings, isInvalid, lapsFromCrossings} from "../laps/lapSplit.js";
import type {LogFileReader} from "../reader.js";

const RULES: readonly Rule[] = [
  {from: "speed_kmh", channel: "speedKmh", unit: "km/h"},
  {from: "gas", channel: "throttle"},
  {from: "brake", channel: "brake"},
  {from: "steer_angle", channel: "steering"},
  {from: "rpm", channel: "rpm", unit: "rpm"},
  // as in the game's memory: 0 reverse, 1 neutral
  {from: "gear", channel: "gear", value: (v) => v - 1},
  // positive to the left in the file: agrees with yaw rate × speed
  {from: "g_force_x", channel: "gLateral", unit: "g", value: (v) => -v},
  {from: "g_force_y", channel: "gVertical", unit: "g"},
  {from: "g_force_z", channel: "gLongitudinal", unit: "g"},
  {from: "angular_velocity_y", channel: "yawRate", unit: "rad/s"},
  {from: "local_velocity_z", channel: "localVelocityZ", unit: "m/s"},
  {from: "local_velocity_y", channel: "localVelocityY", unit: "m/s"},
  {from: "current_sector_index", channel: "sector", value: (v) => v + 1},
  {from: "is_valid_lap", channel: "lapInvalid", value: (v) => 1 - v},
];

const REASONS = {
  timestamp: "used for the row times",
  normalized_car_position: "used for the laps; choose trackLengthM to get metres",
  completed_lap: "does not count before the first timed lap; the position is used for the laps",
  local_velocity_x: "sign convention is not documented",
  angular_velocity_x: "sign convention is not documented",
  angular_velocity_z: "sign convention is not documented",
};

/**
 * Assetto Corsa Competizione's shared memory, rows by wall clock, as logged in the driving study of
 * Paridhi456/acc-telemetry-recommendation-system. Choice: `trackLengthM`.
 */
export const accCsvReader: LogFileReader = {
  format: "acc-shared-memory-csv",
  label: "Assetto Corsa Competizione shared memory (CSV)",
  extensions: [".csv"],
  recognises: (head) => hasColumns(head, ["timestamp", "speed_kmh", "normalized_car_position", "completed_lap"]),
  columns: tableColumns,
  read({bytes}, {choices, onProgress} = {}) {
    const table = orderedTable(readCsvTable(bytes, onProgress && ((f) => onProgress(f * 0.6))), "timestamp");
    const stamps = requiredValues(table, "timestamp");
    const place = requiredValues(table, "normalized_car_position");
    const {raw, reasons} = csvColumns(table);
    const {columns, report} = readColumns(raw, RULES, {
      reasons: {...reasons, ...REASONS},
      choices,
      notes: table.notes,
    });
    const time = stamps.map((t) => t - stamps[0]);
    columns.sessionTime = time;
    const length = choices?.trackLengthM;
    if (typeof length === "number" && length > 0) columns.lapDistance = place.map((p) => p * length);
    noteResets(time, place, report.notes);
    const laps = lapsFromCrossings(time, fractionCrossings(time, place));
    if (columns.lapInvalid) for (const lap of laps) lap.valid = !isInvalid(columns.lapInvalid, lap);
    onProgress?.(1);
    return oneCarLog({rows: table.rows, columns, laps}, report, {
      format: "acc-shared-memory-csv",
      game: "Assetto Corsa Competizione",
      track: {lengthM: typeof length === "number" && length > 0 ? length : null},
      startedAt: startOf(stamps[0]),
    });
  },
};

/** Notes falls of the lap fraction that are not line crossings. */
function noteResets(time: Float64Array, place: Float64Array, notes: string[]): void {
  for (let i = 1; i < place.length; i++) {
    const fall = place[i - 1] - place[i];
    if (fall > 0.02 && fall <= 0.9) notes.push(`the car was put back on the track at ${time[i].toFixed(1)} s`);
  }
}
