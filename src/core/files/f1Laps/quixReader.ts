import type {RawColumns} from "../columns/column.js";
import {readColumns} from "../columns/readColumns.js";
import type {Rule} from "../columns/rules.js";
import {csvColumns, hasColumns, requiredValues, tableColumns} from "../csv/csvColumns.js";
import {readCsvTable} from "../csv/csvTable.js";
import {orderedTable} from "../csv/pickRows.js";
import {type ImportedLap, importedLog} from "../importedLog.js";
import type {LogFileReader} from "../reader.js";

/** A smaller fall of the distance is no flashback, m (the car may roll back). */
const ROLL_BACK = 20;

const RULES: readonly Rule[] = [
  {from: "LapDistance", channel: "lapDistance", unit: "m"},
  {from: "TotalLapDistance", channel: "totalDistance", unit: "m"},
  {from: "Motion_WorldPositionX", channel: "worldX", unit: "m"},
  {from: "Motion_WorldPositionY", channel: "worldY", unit: "m"},
  {from: "Motion_WorldPositionZ", channel: "worldZ", unit: "m"},
  {from: "Speed", channel: "speedKmh", unit: "km/h"},
  {from: "Steer", channel: "steering"},
  {from: "Brake", channel: "brake"},
  {from: "Gear", channel: "gear"},
  {from: "EngineRPM", channel: "rpm", unit: "rpm"},
  {from: "EngineTemp", channel: "engineTempC", unit: "°C"},
  {from: "Sector", channel: "sector", value: (v) => v + 1},
];

/** A longer step of the clock is a pause, s. */
const PAUSE_S = 1;

/**
 * F1 2019 as exported by quixio's demo: rows by wall clock, with flashbacks, restarts and pauses. Where the lap distance falls to a
 * value within the lap (a flashback), the rows beyond it are left out. A fall to before the lap's first row is a restart; one with a
 * rising LapNumber is the line. A lap from line to line is complete if it has no flashback and no pause.
 */
export const quixReader: LogFileReader = {
  format: "f1-quix-csv",
  label: "F1 2019 (Quix CSV)",
  extensions: [".csv"],
  recognises: (head) => hasColumns(head, ["Timestamp", "Motion_WorldPositionX", "LapDistance", "LapValidity"]),
  columns: tableColumns,
  read({bytes}, {choices, onProgress} = {}) {
    const table = orderedTable(readCsvTable(bytes, onProgress && ((f) => onProgress(f * 0.6))), "Timestamp");
    const stamps = requiredValues(table, "Timestamp");
    const {raw, reasons} = csvColumns(table);
    const {kept, stretches, superseded, unknown} = timeline(
      requiredValues(table, "LapDistance"),
      raw.get("LapNumber")?.values,
      stamps,
    );
    const cut: RawColumns = new Map(
      [...raw].map(([name, {unit, values}]) => [name, {unit, values: Float64Array.from(kept, (row) => values[row])}]),
    );
    const left = {
      ...reasons,
      Timestamp: "used for the row times",
      LapNumber: "used for the laps, together with the distance",
      LapValidity: "text; used for lap validity",
    };
    const {columns, report} = readColumns(cut, RULES, {reasons: left, choices});
    columns.sessionTime = Float64Array.from(kept, (row) => (stamps[row] - stamps[0]) / 1000);
    // the clock runs during pauses: it gives no lap time
    columns.currentLapTimeMs = new Float64Array(kept.length).fill(Number.NaN);
    const validity = table.columns.find(({name}) => name === "LapValidity")?.words;
    const invalid = validity ? 1 + validity.words.indexOf("Invalid") : 0;
    const laps = stretches.map(({first, lap, lapTimeMs}, k): ImportedLap => {
      const end = stretches[k + 1]?.first ?? kept.length;
      const bad = invalid > 0 && kept.slice(first, end).some((row) => validity!.codes[row] === invalid);
      return {lap, first, end, lapTimeMs, sectorsMs: null, valid: !bad, complete: lapTimeMs !== null, pit: false};
    });
    const complete = laps.filter((lap) => lap.complete).length;
    report.notes.push(
      ...table.notes,
      `${superseded} of ${table.rows} rows were superseded by flashbacks and are left out, ${unknown} have no distance`,
      complete
        ? "laps: split where the distance falls and LapNumber rises, and at restarts; lap times between line crossings"
        : "laps: split at restarts; none is complete, and the recording was paused within them, so there are no lap times",
    );
    onProgress?.(1);
    return importedLog({
      format: "f1-quix-csv",
      game: "F1 2019",
      startedAt: stamps[0] > 0 && stamps[0] < 253_402_300_799_000 ? stamps[0] : null,
      cars: [{car: 0, driver: "", team: "", raceNumber: 0, rows: kept.length, columns, laps}],
      report,
    });
  },
};

/** From one restart or line crossing to the next. */
interface Stretch {
  /** indices of kept rows */
  first: number;
  lap: number;
  /** time of the line at which it begins, ms; null for another beginning */
  from: number | null;
  lapTimeMs: number | null;
}

/** The rows that are not superseded, and the stretches that they form. */
function timeline(
  distance: Float64Array,
  numbers: Float64Array | undefined,
  stamps: Float64Array,
): {kept: number[]; stretches: Stretch[]; superseded: number; unknown: number} {
  const kept: number[] = [];
  const stretches: Stretch[] = [{first: 0, lap: 1, from: null, lapTimeMs: null}];
  let superseded = 0;
  let unknown = 0;
  let spoilt = false;
  for (let row = 0; row < distance.length; row++) {
    const now = distance[row];
    if (Number.isNaN(now)) {
      unknown++;
      continue;
    }
    const stretch = stretches[stretches.length - 1];
    const before = kept.length > stretch.first ? kept[kept.length - 1] : row;
    const fall = distance[before] - now;
    if (stamps[row] - stamps[before] > PAUSE_S * 1000) spoilt = true;
    if (fall > ROLL_BACK) {
      const crossed = numbers !== undefined && numbers[row] === numbers[before] + 1 && now < distance[before] / 2;
      if (crossed) {
        // the line is between the rows: before the later one by its distance and speed
        const earlier = kept[Math.max(stretch.first, kept.length - 2)];
        const speed = (distance[before] - distance[earlier]) / (stamps[before] - stamps[earlier] || 1);
        const line = Math.max(stamps[before], stamps[row] - (speed > 0 ? now / speed : 0));
        if (stretch.from !== null && !spoilt) stretch.lapTimeMs = Math.round(line - stretch.from);
        stretches.push({first: kept.length, lap: stretch.lap + 1, from: line, lapTimeMs: null});
        spoilt = false;
      } else if (distance[kept[stretch.first]] >= now) {
        stretches.push({first: kept.length, lap: stretch.lap + 1, from: null, lapTimeMs: null});
        spoilt = true;
      } else {
        spoilt = true;
        while (kept.length > stretch.first && distance[kept[kept.length - 1]] >= now) {
          kept.pop();
          superseded++;
        }
      }
    }
    kept.push(row);
  }
  return {kept, stretches, superseded, unknown};
}
