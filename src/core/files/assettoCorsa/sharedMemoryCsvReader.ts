import {acFlag} from "../../games/ac/flags.js";
import {readColumns} from "../columns/readColumns.js";
import {type Rule, wheelRules} from "../columns/rules.js";
import {csvColumns, hasColumns, requiredValues, tableColumns} from "../csv/csvColumns.js";
import {type CsvTable, readCsvTable} from "../csv/csvTable.js";
import {pickRows} from "../csv/pickRows.js";
import {oneCarLog} from "../derive.js";
import {type ImportedLap, LogFileError, startOf} from "../importedLog.js";
import {isNegligible} from "../orderedRows.js";
import type {LogFileReader} from "../reader.js";
import {sharedMemoryLaps} from "./sharedMemoryLaps.js";

const DAY_MS = 86_400_000;
const WHEEL = {Rl: "RL", Rr: "RR", Fl: "FL", Fr: "FR"} as const;

/** Columns of all versions of the tool. Axes and signs are those of the game's memory (see `games/ac/physicsRow.ts`). */
const RULES: readonly Rule[] = [
  {from: "iCurrentTime_ms", channel: "currentLapTimeMs", unit: "ms"},
  {from: "iLastTime_ms", channel: "lastLapTimeMs", unit: "ms", value: (v) => (v > 0 ? v : Number.NaN)},
  {from: "iBestTime_ms", channel: "bestLapTimeMs", unit: "ms", value: (v) => (v > 0 ? v : Number.NaN)},
  {from: "SurfaceGrip", channel: "trackGrip"},
  {from: "Speed_kmh", channel: "speedKmh", unit: "km/h"},
  {from: "RPM", channel: "rpm", unit: "rpm"},
  {from: "Throttle", channel: "throttle"},
  {from: "Brake", channel: "brake"},
  // 1 between shifts: engaged
  {from: "Clutch", channel: "clutchPercent", value: (v) => (1 - v) * 100},
  {from: "Steering", channel: "steering"},
  {from: "Gear", channel: "gear"},
  {from: "DistanceTraveled_m", channel: "totalDistance", unit: "m"},
  {from: "CurrentSectorIndex", channel: "sector", value: (v) => v + 1},
  {from: "IsInPitLane", channel: "pitStatus"},
  {from: "Flag", channel: "fiaFlag", value: acFlag},
  ...["X", "Y", "Z"].flatMap((axis): Rule[] => [
    {from: `Car${axis}`, channel: `world${axis}`, unit: "m"},
    {from: axis, channel: `world${axis}`, unit: "m"},
    {from: `Velocity_${axis}`, channel: `velocity${axis}`, unit: "m/s"},
    {from: `LocalVelocity_${axis}`, channel: `localVelocity${axis}`, unit: "m/s"},
  ]),
  {from: "AccG_Lateral", channel: "gLateral", unit: "g", value: (v) => -v},
  {from: "AccG_Vertical", channel: "gVertical", unit: "g"},
  {from: "AccG_Longitudinal", channel: "gLongitudinal", unit: "g"},
  {from: "AngularVel_Y", channel: "yawRate", unit: "rad/s"},
  {from: "Fuel", channel: "fuelLitres", unit: "l"},
  {from: "TurboBoost", channel: "turboBoostBar", unit: "bar", varies: true},
  {from: "EngineTemp_Oil", channel: "oilTempC", unit: "°C", varies: true},
  {from: "EngineTemp_Water", channel: "waterTempC", unit: "°C", varies: true},
  {from: "KERS_Charge", channel: "ersCharge", varies: true},
  {from: "DRS", channel: "drs", varies: true},
  {from: "DRS_Available", channel: "drsAllowed", varies: true},
  {from: "TC_InAction", channel: "tcActive", varies: true},
  {from: "ABS_InAction", channel: "absActive", varies: true},
  {from: "PitLimiter", channel: "pitLimiter"},
  {from: "RideHeight_Front", channel: "rideHeightFront", unit: "m", varies: true},
  {from: "RideHeight_Rear", channel: "rideHeightRear", unit: "m", varies: true},
  {from: "BrakeBias", channel: "brakeBiasPercent", value: (v) => (v > 0 && v <= 1 ? v * 100 : Number.NaN)},
  {from: "AirTemp", channel: "airTempC", unit: "°C"},
  {from: "RoadTemp", channel: "trackTempC", unit: "°C"},
  {from: "AirDensity", channel: "airDensity", unit: "kg/m³"},
  {from: "NumberOfTyresOut", channel: "tyresOffTrack"},
  {from: "PerformanceMeter", channel: "deltaToBestMs", unit: "s", varies: true},
  ...wheelRules(WHEEL, "TireTemp_{w}_Inner", "tyreTreadInnerTemp{w}C", {unit: "°C"}),
  ...wheelRules(WHEEL, "TireTemp_{w}_Middle", "tyreTreadMiddleTemp{w}C", {unit: "°C"}),
  ...wheelRules(WHEEL, "TireTemp_{w}_Outer", "tyreTreadOuterTemp{w}C", {unit: "°C"}),
  ...wheelRules(WHEEL, "TireTemp_{w}_Avg", "tyreSurfaceTemp{w}C", {unit: "°C"}),
  ...wheelRules(WHEEL, "TireTemp_{w}_Core", "tyreInnerTemp{w}C", {unit: "°C"}),
  ...wheelRules(WHEEL, "TirePressure_{w}", "tyrePressure{w}Psi", {unit: "psi"}),
  // 100 is new
  ...wheelRules(WHEEL, "TireWear_{w}", "tyreWear{w}Percent", {unit: "%", value: (v) => 100 - v}),
  ...wheelRules(WHEEL, "TireLoad_{w}", "verticalForce{w}", {unit: "N", varies: true}),
  ...wheelRules(WHEEL, "WheelSlip_{w}", "wheelSlip{w}"),
  ...wheelRules(WHEEL, "SlipRatio_{w}", "slipRatio{w}", {varies: true}),
  ...wheelRules(WHEEL, "SlipAngle_{w}", "slipAngle{w}", {unit: "rad", varies: true}),
  ...wheelRules(WHEEL, "Camber_{w}", "camber{w}", {unit: "rad", varies: true}),
  ...wheelRules(WHEEL, "SuspensionTravel_{w}", "suspensionPosition{w}", {unit: "m"}),
  ...wheelRules(WHEEL, "BrakeTemp_{w}", "brakeTemp{w}C", {unit: "°C", varies: true}),
];

