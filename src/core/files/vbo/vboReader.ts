import type {FileColumn, RawColumns} from "../columns/column.js";
import {readColumns} from "../columns/readColumns.js";
import {clockSeconds, nearestDay, overMidnight} from "../dayClock.js";
import {gpsLog} from "../gps/gpsLog.js";
import {LogFileError} from "../importedLog.js";
import {gateLaps} from "../laps/gateLaps.js";
import {orderedRows, pick} from "../orderedRows.js";
import type {LogFileReader} from "../reader.js";
import {type VboName, vboColumn, vboReasons, vboRules} from "./vboColumns.js";
import {isVbo, readVbo, type VboColumn, type VboFile} from "./vboFile.js";
import {vboGates} from "./vboGates.js";
import {vboPlaces} from "./vboPlaces.js";

/** Logs of Racelogic's VBOX, and of RaceBox, RaceChrono and others that export its format. */
export const vboReader: LogFileReader = {
  format: "racelogic-vbo",
  label: "VBOX log (.vbo)",
  extensions: [".vbo"],
  recognises: isVbo,
  columns: ({bytes}): FileColumn[] =>
    readVbo(bytes).columns.map(({name, unit, values}) => ({name, unit, values: () => values})),
  read({bytes}, {choices, onProgress} = {}) {
    const whole = readVbo(bytes);
    onProgress?.(0.5);
    const notes = [...whole.notes];
    const clock = rowClock(whole, notes);
    const file = clock.rows ? rowsOf(whole, clock.rows) : whole;
    const seconds = clock.seconds;
    const lat = required(file, "lat");
    const long = required(file, "long");
    const raw: RawColumns = new Map(file.columns.map(({name, unit, values}) => [name, {unit, values}]));
    const heading = vboColumn(file, "heading")?.values;
    const speedKmh = vboColumn(file, "velocity")?.values;
    const places = vboPlaces({lat: lat.values, long: long.values, heading, speedKmh}, notes);
    const rules = [
      {from: lat.name, channel: "latitude", unit: "°", value: places.latitude},
      {from: long.name, channel: "longitude", unit: "°", value: places.longitude},
      ...vboRules(file),
    ];
    const {columns, report} = readColumns(raw, rules, {choices, reasons: vboReasons(file), notes, time: seconds});
    columns.sessionTime = seconds.map((s) => s - seconds[0]);
    const started = startOfFile(file, seconds[0], report.notes);
    onProgress?.(0.8);
    return gpsLog(columns, report, {
      choices,
      format: "racelogic-vbo",
      game: "unknown",
      track: {name: trackName(file)},
      startedAt: started,
      laps: (time, drive) => {
        if (!drive) return undefined;
        const {x, z, toPlane} = drive;
        const lines = vboGates(file.sections.get("laptiming") ?? [], {
          places,
          toPlane,
          path: {x, z},
          notes: report.notes,
        });
        const gates = (kind: string) => lines.filter((line) => line.kind === kind).map(({gate}) => gate);
        const [start] = gates("start");
        if (!start) return undefined;
        return gateLaps({x, z, time}, {start, finish: gates("finish")[0], splits: gates("split")}, report.notes);
      },
    });
  },
};

function required(file: VboFile, name: VboName): VboColumn {
  const column = vboColumn(file, name);
  if (!column) throw new LogFileError(`missing column: ${name}`, "[column names]");
  return column;
}

/** Seconds of the rows since midnight of the first one's day, and the rows that are kept: undefined for all. */
function rowClock(file: VboFile, notes: string[]): {seconds: Float64Array; rows?: Int32Array} {
  const {values, name} = required(file, "time");
  const clock = overMidnight(values.map(clockSeconds));
  const place = (row: number) => `line ${file.firstLine + row}, column ${name}`;
  // rows before the first fix have neither time nor place
  const [lat, long] = [required(file, "lat").values, required(file, "long").values];
  let first = 0;
  while (first < file.rows && values[first] === 0 && lat[first] === 0 && long[first] === 0) first++;
  if (first === file.rows) throw new LogFileError("no position: the receiver had no fix throughout", place(0));
  const after = clock.subarray(first);
  if (first) notes.push(`${first} rows before the first position are left out`);
  const kept = orderedRows(after, (row) => place(first + row), notes);
  const rows = kept ? kept.map((row) => row + first) : Int32Array.from(after, (_, i) => i + first);
  return {seconds: pick(clock, rows), ...((first || kept) && {rows})};
}

function rowsOf(file: VboFile, rows: Int32Array): VboFile {
  const columns = file.columns.map((column) => ({...column, values: pick(column.values, rows)}));
  return {...file, rows: rows.length, columns};
}

/** The date of the first line with the clock of the first row (UTC); null without a date. */
function startOfFile({created, sections}: VboFile, seconds: number, notes: string[]): number | null {
  const utc = (sections.get("comments") ?? []).find((line) => /^UTC date started/i.test(line));
  const found = /(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s*(?:@|at)?\s*(\d{1,2}):(\d\d)(?::(\d\d))?)?/.exec(utc ?? created);
  if (!found) return null;
  const [day, month, year, hours, minutes, s] = found.slice(1).map((part = "0") => Number(part));
  if (month < 1 || month > 12 || day < 1 || day > 31 || hours > 23 || minutes > 59 || s > 59) return null;
  const about = Date.UTC(year, month - 1, day, hours, minutes, s);
  if (!utc)
    notes.push("date: of the file's first line (day/month/year), whose clock may be a local one; times are UTC");
  return nearestDay(seconds, about) + seconds * 1000;
}

function trackName({sections}: VboFile): string {
  const venue = (sections.get("comments") ?? []).map((line) => /^venue\s*:\s*(.+)/i.exec(line)?.[1]).find(Boolean);
  const session = (sections.get("session data") ?? []).map((line) => /^name\s+(.+)/i.exec(line)?.[1]).find(Boolean);
  const circuit = (sections.get("circuit details") ?? [])
    .map((line) => /^circuit\s+(.+)/i.exec(line)?.[1])
    .find(Boolean);
  return (venue ?? session ?? circuit ?? "").trim();
}
