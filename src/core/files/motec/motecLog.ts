import type {LogChoices, LogReport, UnusedColumn, UsedColumn} from "../../archive/types.js";
import {isPlaneOnEarth} from "../../geometry/placesOnEarth.js";
import type {ChannelColumns} from "../columns/column.js";
import {chosenColumns} from "../columns/columnChoices.js";
import {knownLapTimes} from "../columns/convertColumn.js";
import {reportedUnit} from "../columns/decide.js";
import {dropChannel} from "../columns/dropChannel.js";
import {plainName, sameName} from "../columns/plainName.js";
import {specialValue} from "../csv/csvText.js";
import {oneCarLog} from "../derive.js";
import {checkAccelerations, checkTurns} from "../driveChecks.js";
import {type ImportedLog, LogFileError} from "../importedLog.js";
import {isInvalid} from "../laps/lapSplit.js";
import {setPositions} from "../positions.js";
import {onGrid} from "./grid.js";
import {type LogColumn, type Match, type MatchedLog, matchColumns} from "./matchColumns.js";
import {type LapSources, motecLaps, type Series} from "./motecLaps.js";

/** Driver, venue, date … in a log's header. */
export interface LogFacts {
  format: string;
  driver: string;
  vehicle: string;
  venue: string;
  session: string;
  date: string;
  time: string;
  /** written by Lapbook: its signs and units are right */
  isOwn?: boolean;
}

export interface LogTable {
  columns: LogColumn[];
  /** time of each row, s */
  time: Float64Array;
  /** of the rows, Hz; undefined where each row has its own time (and columns have no rate) */
  rate?: number;
  beacons?: readonly number[];
  notes: string[];
}

/** Names that only ACC's own export has. */
const ACC_NAMES = new Set([
  "glat",
  "glon",
  "roty",
  "lapbeacon",
  "steerangle",
  "sustravellf",
  "bumpstopupridelf",
  "tyretairlf",
]);
/** Derived from the log's times and laps, never stored from a column. */
const OWN = new Set(["sessionTime", "lapNumber", "car", "frame"]);

const BEACONS = ["beacon", "lapbeacon"];
/** Names of the driven share of the lap, 0–1. */
const FRACTIONS = ["carposnorm", "normalizedcarposition", "lapdistpct"];

/** Whether a log has the names of ACC's channels. */
export function isAcc(columns: readonly {name: string}[]): boolean {
  return columns.filter(({name}) => name === name.toUpperCase() && ACC_NAMES.has(plainName(name))).length >= 3;
}

/** The columns that are channels, before they are converted. */
export interface Matched {
  matches: Map<string, Match>;
  unused: UnusedColumn[];
}

/** Matches columns with channels; see matchColumns. */
export function match(
  columns: readonly LogColumn[],
  notes: string[],
  choices: LogChoices | undefined,
  log?: MatchedLog,
): Matched {
  return matchColumns(columns.map(runningLapTime), notes, chosenColumns(choices), log);
}

/** MoTeC's "Lap Time" is the last lap's; in exports of some games it is the running one, which grows most of the time. */
function runningLapTime(column: LogColumn): LogColumn {
  if (sameName(column.knownAs ?? column.name) !== "laptime") return column;
  const values = column.values();
  let rises = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[i - 1]) rises++;
  return rises * 2 > values.length ? {...column, knownAs: "Running Lap Time"} : column;
}

