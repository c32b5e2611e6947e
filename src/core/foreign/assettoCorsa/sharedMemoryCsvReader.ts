import {acFlag} from "../../ac/flags.js";
import {csvHead, readCsvTable} from "../csv/csvTable.js";
import {checkTime, csvColumns, needed} from "../csvColumns.js";
import {deriveChannels} from "../derive.js";
import {ForeignError, type ForeignLap} from "../foreignLog.js";
import {guessRest} from "../guessRest.js";
import type {ForeignReader} from "../reader.js";
import {applyRules, type Rule} from "../rules.js";
import {sharedMemoryLaps} from "./sharedMemoryLaps.js";

const RULES: readonly Rule[] = [
  {from: "iCurrentTime_ms", channel: "currentLapTimeMs", unit: "ms"},
  {from: "iLastTime_ms", channel: "lastLapTimeMs", unit: "ms", value: (v) => (v > 0 ? v : Number.NaN)},
  {from: "iBestTime_ms", channel: "bestLapTimeMs", unit: "ms", value: (v) => (v > 0 ? v : Number.NaN)},
  {from: "SurfaceGrip", channel: "trackGrip"},
  {from: "Speed_kmh", channel: "speedKmh", unit: "km/h"},
  {from: "RPM", channel: "rpm", unit: "rpm"},
  {from: "Throttle", channel: "throttle"},
  {from: "Brake", channel: "brake"},
  {from: "Steering", channel: "steering"},
  {from: "Gear", channel: "gear"},
  {from: "DistanceTraveled_m", channel: "totalDistance", unit: "m"},
  {from: "CurrentSectorIndex", channel: "sector", value: (v) => v + 1},
  {from: "IsInPitLane", channel: "pitStatus"},
  {from: "Flag", channel: "fiaFlag", value: acFlag},
  {from: "CarX", channel: "worldX", unit: "m"},
  {from: "CarY", channel: "worldY", unit: "m"},
  {from: "CarZ", channel: "worldZ", unit: "m"},
];

const REASONS = {
  Timestamp: "whole seconds: iCurrentTime_ms tells the time",
  CompletedLaps: "rises a lap late at the first line: iCurrentTime_ms tells the laps",
  CurrentLapTime_str: "the same as iCurrentTime_ms",
  LastSectorTime_ms: "tells the sectors' times",
  LapNumberTotal: "the lap's own counter of the tool",
  Distance: "does not restart at the first line",
  DistanceTraveled_m_Original: "the same as DistanceTraveled_m",
};

/** Assetto Corsa's shared memory as VforVitorio/F1_AC_Digital_Twin logs it: about 10 rows a second. */
export const acSharedMemoryCsvReader: ForeignReader = {
  format: "ac-shared-memory-csv",
  label: "Assetto Corsa shared memory (CSV)",
  extensions: [".csv"],
  recognises(head) {
    const names = csvHead(head)?.names ?? [];
    return ["Speed_kmh", "CompletedLaps", "iCurrentTime_ms", "iLastTime_ms"].every((name) => names.includes(name));
  },
  read({bytes}, {onProgress} = {}) {
    const table = readCsvTable(bytes, onProgress && ((f) => onProgress(f * 0.6)));
    const running = needed(table, "iCurrentTime_ms");
    running.forEach((v, row) => {
      if (!(v >= 0 && v < 86_400_000))
        throw new ForeignError(`invalid lap time: ${v}`, `line ${table.firstLine + row}`);
    });
    const {raw, reasons} = csvColumns(table);
    const left = {...reasons, ...REASONS};
    const {columns, report} = applyRules(raw, RULES, left);
    report.notes.push(...table.notes);
    guessRest(raw, columns, report, left);
    const {sessionTime, laps} = sharedMemoryLaps({
      running,
      lastLap: raw.get("iLastTime_ms")?.values,
      sector: raw.get("CurrentSectorIndex")?.values,
      lastSector: raw.get("LastSectorTime_ms")?.values,
    });
    checkTime(sessionTime, "iCurrentTime_ms", table.firstLine);
    columns.sessionTime = sessionTime;
    report.notes.push("laps: where iCurrentTime_ms restarts; times and sectors: the game's own");
    const distance = lapDistance(columns, laps);
    if (distance) {
      columns.lapDistance = distance;
      report.used.push({channel: "lapDistance", from: "derived", unit: "", coverage: 1});
      report.notes.push("lapDistance: DistanceTraveled_m since the line; not known before the first line");
    }
    for (const lap of laps) lap.pit = columns.pitStatus?.subarray(lap.first, lap.end).some((v) => v > 0) ?? false;
    const car = {car: 0, driver: "", team: "", raceNumber: 0, rows: table.rows, columns, laps};
    deriveChannels(car, report);
    onProgress?.(1);
    const stamp = raw.get("Timestamp")?.values[0] ?? Number.NaN;
    return {
      format: "ac-shared-memory-csv",
      ...{game: "Assetto Corsa", gameVersion: "", type: "unknown", weather: null, trackTempC: null, airTempC: null},
      track: {name: "", lengthM: null, sectorStartsM: null},
      startedAt: stamp > 0 && stamp < 253_402_300_799 ? stamp * 1000 : null,
      playerCar: 0,
      cars: [car],
      report,
    };
  },
};

/** m since the line: what was driven since a lap's first row, and before it at that row's speed. */
function lapDistance(columns: Record<string, Float64Array>, laps: readonly ForeignLap[]): Float64Array | undefined {
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
