import {csvHead, readCsvTable} from "../csv/csvTable.js";
import {checkTime, csvColumns, needed} from "../csvColumns.js";
import type {ForeignLap} from "../foreignLog.js";
import {guessRest} from "../guessRest.js";
import type {ForeignReader} from "../reader.js";
import {applyRules, type RawColumns, type Rule} from "../rules.js";

/** Distances may fall so far without a flashback, m (a car that rolls back). */
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

/**
 * F1 2019 as quixio's demo exports it: rows by wall clock, with flashbacks and restarts. A fall of the lap distance that
 * leaves a part of what was driven supersedes the rows beyond it: they are left out. One that leaves nothing begins anew.
 * No lap of it is taken for complete.
 */
export const quixReader: ForeignReader = {
  format: "f1-quix-csv",
  label: "F1 2019 (Quix CSV)",
  extensions: [".csv"],
  recognises(head) {
    const names = csvHead(head)?.names ?? [];
    return ["Timestamp", "Motion_WorldPositionX", "LapDistance", "LapValidity"].every((name) => names.includes(name));
  },
  read({bytes}, {onProgress} = {}) {
    const table = readCsvTable(bytes, onProgress && ((f) => onProgress(f * 0.6)));
    const stamps = needed(table, "Timestamp");
    checkTime(stamps, "Timestamp", table.firstLine);
    const distance = needed(table, "LapDistance");
    const {kept, starts, superseded, unknown} = timeline(distance);
    const {raw, reasons} = csvColumns(table);
    const cut: RawColumns = new Map(
      [...raw].map(([name, {unit, values}]) => [name, {unit, values: Float64Array.from(kept, (row) => values[row])}]),
    );
    const left = {
      ...reasons,
      Timestamp: "tells the time of each row",
      LapNumber: "1 throughout: the distance tells the laps",
      LapValidity: "text; tells which stretches count",
    };
    const {columns, report} = applyRules(cut, RULES, left);
    guessRest(cut, columns, report, left);
    report.notes.push(
      ...table.notes,
      `${superseded} of ${table.rows} rows were superseded by flashbacks and are left out, ${unknown} have no distance`,
      "laps: stretches between restarts; none is complete, and the recording was paused within them: no lap times",
    );
    columns.sessionTime = Float64Array.from(kept, (row) => (stamps[row] - stamps[0]) / 1000);
    // a clock that ran through pauses says nothing of the lap
    columns.currentLapTimeMs = new Float64Array(kept.length).fill(Number.NaN);
    const validity = table.columns.find(({name}) => name === "LapValidity")?.words;
    const invalid = validity ? 1 + validity.words.indexOf("Invalid") : 0;
    const laps = starts.map((first, k): ForeignLap => {
      const end = starts[k + 1] ?? kept.length;
      const bad = invalid > 0 && kept.slice(first, end).some((row) => validity!.codes[row] === invalid);
      return {lap: k + 1, first, end, lapTimeMs: null, sectorsMs: null, valid: !bad, complete: false, pit: false};
    });
    onProgress?.(1);
    return {
      format: "f1-quix-csv",
      ...{game: "F1 2019", gameVersion: "", type: "unknown", weather: null, trackTempC: null, airTempC: null},
      track: {name: "", lengthM: null, sectorStartsM: null},
      startedAt: stamps[0] > 0 && stamps[0] < 253_402_300_799_000 ? stamps[0] : null,
      playerCar: 0,
      cars: [{car: 0, driver: "", team: "", raceNumber: 0, rows: kept.length, columns, laps}],
      report,
    };
  },
};

/** Rows that no later row supersedes, and where among them a stretch begins. */
function timeline(distance: Float64Array): {kept: number[]; starts: number[]; superseded: number; unknown: number} {
  const kept: number[] = [];
  const starts = [0];
  let superseded = 0;
  let unknown = 0;
  for (let row = 0; row < distance.length; row++) {
    const now = distance[row];
    if (Number.isNaN(now)) {
      unknown++;
      continue;
    }
    const first = starts[starts.length - 1];
    const last = kept.length > first ? distance[kept[kept.length - 1]] : now;
    if (last - now > ROLL_BACK) {
      if (distance[kept[first]] >= now) starts.push(kept.length);
      else
        while (distance[kept[kept.length - 1]] >= now) {
          kept.pop();
          superseded++;
        }
    }
    kept.push(row);
  }
  return {kept, starts, superseded, unknown};
}
