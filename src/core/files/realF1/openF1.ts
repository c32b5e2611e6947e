import type {RawColumns} from "../columns/column.js";
import {applyRules} from "../columns/rules.js";
import {hasColumns} from "../csv/csvColumns.js";
import {deriveChannels} from "../derive.js";
import {type ImportedCar, importedLog, LogFileError, PLAIN_LAP} from "../importedLog.js";
import {hasKeys} from "../jsonFile.js";
import {isNegligible} from "../orderedRows.js";
import type {LogFileReader} from "../reader.js";
import {openF1Laps} from "./openF1Laps.js";
import {type Records, readRecords, rowsOfDriver} from "./table.js";
import {timingRules} from "./values.js";

/** Positions are not interpolated over a longer gap, s. */
const FIX_GAP_S = 2;
const MOST_DRIVERS = 64;

const RULES = timingRules(
  {
    speed: "speed",
    rpm: "rpm",
    gear: "n_gear",
    throttle: "throttle",
    brake: "brake",
    drs: "drs",
    x: "location x",
    y: "location y",
    z: "location z",
  },
  "%",
);

/**
 * OpenF1's `car_data` as JSON or CSV, of one driver or several, with `location` and `laps` of the same session if they are beside it.
 * Positions are interpolated linearly at the rows of the car data.
 */
export const openF1Reader: LogFileReader = {
  format: "openf1",
  label: "OpenF1 car data",
  extensions: [".json", ".csv"],
  belongs: (name, main) => {
    const wanted = main.toLowerCase();
    if (!wanted.includes("car_data")) return false;
    return ["location", "laps"].some((topic) => name.toLowerCase() === wanted.replace("car_data", topic));
  },
  recognises: (head) =>
    hasKeys(head, "[", ["n_gear", "driver_number", "rpm"]) ||
    hasColumns(head, ["n_gear", "driver_number", "date", "rpm"]),
  read({bytes, companions}, {onProgress} = {}) {
    const data = readRecords(bytes, "car_data");
    if (data.rows === 0) throw new LogFileError("no records", "car_data");
    const beside = companions.map(({name, bytes: more}) => readRecords(more, name));
    const location = beside.find((records) => records.has("x") && records.has("date"));
    const laps = beside.find((records) => records.has("lap_number"));
    onProgress?.(0.6);
    const numbers = [...new Set(data.values("driver_number"))].filter(Number.isFinite).sort((a, b) => a - b);
    if (numbers.length === 0 || numbers.length > MOST_DRIVERS)
      throw new LogFileError(`${numbers.length} drivers`, "car_data, driver_number");
    const dates = data.values("date");
    const first = dates.reduce((a, b) => (b < a ? b : a), Number.POSITIVE_INFINITY);
    if (!Number.isFinite(first)) throw new LogFileError("no record has a date", "car_data");
    const built = numbers.map((number, car) => driverOf(data, dates, number, car, first, location, laps));
    const {report} = built[0];
    for (const {report: other} of built.slice(1))
      report.notes.push(...other.notes.filter((n) => n.startsWith("driver ")));
    report.notes.push(
      laps ? "laps: from the laps file, by date_start" : "laps: no laps file next to it: one incomplete lap per driver",
    );
    if (!location) report.notes.push("no location file next to it: no positions");
    onProgress?.(1);
    return importedLog({
      format: "openf1",
      game: "Formula 1",
      startedAt: first > 0 ? first * 1000 : null,
      playerCar: null,
      cars: built.map(({car}) => car),
      report,
    });
  },
};

function driverOf(
  data: Records,
  dates: Float64Array,
  number: number,
  car: number,
  firstDate: number,
  location: Records | undefined,
  laps: Records | undefined,
): {car: ImportedCar; report: ReturnType<typeof applyRules>["report"]} {
  const all = rowsOfDriver(data, number);
  const rows = all.filter((row) => Number.isFinite(dates[row])).sort((a, b) => dates[a] - dates[b]);
  if (!isNegligible(all.length - rows.length, all.length))
    throw new LogFileError(
      `${all.length - rows.length} of ${all.length} records have no date`,
      `car_data, driver ${number}`,
    );
  const raw: RawColumns = new Map();
  const known = new Set(RULES.map(({from}) => from));
  for (const name of data.names) {
    const values = known.has(name) ? data.values(name) : data.loose(name);
    if (values) raw.set(name, {unit: "", values: Float64Array.from(rows, (row) => values[row])});
  }
  const time = Float64Array.from(rows, (row) => dates[row] - firstDate);
  if (location) addPlaces(raw, time, location, number, firstDate);
  const {columns, report} = applyRules(raw, RULES, {
    date: "used for the row times",
    driver_number: "used for the driver",
    session_key: "identifies the session",
    meeting_key: "identifies the meeting",
  });
  columns.sessionTime = time;
  const imported: ImportedCar = {
    car,
    driver: String(number),
    team: "",
    raceNumber: number,
    rows: rows.length,
    columns,
    laps: [{...PLAIN_LAP, lap: 1, first: 0, end: rows.length}],
  };
  if (laps) imported.laps = openF1Laps(laps, number, {time, firstDate}, report.notes);
  if (rows.length < all.length)
    report.notes.push(`driver ${number}: ${all.length - rows.length} records have no date and are left out`);
  deriveChannels(imported, report);
  return {car: imported, report};
}

function addPlaces(raw: RawColumns, time: Float64Array, location: Records, number: number, firstDate: number): void {
  const dates = location.values("date");
  const fixes = rowsOfDriver(location, number)
    .filter((row) => Number.isFinite(dates[row]))
    .sort((a, b) => dates[a] - dates[b]);
  for (const axis of ["x", "y", "z"]) {
    const reported = location.values(axis);
    const values = new Float64Array(time.length).fill(Number.NaN);
    let k = 0;
    for (let row = 0; row < time.length; row++) {
      while (k + 1 < fixes.length && dates[fixes[k + 1]] - firstDate <= time[row]) k++;
      if (k + 1 >= fixes.length) continue;
      const [t0, t1] = [dates[fixes[k]] - firstDate, dates[fixes[k + 1]] - firstDate];
      if (time[row] < t0 || t1 - t0 > FIX_GAP_S) continue;
      const share = t1 > t0 ? (time[row] - t0) / (t1 - t0) : 0;
      values[row] = reported[fixes[k]] + (reported[fixes[k + 1]] - reported[fixes[k]]) * share;
    }
    raw.set(`location ${axis}`, {unit: "0.1 m", values});
  }
}