/** Converts matched columns to one table, checks them against physics, and finds laps. */
export function motecLog(
  table: LogTable,
  {matches, unused}: Matched,
  facts: LogFacts,
  onProgress?: (fraction: number) => void,
): ImportedLog {
  const {time, rate, notes} = table;
  const rows = time.length;
  if (rows < 2) throw new LogFileError(`too few rows: ${rows}, expected 2 or more`);
  const acc = isAcc(table.columns);
  const columns: ChannelColumns = {sessionTime: time};
  const used: UsedColumn[] = [];
  let done = 0;
  for (const [name, {channel, column, factor, add, meaning}] of matches) {
    const raw = column.values();
    const gridded =
      rate === undefined || column.rate === undefined
        ? raw
        : onGrid(raw, column.rate, rate, rows, channel.kind === "discrete");
    const converted = factor === 1 && add === 0 && gridded !== time ? gridded : gridded.map((v) => v * factor + add);
    const values = knownLapTimes(name, converted);
    let known = 0;
    for (let i = 0; i < rows; i++) {
      if (Number.isFinite(values[i])) known++;
      else values[i] = Number.NaN; // infinite values count as missing
    }
    const {unit, ...assumed} = reportedUnit(column.unit, meaning);
    used.push({channel: name, from: column.name, unit, coverage: known / rows, ...assumed});
    if (!OWN.has(name) && known > 0) columns[name] = values;
    onProgress?.((++done / matches.size) * 0.8);
  }
  const report: LogReport = {used, unused, notes};
  positions(columns, report);
  if (!facts.isOwn) {
    checkAccelerations(columns, new Map([...matches].map(([name, {meaning}]) => [name, meaning.unit])), notes);
    checkTurns(columns, notes, {leftPositive: acc ? true : undefined});
  }
  for (const column of unused)
    if ([...BEACONS, ...FRACTIONS].includes(plainName(column.from)))
      column.reason = "marks the line: used for the laps only";
  const laps = motecLaps(time, lapSources(table, matches), notes);
  if (columns.lapInvalid) for (const lap of laps) lap.valid = !isInvalid(columns.lapInvalid, lap);
  onProgress?.(0.9);
  for (const name of ["currentLapTimeMs", "lapDistance"]) {
    if (coarse(name, columns[name], matches.get(name)?.column.rate))
      dropChannel(
        name,
        columns,
        report,
        "too coarse for each row: used for line crossings only, rows between are derived",
      );
  }
  onProgress?.(1);
  return oneCarLog({driver: facts.driver, team: facts.vehicle, rows, columns, laps}, report, {
    format: facts.format,
    game: acc ? "Assetto Corsa Competizione" : "unknown",
    track: {name: facts.venue},
    type: facts.session && !/^\d+$/.test(facts.session) ? facts.session.toLowerCase() : "unknown",
    startedAt: dateOf(facts.date, facts.time),
  });
}

/** Whether a channel has few samples a second, or whole seconds: it is then derived from speed and time instead. */
function coarse(name: string, values: Float64Array | undefined, rate: number | undefined): boolean {
  if (!values) return false;
  if (rate !== undefined && rate < 10) return true;
  return name === "currentLapTimeMs" && values.every((v) => Number.isNaN(v) || v % 1000 === 0);
}

function lapSources({columns, time, beacons}: LogTable, matches: Map<string, Match>): LapSources {
  const series = (column: LogColumn, factor = 1): Series => {
    const raw = column.values();
    const {rate} = column;
    return {
      name: column.name,
      time: rate === undefined ? time : Float64Array.from({length: raw.length}, (_, i) => i / rate),
      values: factor === 1 ? raw : raw.map((v) => v * factor),
    };
  };
  const of = (channel: string, factor = 1): Series | undefined => {
    const found = matches.get(channel);
    return found && series(found.column, found.factor * factor);
  };
  const beacon = columns.find(({name}) => BEACONS.includes(plainName(name)));
  const fraction = columns.find(({name}) => FRACTIONS.includes(plainName(name)));
  return {
    beacons,
    beacon: beacon && series(beacon),
    running: of("currentLapTimeMs", 1 / 1000),
    lapNumber: of("lapNumber"),
    distance: of("lapDistance"),
    fraction: fraction && series(fraction),
    lastLap: of("lastLapTimeMs", 1 / 1000),
  };
}

/**
 * Positions on the map, see setPositions. Latitude and longitude that Lapbook's export made from game coordinates are dropped.
 */
function positions(columns: ChannelColumns, report: LogReport): void {
  const {latitude, longitude, worldX, worldZ} = columns;
  if (latitude && longitude && worldX && worldZ && isPlaneOnEarth(latitude, longitude, worldX, worldZ)) {
    for (const name of ["latitude", "longitude"])
      dropChannel(name, columns, report, "made from the game's plane coordinates for MoTeC's map; not a GPS position");
  }
  setPositions(columns, report);
}

/** ms since 1970 of a date (see specialValue; the day is first where both may be) and a clock with or without am or pm; null for no date. */
function dateOf(date: string, time: string): number | null {
  const clock = /^\d{1,2}:\d\d(:\d\d)?(\.\d+)?(\s*[ap]m)?/i.exec(time.trim())?.[0].replace(/\s+/, " ") ?? "";
  const found = specialValue(`${date.trim()} ${clock}`.trim()) ?? specialValue(date.trim());
  return found?.kind === "date" && found.value > 0 ? Math.floor(found.value) * 1000 : null;
}
