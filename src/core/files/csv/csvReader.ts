import type {LogReport, UsedColumn} from "../../archive/types.js";
import {channelOf} from "../../channels/catalogue.js";
import type {ChannelColumns} from "../columns/column.js";
import {countKnown} from "../columns/columnFigures.js";
import {convertColumn} from "../columns/convertColumn.js";
import {reportedUnit} from "../columns/decide.js";
import {decideColumns} from "../columns/decideColumns.js";
import type {DecidedColumn} from "../columns/guessColumns.js";
import {inferenceNotes} from "../columns/infer/inferUnits.js";
import {HELPER_TARGETS, LAP_VALID} from "../columns/targets.js";
import {deriveChannels} from "../derive.js";
import {checkAccelerations, checkTurns} from "../driveChecks.js";
import {type ImportedCar, importedLog, LogFileError, withPlace} from "../importedLog.js";
import {isLapFlag} from "../laps/lapSplit.js";
import {outsideLaps} from "../laps/outsideLaps.js";
import {lapStarts, tableLaps, usualLapSource} from "../laps/tableLaps.js";
import {pick} from "../orderedRows.js";
import {setPositions} from "../positions.js";
import type {LogFileReader} from "../reader.js";
import {type CsvChoices, parseChoices} from "./csvChoices.js";
import {type CsvTable, csvHead} from "./csvTable.js";
import {measuredRows} from "./measuredRows.js";
import {readTable} from "./readTable.js";
import {startOfLog} from "./startOfLog.js";
import {driverTables, tableFacts} from "./tableFacts.js";
import {rowTimes} from "./timeBase.js";

/** Derived from the rows' times and the laps, not stored as in the file. */
const OWN = new Set(["sessionTime", "lapNumber"]);
const HELPERS = new Set(HELPER_TARGETS.map(({name}) => name));

/**
 * Any table of numbers under a row of names. The columns' channels are guessed, or chosen by the user: see CsvChoices.
 */
export const csvReader: LogFileReader = {
  format: "csv",
  label: "table (CSV)",
  extensions: [".csv", ".tsv", ".txt"],
  recognises: (head) => csvHead(head) !== undefined,
  read({name, bytes}, {choices: given, onProgress} = {}) {
    const choices = parseChoices(given);
    const table = measuredRows(readTable(bytes, choices, onProgress && ((f) => onProgress(f * 0.7))));
    if (table.rows < 2)
      throw new LogFileError(`too few rows: ${table.rows}, expected 2 or more`, `line ${table.firstLine}`);
    const drivers = driverTables(table, choices).filter((one) => one.table.rows > 1);
    const decided = decideColumns(drivers[0].table.columns, choices);
    if (!decided.some(({meaning}) => meaning))
      throw new LogFileError(`no column matches a channel: choose the columns`, name);
    onProgress?.(0.8);
    const begunAt = startOfLog(decided);
    const facts = tableFacts(table, choices);
    const built = drivers.map(({driver, table: own}, car) =>
      withPlace(drivers.length > 1 ? `driver ${driver}` : "", () =>
        carOf(own, own === drivers[0].table ? decided : decided.map((p, c) => ({...p, column: own.columns[c]})), {
          car,
          driver: driver || facts.driver,
          team: facts.car,
          choices,
        }),
      ),
    );
    const [{report}] = built;
    report.notes.unshift(...table.notes);
    if (built.length > 1) report.notes.push(`${built.length} drivers, separated by a column`);
    noteAssumed(decided, report.notes);
    report.notes.push(...inferenceNotes(decided.map(({column, meaning}) => ({...column, meaning}))));
    const begun = Math.min(...built.map(({startedAt}) => startedAt ?? Number.POSITIVE_INFINITY));
    for (const {car, startedAt} of built) {
      const behind = startedAt === null ? 0 : (startedAt - begun) / 1000;
      if (behind > 0) car.columns.sessionTime = car.columns.sessionTime.map((t) => t + behind);
    }
    onProgress?.(1);
    return importedLog({
      format: "csv",
      game: facts.game || "unknown",
      track: {name: facts.track},
      type: facts.type || "unknown",
      startedAt: facts.startedAt ?? (Number.isFinite(begun) ? begun : begunAt),
      playerCar: built.length > 1 ? null : 0,
      cars: built.map(({car}) => car),
      report,
    });
  },
};

interface CarOptions {
  car: number;
  driver: string;
  team: string;
  choices: CsvChoices;
}