const REASONS = {
  Timestamp: "whole seconds only; iCurrentTime_ms is used for the time",
  CompletedLaps: "does not count the first line crossing; iCurrentTime_ms is used for the laps",
  CurrentLapTime_str: "the same as iCurrentTime_ms",
  LastSectorTime_ms: "used for the sector times",
  LapNumberTotal: "lap counter of the recording tool",
  Distance: "does not restart at the first line crossing",
  DistanceTraveled_m_Original: "the same as DistanceTraveled_m",
  NormalizedPosition: "same information as the distance",
  Heading: "zero direction is not documented",
  Pitch: "sign convention is not documented",
  Roll: "sign convention is not documented",
};

/** Assetto Corsa's shared memory logged by VforVitorio/F1_AC_Digital_Twin: about 10 rows a second. */
export const acSharedMemoryCsvReader: LogFileReader = {
  format: "ac-shared-memory-csv",
  label: "Assetto Corsa shared memory (CSV)",
  extensions: [".csv"],
  recognises: (head) => hasColumns(head, ["Speed_kmh", "CompletedLaps", "iCurrentTime_ms", "iLastTime_ms"]),
  columns: tableColumns,
  read({bytes}, {choices, onProgress} = {}) {
    const table = knownTimes(readCsvTable(bytes, onProgress && ((f) => onProgress(f * 0.6))));
    const running = requiredValues(table, "iCurrentTime_ms");
    const {raw, reasons} = csvColumns(table);
    const {columns, report} = readColumns(raw, RULES, {
      reasons: {...reasons, ...REASONS},
      choices,
      notes: table.notes,
    });
    const {sessionTime, laps} = sharedMemoryLaps({
      running,
      lastLap: raw.get("iLastTime_ms")?.values,
      sector: raw.get("CurrentSectorIndex")?.values,
      lastSector: raw.get("LastSectorTime_ms")?.values,
    });
    columns.sessionTime = sessionTime;
    report.notes.push("laps: split where iCurrentTime_ms restarts; lap and sector times from the game");
    const distance = lapDistance(columns, laps);
    if (distance && !columns.lapDistance) {
      columns.lapDistance = distance;
      report.used.push({channel: "lapDistance", from: "derived", unit: "", coverage: 1});
      report.notes.push("lapDistance: DistanceTraveled_m since the line; unknown before the first crossing");
    }
    for (const lap of laps) lap.pit = columns.pitStatus?.subarray(lap.first, lap.end).some((v) => v > 0) ?? false;
    onProgress?.(1);
    return oneCarLog({rows: table.rows, columns, laps}, report, {
      format: "ac-shared-memory-csv",
      game: "Assetto Corsa",
      startedAt: startOf(raw.get("Timestamp")?.values[0] ?? Number.NaN),
    });
  },
};

/** Rows with a running lap time: a few have none because the tool read while the game wrote. */
function knownTimes(table: CsvTable): CsvTable {
  const running = requiredValues(table, "iCurrentTime_ms");
  const known = Int32Array.from(running.keys()).filter((row) => running[row] >= 0 && running[row] < DAY_MS);
  const lost = table.rows - known.length;
  if (lost === 0) return table;
  if (!isNegligible(lost, table.rows)) {
    const wrong = running.findIndex((v) => !(v >= 0 && v < DAY_MS));
    throw new LogFileError(
      `invalid lap time: ${running[wrong]}; ${lost} of ${table.rows} rows have none`,
      `line ${table.firstLine + wrong}, column iCurrentTime_ms`,
    );
  }
  const notes = [...table.notes, `${lost} of ${table.rows} rows have no running lap time and are left out`];
  return {...pickRows(table, known), notes};
}

/** Distance since the line, m: driven since the lap's first row, plus the time before it at that row's speed. */
function lapDistance(columns: Record<string, Float64Array>, laps: readonly ImportedLap[]): Float64Array | undefined {
  const {totalDistance, speedKmh, currentLapTimeMs} = columns;
  if (!totalDistance || !speedKmh || !currentLapTimeMs) return undefined;
  const out = new Float64Array(totalDistance.length).fill(Number.NaN);
  for (const {lap, first, end} of laps) {
    if (lap === 0) continue;
    const start = totalDistance[first] - (speedKmh[first] / 3.6) * (currentLapTimeMs[first] / 1000);
    for (let row = first; row < end; row++) out[row] = totalDistance[row] - start;
  }
  return out;
}
