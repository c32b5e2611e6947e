import type {RawColumns} from "../columns/column.js";
import {type CsvTable, csvHead, readCsvTable} from "../csv/csvTable.js";
import {decodeText} from "../csv/csvText.js";
import {LogFileError, PLAIN_LAP, withPlace} from "../importedLog.js";
import {type JoinedLaps, joinLaps, type LapPiece} from "../laps/joinLaps.js";
import type {LogFile, LogFileReader} from "../reader.js";
import {alfanoLog} from "./alfanoLog.js";
import {type AlfanoSummary, alfanoSummary} from "./alfanoSummary.js";

/** `LAP_10_ALFANO6_LAP_SN8448_301025_17H02_….csv` belongs to `SN8448_301025_17H02_….csv`. */
const LAP_FILE = /^LAP_(\d{1,4})_.*?(SN\d+_.*)\.csv$/i;
const SUMMARY_FILE = /^SN\d+_.*\.csv$/i;
/** Other files of the device in the same folder, without samples. */
const DEVICE_FILE =
  /^(temps_moteur\.csv|projection_orthogonale\d*\.csv|A\d+\.csv|info ?software\.txt|(EEPROM_PAGE_|PARAMETRE).*\.dat)$/i;

/** value = (raw + add) ÷ divisor, to the units of the app's own export. */
const SCALES: Record<string, {add?: number; divisor: number}> = {
  "Speed GPS": {divisor: 10},
  "Speed rear": {divisor: 10},
  T1: {divisor: 10},
  T2: {divisor: 10},
  "Gf. X": {add: -1000, divisor: 100},
  "Gf. Y": {add: -1000, divisor: 100},
  "Lat.": {divisor: 1e6},
  "Lon.": {divisor: 1e6},
  Altitude: {divisor: 10},
};

/** Of a lap file alone. */
const RATE_HZ = 10;
/** Rows by which a lap's rows and its time may differ: the last row is on the line. */
const ROW = 1.5;

const REASONS = {
  Partiel: "the app's own parts of a lap",
  "Speed GPS 25Hz": "between two rows; the rows' own are read",
  "Lat. 25Hz": "between two rows; the rows' own are read",
  "Lon. 25Hz": "between two rows; the rows' own are read",
};

/**
 * The files of an Alfano 6 or 7 as its app stores them: `SN….csv` with the session and its lap times, and a `LAP_n….csv` for each lap, in
 * whole numbers and without a time column. Scales from a session that is known in this form and as the app's export (kharitonov-ivan/racing-tools).
 * The last row of a lap is the first of the next.
 */
export const alfanoRawReader: LogFileReader = {
  format: "alfano-raw",
  label: "Alfano session of the device (SN….csv with its LAP_….csv files)",
  extensions: [".csv"],
  belongs: (name, main) => {
    if (!SUMMARY_FILE.test(main)) return false;
    return LAP_FILE.exec(name)?.[2].toLowerCase() === stem(main).toLowerCase() || DEVICE_FILE.test(name);
  },
  recognises: (head) => isSummary(head) || isLap(head),
  columns: (file) =>
    [...readWhole(file).joined.raw].map(([name, {unit, values}]) => ({name, unit, values: () => values})),
  read(file, {choices, onProgress} = {}) {
    const {joined, summary} = readWhole(file, onProgress);
    const {raw, sessionTime: time, laps, notes} = joined;
    onProgress?.(1);
    if (summary?.startedAt != null) notes.push("date: of the device's clock, taken as UTC");
    return alfanoLog(raw, {
      ...{time, laps, notes, choices, reasons: REASONS, driver: summary?.driver, format: "alfano-raw"},
      startedAt: summary?.startedAt ?? null,
      track: {name: summary?.track ?? ""},
    });
  },
};

function isSummary(head: Uint8Array): boolean {
  return /^[^\n]*\n"?lap"?,"?time lap/i.test(decodeText(head.subarray(0, 2048)));
}

function isLap(head: Uint8Array): boolean {
  const names = csvHead(head)?.names ?? [];
  return names[0] === "Partiel" && names.includes("Speed GPS");
}

interface Whole {
  joined: JoinedLaps;
  summary: AlfanoSummary | undefined;
}

function readWhole({name, bytes, companions}: LogFile, onProgress?: (fraction: number) => void): Whole {
  const summary = isSummary(bytes.subarray(0, 4096)) ? alfanoSummary(bytes) : undefined;
  const files = summary ? companions.filter((file) => LAP_FILE.test(file.name)) : [{name, bytes}];
  if (files.length === 0) throw new LogFileError("lap times only: its LAP_….csv files must be beside it", name);
  const tables = files.map((file, i) => {
    const table = withPlace(file.name, () => readCsvTable(file.bytes));
    onProgress?.((0.7 * (i + 1)) / files.length);
    return {number: Number(LAP_FILE.exec(file.name)?.[1] ?? 1), table};
  });
  tables.sort((a, b) => a.number - b.number);
  const notes: string[] = [];
  const pieces = tables.map(({number, table}, k): LapPiece => {
    const next = tables[k + 1];
    if (next && next.number > number + 1) notes.push(`laps between ${number} and ${next.number} are missing`);
    return pieceOf(table, {lap: number, summary, hasNext: next !== undefined, notes});
  });
  const joined = joinLaps(pieces);
  joined.notes.unshift(
    ...notes,
    summary
      ? `time: ${summary.rateHz} rows a second from the line on; laps and their times are the device's`
      : "one lap without its time: import its SN….csv file with the LAP_ files beside it for all laps",
  );
  return {joined, summary};
}

/** A lap by its rows from the line on; the last one, on the line, is also the first of the next lap. */
function pieceOf(
  table: CsvTable,
  {lap, summary, hasNext, notes}: {lap: number; summary?: AlfanoSummary; hasNext: boolean; notes: string[]},
): LapPiece {
  const rateHz = summary?.rateHz ?? RATE_HZ;
  const stored = summary?.lapsMs.get(lap) ?? null;
  const last = (table.rows - 1) / rateHz;
  const missing = stored === null ? 0 : stored / 1000 - last;
  const isWhole = stored !== null && Math.abs(missing) < ROW / rateHz;
  if (stored !== null && !isWhole)
    notes.push(`lap ${lap}: its rows take ${last.toFixed(1)} s, the file's time is ${(stored / 1000).toFixed(3)} s`);
  // a lap cannot take less time than its rows
  const lapTimeMs = isWhole || missing > 0 ? stored : null;
  const rows = hasNext ? table.rows - 1 : table.rows;
  const time = Float64Array.from({length: rows}, (_, row) =>
    isWhole && row === table.rows - 1 ? stored / 1000 : row / rateHz,
  );
  const raw: RawColumns = new Map(
    table.columns.map(({name, unit, values}) => {
      const {add = 0, divisor = 1} = SCALES[name] ?? {};
      return [name, {unit, values: values.subarray(0, rows).map((v) => (v + add) / divisor)}];
    }),
  );
  return {...PLAIN_LAP, lap, lapTimeMs, complete: isWhole, fromLine: true, startS: null, time, raw};
}

function stem(name: string): string {
  return name.replace(/\.[^.]*$/, "");
}
