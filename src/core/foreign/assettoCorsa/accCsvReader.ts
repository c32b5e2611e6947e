import {csvHead, readCsvTable} from "../csv/csvTable.js";
import {checkTime, csvColumns, needed} from "../csvColumns.js";
import {deriveChannels} from "../derive.js";
import {lapsFromCrossings} from "../lapSplit.js";
import type {ForeignReader} from "../reader.js";
import {applyRules, type Rule} from "../rules.js";

const RULES: readonly Rule[] = [
  {from: "speed_kmh", channel: "speedKmh", unit: "km/h"},
  {from: "gas", channel: "throttle"},
  {from: "brake", channel: "brake"},
  {from: "steer_angle", channel: "steering"},
  {from: "rpm", channel: "rpm", unit: "rpm"},
  // as in the game's memory: 0 reverse, 1 neutral
  {from: "gear", channel: "gear", value: (v) => v - 1},
  // positive to the left there: it agrees with yaw rate × speed
  {from: "g_force_x", channel: "gLateral", unit: "g", value: (v) => -v},
  {from: "g_force_y", channel: "gVertical", unit: "g"},
  {from: "g_force_z", channel: "gLongitudinal", unit: "g"},
  {from: "angular_velocity_y", channel: "yawRate", unit: "rad/s"},
  {from: "local_velocity_z", channel: "localVelocityZ", unit: "m/s"},
  {from: "current_sector_index", channel: "sector", value: (v) => v + 1},
  {from: "is_valid_lap", channel: "lapInvalid", value: (v) => 1 - v},
];

const REASONS = {
  timestamp: "tells the time of each row",
  normalized_car_position: "tells the laps; metres with choice trackLengthM",
  completed_lap: "does not rise before the first timed lap: the position tells the line",
  local_velocity_x: "its sign is not published",
};

/**
 * Assetto Corsa Competizione's shared memory, rows by wall clock, as the driving study of
 * Paridhi456/acc-telemetry-recommendation-system logs it. Choice: `trackLengthM`.
 */
export const accCsvReader: ForeignReader = {
  format: "acc-shared-memory-csv",
  label: "Assetto Corsa Competizione shared memory (CSV)",
  extensions: [".csv"],
  recognises(head) {
    const names = csvHead(head)?.names ?? [];
    return ["timestamp", "speed_kmh", "normalized_car_position", "completed_lap"].every((name) => names.includes(name));
  },
  read({bytes}, {choices, onProgress} = {}) {
    const table = readCsvTable(bytes, onProgress && ((f) => onProgress(f * 0.6)));
    const stamps = needed(table, "timestamp");
    checkTime(stamps, "timestamp", table.firstLine);
    const place = needed(table, "normalized_car_position");
    const {raw, reasons} = csvColumns(table);
    const {columns, report} = applyRules(raw, RULES, {...reasons, ...REASONS});
    report.notes.push(...table.notes);
    const time = stamps.map((t) => t - stamps[0]);
    columns.sessionTime = time;
    const length = choices?.trackLengthM;
    if (typeof length === "number" && length > 0) columns.lapDistance = place.map((p) => p * length);
    const laps = lapsFromCrossings(time, crossings(time, place, report.notes));
    for (const lap of laps) lap.valid = !columns.lapInvalid?.subarray(lap.first, lap.end).some((v) => v > 0);
    const car = {car: 0, driver: "", team: "", raceNumber: 0, rows: table.rows, columns, laps};
    deriveChannels(car, report);
    onProgress?.(1);
    const started = stamps[0];
    return {
      format: "acc-shared-memory-csv",
      game: "Assetto Corsa Competizione",
      ...{gameVersion: "", type: "unknown", weather: null, trackTempC: null, airTempC: null},
      track: {name: "", lengthM: typeof length === "number" && length > 0 ? length : null, sectorStartsM: null},
      startedAt: started > 0 && started < 253_402_300_799 ? started * 1000 : null,
      playerCar: 0,
      cars: [car],
      report,
    };
  },
};

/** Times of the line: where the place on the lap falls from near 1 to near 0. Other falls are resets of the car. */
function crossings(time: Float64Array, place: Float64Array, notes: string[]): number[] {
  const found: number[] = [];
  for (let i = 1; i < place.length; i++) {
    const fall = place[i - 1] - place[i];
    if (fall > 0.9) {
      const before = 1 - place[i - 1];
      const share = before + place[i] > 0 ? before / (before + place[i]) : 0.5;
      // the row before the line belongs to the lap that ends, also where it lies on it
      found.push(time[i - 1] + (time[i] - time[i - 1]) * Math.max(share, 1e-3));
    } else if (fall > 0.02) notes.push(`the car was put back on the track at ${time[i].toFixed(1)} s`);
  }
  return found;
}
