import type {ChannelColumns, RawColumns} from "../columns/column.js";
import {inFileUnits} from "../columns/fileUnits.js";
import {plainName} from "../columns/plainName.js";
import {readColumns} from "../columns/readColumns.js";
import {csvColumns, tableColumns} from "../csv/csvColumns.js";
import {csvHead, readCsvTable} from "../csv/csvTable.js";
import {pickRows} from "../csv/pickRows.js";
import {oneCarLog} from "../derive.js";
import {checkAccelerations, checkTurns} from "../driveChecks.js";
import {LogFileError} from "../importedLog.js";
import {setPositions} from "../positions.js";
import type {LogFileReader} from "../reader.js";
import {aimDate} from "./aimDate.js";
import {aimClock} from "./aimLaps.js";
import {aimReasons, aimRules, setAimSteering} from "./aimNames.js";

/**
 * CSV of AiM's RaceStudio 2 and 3, and of programs that write the same head (PiBoSo's Kart Racing Pro): keys and values, names, units,
 * rows on one clock. Beacon Markers are the laps.
 */
export const aimReader: LogFileReader = {
  format: "aim-csv",
  label: "AiM RaceStudio (CSV)",
  extensions: [".csv"],
  recognises: (head) => (csvHead(head)?.preamble ?? []).some(isFormat),
  columns: tableColumns,
  read({bytes}, {choices, onProgress} = {}) {
    const whole = readCsvTable(bytes, onProgress && ((f) => onProgress(f * 0.6)));
    const notes = [...whole.notes];
    // the first of a key: names of columns may follow as keys
    const facts = new Map(whole.preamble.toReversed().map(([key, ...values]) => [plainName(key), values]));
    const fact = (...keys: string[]) => keys.map((key) => facts.get(key)?.[0] ?? "").find((v) => v !== "") ?? "";
    const clock = whole.columns.find((c) => plainName(c.name) === "time");
    if (!clock) throw new LogFileError("missing", "column Time");
    const scale = clock.unit.toLowerCase() === "ms" ? 0.001 : 1;
    const {time, rows, laps} = aimClock(
      clock.values.map((t) => t * scale),
      {
        markers: markerTimes(facts.get("beaconmarkers")),
        durationS: Number(fact("duration")),
        place: (row) => `line ${whole.firstLine + row}, column ${clock.name}`,
        notes,
      },
    );
    const table = rows ? pickRows(whole, rows) : whole;
    const {raw, reasons} = csvColumns(table);
    const {rules, reasons: wrongUnits} = inFileUnits(aimRules(raw), raw);
    const {columns, report} = readColumns(raw, rules, {
      reasons: {...reasons, ...aimReasons(raw), ...wrongUnits},
      choices,
      notes,
      time,
    });
    columns.sessionTime = time;
    setPositions(columns, report);
    setAimSteering(columns, report, choices);
    checkDrive(columns, raw, report.used, report.notes);
    onProgress?.(1);
    const startedAt = aimDate(fact("date", "logdate"), fact("time", "logtime"), report.notes);
    return oneCarLog(
      {rows: table.rows, columns, laps, driver: fact("racer", "user", "driver"), team: fact("vehicle")},
      report,
      {
        format: "aim-csv",
        game: /kart racing pro/i.test(fact("datasource")) ? "Kart Racing Pro" : "unknown",
        startedAt: startedAt ?? null,
        track: {name: fact("venue", "session")},
      },
    );
  },
};

function isFormat([key = "", value = ""]: string[]): boolean {
  return /^format$/i.test(key) && /^(aim|piboso) csv file$/i.test(value);
}

/** One cell each in RaceStudio 3, all in one cell in RaceStudio 2: s since the log began. */
function markerTimes(cells: readonly string[] = []): number[] {
  return cells
    .flatMap((cell) => cell.split(/[,;\s]+/))
    .filter((text) => text !== "")
    .map(Number)
    .filter((t) => Number.isFinite(t) && t >= 0)
    .sort((a, b) => a - b);
}

/** Heading from −180° to 180° becomes 0 to 2π; accelerations are checked against the drive. */
function checkDrive(
  columns: ChannelColumns,
  raw: RawColumns,
  used: readonly {channel: string; from: string}[],
  notes: string[],
): void {
  if (columns.heading) columns.heading = columns.heading.map((v) => (v < 0 ? v + 2 * Math.PI : v));
  const units = new Map(used.map(({channel, from}) => [channel, raw.get(from)?.unit ?? ""]));
  checkAccelerations(columns, units, notes);
  checkTurns(columns, notes, {leftPositive: undefined});
}
