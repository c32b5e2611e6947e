import type {LogReport} from "../../archive/types.js";
import {type ChosenColumns, chosenColumns} from "../columns/columnChoices.js";
import {applyRules} from "../columns/rules.js";
import {csvColumns, firstText, hasColumns, tableColumns} from "../csv/csvColumns.js";
import {type CsvTable, readCsvTable} from "../csv/csvTable.js";
import {pickRows} from "../csv/pickRows.js";
import {type DriverTable, tablesByDriver} from "../csv/tablesByDriver.js";
import {deriveChannels} from "../derive.js";
import {type ImportedCar, type ImportedLap, importedLog, LogFileError, PLAIN_LAP, startOf} from "../importedLog.js";
import {drivenPath} from "../laps/chosenLine.js";
import {lapStartsByCounter} from "../laps/lapSplit.js";
import {orderedRows} from "../orderedRows.js";
import type {LogFileReader} from "../reader.js";
import {unnumberedLaps} from "./unnumberedLaps.js";
import {timingRules} from "./values.js";

const RULES = timingRules({
  speed: "Speed",
  rpm: "RPM",
  gear: "nGear",
  throttle: "Throttle",
  brake: "Brake",
  drs: "DRS",
  x: "X",
  y: "Y",
  z: "Z",
});

const REASONS = {
  Time: "used for the row times",
  SessionTime: "used for the row times",
  Date: "used for the session date",
  LapNumber: "used for the laps",
  DriverNumber: "used for the driver",
  Distance: "sum over all rows; lap distance is counted from each line crossing",
  RelativeDistance: "follows from the distance",
};

/** Telemetry tables of theOehrly's FastF1 written to CSV; laps by the column LapNumber, else see unnumberedLaps. */
export const fastF1Reader: LogFileReader = {
  format: "fastf1-csv",
  label: "FastF1 telemetry (CSV)",
  extensions: [".csv"],
  recognises: (head) => hasColumns(head, ["Speed", "RPM", "nGear", "Throttle", "Brake"]),
  columns: tableColumns,
  read({bytes}, {choices, onProgress} = {}) {
    const whole = readCsvTable(bytes, onProgress && ((f) => onProgress(f * 0.6)));
    const clock = ["SessionTime", "Time"].find((name) => whole.columns.some((c) => c.name === name));
    if (!clock) throw new LogFileError("missing", "column SessionTime or Time");
    const drivers = driversOf(whole);
    const chosen = chosenColumns(choices);
    const first = Math.min(...drivers.map(({table}) => firstKnown(timeOf(table, clock))));
    const built = drivers.map(({table, driver}, car) => carOf(table, {clock, driver, car, first, chosen}));
    const {report} = built[0];
    report.notes.push(
      ...whole.notes,
      ...(whole.columns.some(({name}) => name === "LapNumber")
        ? [
            "laps: split where LapNumber changes; lap times between their first rows, accurate to one row (0.25 s) at best",
          ]
        : []),
    );
    onProgress?.(1);
    const date = whole.columns.find(({name}) => name === "Date")?.values.find((v) => Number.isFinite(v));
    return importedLog({
      format: "fastf1-csv",
      game: "Formula 1",
      startedAt: startOf(date ?? Number.NaN),
      playerCar: null,
      cars: built.map(({car}) => car),
      report,
    });
  },
};

/** The rows of each driver. */
function driversOf(table: CsvTable): DriverTable[] {
  const column = ["Driver", "DriverNumber"].map((name) => table.columns.find((c) => c.name === name)).find(Boolean);
  return column ? tablesByDriver(table, column) : [{driver: "", table}];
}

/** Session time. Laps that were exported one by one have clocks from 0: they are put one after the other. */
function timeOf(table: CsvTable, clock: string): Float64Array {
  const time = table.columns.find(({name}) => name === clock)!.values;
  const numbers = table.columns.find(({name}) => name === "LapNumber")?.values;
  if (!numbers) return time;
  const out = time.slice();
  let before = 0;
  let last = Number.NaN;
  for (let row = 0; row < time.length; row++) {
    if (Number.isNaN(time[row])) continue;
    if (time[row] < time[last] && numbers[row] !== numbers[last]) before = out[last] - Math.min(time[row], 0);
    out[row] = before + time[row];
    last = row;
  }
  return out;
}

function firstKnown(time: Float64Array): number {
  const first = time.find((t) => Number.isFinite(t));
  return first ?? Number.POSITIVE_INFINITY;
}

function carOf(
  given: CsvTable,
  {
    clock,
    driver,
    car,
    first,
    chosen,
  }: {clock: string; driver: string; car: number; first: number; chosen: ChosenColumns},
): {car: ImportedCar; report: LogReport} {
  const notes: string[] = [];
  const place = (row: number) => `line ${given.firstLine + row}, column ${clock}${driver && `, driver ${driver}`}`;
  const kept = orderedRows(timeOf(given, clock), place, notes);
  const table = kept ? pickRows(given, kept) : given;
  const {raw, reasons} = csvColumns(table);
  const {columns, report} = applyRules(raw, RULES, {...reasons, ...REASONS}, chosen);
  report.notes.push(...notes);
  columns.sessionTime = timeOf(table, clock).map((t) => t - first);
  const raceNumber = raw.get("DriverNumber")?.values[0] ?? Number.NaN;
  const imported: ImportedCar = {
    car,
    driver,
    team: firstText(table, "Team"),
    raceNumber: Number.isFinite(raceNumber) ? raceNumber : 0,
    rows: table.rows,
    columns,
    laps: [],
  };
  const numbers = raw.get("LapNumber")?.values;
  imported.laps = numbers
    ? lapsOf(columns.sessionTime, numbers)
    : unnumberedLaps(raw, drivenPath(columns), columns.sessionTime, report.notes);
  deriveChannels(imported, report);
  return {car: imported, report};
}

function lapsOf(time: Float64Array, numbers: Float64Array): ImportedLap[] {
  const starts = lapStartsByCounter(numbers);
  const laps: ImportedLap[] = [];
  starts.forEach((first, k) => {
    const end = starts[k + 1] ?? time.length;
    const reported = Math.max(0, Math.trunc(numbers[first]) || 0);
    const before = laps.at(-1)?.lap ?? -1;
    if (reported <= before)
      throw new LogFileError(
        `lap number goes backwards: ${before}, then ${reported}`,
        `row ${first}, column LapNumber`,
      );
    const complete = k > 0 && end < time.length && reported === before + 1;
    const lapTimeMs = complete ? Math.round((time[end] - time[first]) * 1000) : null;
    laps.push({...PLAIN_LAP, lap: reported, first, end, complete, lapTimeMs});
  });
  return laps;
}