/** One driver's rows as a car; `decided`: the columns of `table`. */
function carOf(
  table: CsvTable,
  decided: readonly DecidedColumn[],
  {car, driver, team, choices}: CarOptions,
): {car: ImportedCar; report: LogReport; startedAt: number | null} {
  const notes: string[] = [];
  const used = decided.filter(({meaning}) => meaning);
  const named = new Map(used.map(({meaning, column}) => [meaning!.channel, column.name]));
  let columns: ChannelColumns = {};
  for (const entry of used)
    columns[entry.meaning!.channel] = convertColumn(entry.column, entry.meaning!, notes, choices.steeringLockDeg);
  const times = rowTimes(columns, table.rows, {
    base: choices.timeBase,
    rateHz: choices.rateHz,
    firstLine: table.firstLine,
    notes,
    named,
  });
  const kept = times.rows;
  if (kept) columns = Object.fromEntries(Object.entries(columns).map(([k, v]) => [k, pick(v, kept)]));
  columns.sessionTime = times.time;
  if (columns.lapNumber) columns.lapNumber = outsideLaps(columns.lapNumber, times.time);
  const rows = times.time.length;
  const positions: UsedColumn[] = [];
  setPositions(columns, {used: positions, notes});
  validity(columns, choices, named.get(LAP_VALID) ?? "", notes);
  const laps = tableLaps(columns, choices.lapFrom, notes);
  physics(columns, decided, notes);
  const report: LogReport = {...usedAndUnused(decided, columns, rows), notes};
  const replaced = report.used.filter(({channel}) => positions.some((derived) => derived.channel === channel));
  report.used = [...report.used.filter((entry) => !replaced.includes(entry)), ...positions];
  report.unused.push(
    ...replaced.map(({from, unit}) => ({from, unit, reason: "no map without a second horizontal axis"})),
  );
  for (const channel of [...OWN, ...HELPERS]) if (channel !== "sessionTime") delete columns[channel];
  for (const [channel, values] of Object.entries(columns))
    if (channel !== "sessionTime" && values.every(Number.isNaN)) delete columns[channel];
  const imported: ImportedCar = {car, driver, team, raceNumber: 0, rows, columns, laps};
  deriveChannels(imported, report);
  return {car: imported, report, startedAt: times.startedAt};
}

/** A column of valid laps as its opposite, lapInvalid; one that is not about laps is left out. */
function validity(columns: ChannelColumns, {lapFrom}: CsvChoices, name: string, notes: string[]): void {
  const valid = columns[LAP_VALID];
  if (!valid || columns.lapInvalid) return;
  const invalid = valid.map((v) => 1 - v);
  if (isLapFlag(invalid, lapStarts(columns, lapFrom ?? usualLapSource(columns)))) columns.lapInvalid = invalid;
  else notes.push(`${name} turns valid within laps: it is not about laps, and none is marked invalid`);
}

/** Corrects units and signs that contradict physics, except of accelerations that the user chose. */
function physics(columns: ChannelColumns, decided: readonly DecidedColumn[], notes: string[]): void {
  const chosen = new Set(decided.filter((p) => p.meaning?.by === "choice").map((p) => p.meaning!.channel));
  const checked = Object.fromEntries(
    Object.entries(columns).filter(([channel]) => !(chosen.has(channel) && channel.startsWith("g"))),
  );
  const units = new Map(decided.flatMap(({meaning}) => (meaning ? [[meaning.channel, meaning.unit] as const] : [])));
  checkAccelerations(checked, units, notes);
  checkTurns(checked, notes, {leftPositive: undefined});
  for (const channel of ["gLateral", "gLongitudinal", "gVertical", "steering", "yawRate"])
    if (checked[channel]) columns[channel] = checked[channel];
}

function usedAndUnused(
  decided: readonly DecidedColumn[],
  columns: ChannelColumns,
  rows: number,
): Pick<LogReport, "used" | "unused"> {
  const coverage = ({meaning, figures}: DecidedColumn) => {
    const values = columns[meaning!.channel];
    return values ? countKnown(values) / rows : figures.known / Math.max(1, figures.rows);
  };
  return {
    used: decided
      .filter((p) => p.meaning && coverage(p) > 0)
      .map((p) => {
        const {unit, ...assumed} = reportedUnit(p.column.unit, p.meaning!);
        return {
          channel: p.meaning!.channel,
          from: p.column.name,
          unit,
          coverage: Math.min(1, coverage(p)),
          ...assumed,
        };
      }),
    unused: decided
      .filter((p) => !p.meaning || coverage(p) === 0)
      .map(({column, meaning, reason}) => ({
        from: column.name,
        unit: column.unit,
        reason: meaning ? "no known value" : reason || "no matching channel",
      })),
  };
}

/** One note for all units that are not in the file. */
function noteAssumed(decided: readonly DecidedColumn[], notes: string[]): void {
  const assumed = decided.filter(
    ({meaning}) =>
      meaning?.unitAssumed &&
      meaning.evidence === undefined &&
      meaning.unit !== "0–1" &&
      !OWN.has(meaning.channel) &&
      !HELPERS.has(meaning.channel) &&
      channelOf(meaning.channel),
  );
  if (assumed.length)
    notes.push(
      `no unit in the file; assumed: ${assumed.map(({column, meaning}) => `${column.name} ${meaning!.unit}`).join(", ")}`,
    );
}
