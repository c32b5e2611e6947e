import type {TableColumn} from "../columns/column.js";
import {motecNames} from "../columns/motecNames.js";
import {plainName} from "../columns/plainName.js";
import {tableColumns} from "../csv/csvColumns.js";
import {csvHead, readCsvTable} from "../csv/csvTable.js";
import {LogFileError} from "../importedLog.js";
import {orderedRows, pick} from "../orderedRows.js";
import type {LogFileReader} from "../reader.js";
import type {LogColumn} from "./matchColumns.js";
import {isAcc, match, motecLog} from "./motecLog.js";

/** Names that identify i2's export of a real logger without a header. */
const I2_NAMES = new Set(
  ["speedKmh", "rpm", "throttle", "gLateral", "gLongitudinal", "steering", "lapDistance"].map((channel) =>
    plainName(motecNames(channel)[0]),
  ),
);

/**
 * CSV as exported by MoTeC i2: with its header of keys and values, or names and units only; rows by time or by distance.
 * Choices: `columns`, `steeringLockDeg` (see ChosenColumns).
 */
export const motecCsvReader: LogFileReader = {
  format: "motec-csv",
  label: "MoTeC CSV",
  extensions: [".csv"],
  recognises(head) {
    const found = csvHead(head);
    if (!found) return false;
    if (found.preamble.some(([key, value]) => key === "Format" && value === "MoTeC CSV File")) return true;
    // the logger of rFactor writes MoTeC's head without naming the format
    const keys = new Set(found.preamble.map(([key]) => key));
    if (keys.has("Beacon Markers") && keys.has("Vehicle") && !keys.has("Format")) return true;
    const names = found.names.map((name) => ({name}));
    const time = found.names.some((name) => name === "Time");
    return time && (isAcc(names) || found.names.filter((name) => I2_NAMES.has(plainName(name))).length >= 4);
  },
  columns: tableColumns,
  read({name, bytes}, {choices, onProgress} = {}) {
    const table = readCsvTable(bytes, onProgress && ((f) => onProgress(f * 0.6)));
    const notes = [...table.notes];
    const facts = new Map(table.preamble.flatMap(pairs));
    const {time, rows, beaconsFrom} = timeOf(table.columns, table.rows, facts, notes, table.firstLine);
    const columns = table.columns.flatMap((c): LogColumn[] => {
      const values = lapTexts(c) ?? c.values;
      if (c.kind === "empty" || (c.kind === "text" && values === c.values)) return [];
      let cached: Float64Array | undefined;
      return [
        {
          name: c.name,
          knownAs: aliasOf(c, table.columns),
          unit: c.unit,
          values: () => (cached ??= rows ? pick(values, rows) : values),
        },
      ];
    });
    const matched = match(columns, notes, choices, {time});
    for (const c of table.columns)
      if (c.kind === "empty" || (c.kind === "text" && !lapTexts(c)))
        matched.unused.push({from: c.name, unit: c.unit, reason: c.kind === "empty" ? "empty" : "contains text"});
    if (!matched.matches.size) throw new LogFileError("no column matches a channel", name);
    const beacons = beaconTimes(facts.get("Beacon Markers"), beaconsFrom);
    return motecLog(
      {columns, time, notes, ...(beacons.length > 0 && {beacons})},
      matched,
      {
        format: "motec-csv",
        driver: facts.get("Driver") ?? facts.get("User") ?? "",
        vehicle: facts.get("Vehicle") ?? "",
        venue: facts.get("Venue") ?? "",
        session: facts.get("Session") ?? "",
        date: facts.get("Log Date") ?? facts.get("Date") ?? "",
        time: facts.get("Log Time") ?? facts.get("Time") ?? "",
      },
      onProgress && ((f) => onProgress(0.6 + f * 0.4)),
    );
  },
};

/** Keys and values of a header record: i2 writes two pairs in a row. */
function pairs(fields: string[]): [string, string][] {
  const found: [string, string][] = [];
  for (let i = 0; i + 1 < fields.length; i++) {
    if (fields[i] === "" || (i > 0 && fields[i - 1] !== "" && i % 4 !== 0)) continue;
    found.push([fields[i], fields[i + 1]]);
    i++;
  }
  return found;
}

/** Rows and their times, s. A few rows that go back in time (at the joints of overlaid laps) are left out. */
function timeOf(
  columns: readonly TableColumn[],
  count: number,
  facts: Map<string, string>,
  notes: string[],
  firstLine: number,
): {time: Float64Array; rows?: Int32Array; beaconsFrom: number} {
  const column = columns.find((c) => c.name === "Time") ?? columns.find((c) => plainName(c.name) === "time");
  if (!column) {
    const rate = Number(facts.get("Sample Rate"));
    if (!(rate > 0)) throw new LogFileError("no column Time and no sample rate", `line ${firstLine}`);
    notes.push(`time is counted at ${rate} Hz`);
    return {
      time: Float64Array.from({length: count}, (_, i) => i / rate),
      beaconsFrom: Number(facts.get("Start Time") ?? 0),
    };
  }
  const scale = column.unit.toLowerCase() === "ms" ? 0.001 : 1;
  const time = scale === 1 ? column.values : column.values.map((t) => t * scale);
  const rows = orderedRows(time, (row) => `line ${firstLine + row}, column ${column.name}`, notes);
  return {time: rows ? pick(time, rows) : time, rows, beaconsFrom: 0};
}

/** The numbers in a column "Lap" of texts like "Lap 2". */
function lapTexts({name, words, values}: TableColumn): Float64Array | undefined {
  if (plainName(name) !== "lap" || !words) return undefined;
  const numbers = words.words.map((word) => Number(/(\d+)\s*$/.exec(word)?.[1] ?? Number.NaN));
  return values.map((v, row) => (words.codes[row] ? numbers[words.codes[row] - 1] : v));
}

/** "Lap" counts laps; beside "Time", a "TIME" that restarts is the running lap time. */
function aliasOf({name, values}: TableColumn, all: readonly TableColumn[]): string {
  if (plainName(name) === "lap") return "Lap Number";
  if (name === "TIME" && all.some((c) => c.name === "Time")) {
    let falls = 0;
    for (let i = 1; i < values.length; i++) if (values[i - 1] - values[i] > 10 && values[i] < 1) falls++;
    if (falls > 0) return "Running Lap Time";
  }
  return name;
}

/** `Beacon Markers`: seconds, separated by spaces, semicolons, or by commas where points are the decimal mark. */
function beaconTimes(text: string | undefined, from: number): number[] {
  return (text ?? "")
    .split(/[\s;]+/)
    .flatMap((word) => (word.includes(".") ? word.split(",") : word.replace(/,$/, "").replace(",", ".")))
    .filter((t) => t !== "")
    .map((t) => Number(t) - from)
    .filter((t) => Number.isFinite(t));
}
