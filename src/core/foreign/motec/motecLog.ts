import type {LogReport, UnusedColumn, UsedColumn} from "../../archive/types.js";
import {deriveChannels} from "../derive.js";
import type {ForeignCar, ForeignLog} from "../foreignLog.js";
import {ForeignError} from "../foreignLog.js";
import {checkAccelerations, checkTurns} from "./driveChecks.js";
import {onGrid} from "./grid.js";
import {type LogColumn, type Match, matchColumns} from "./matchColumns.js";
import {plainName} from "./motecChannels.js";
import {type LapSources, motecLaps, type Series} from "./motecLaps.js";

/** Who, where and when, as a log's header tells. */
export interface LogFacts {
  format: string;
  driver: string;
  vehicle: string;
  venue: string;
  session: string;
  date: string;
  time: string;
  /** written by this program: nothing of it is in doubt */
  isOwn?: boolean;
}

export interface LogTable {
  columns: LogColumn[];
  /** time of each row of the session's table, s */
  time: Float64Array;
  /** of that table, Hz; undefined where rows have times of their own (and columns no rate) */
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
/** Made of a log's times and laps, never taken from a column. */
const OWN = new Set(["sessionTime", "lapNumber", "car", "frame"]);

const BEACONS = ["beacon", "lapbeacon"];

/** True where a log has the names of ACC's own channels. */
export function isAcc(columns: readonly {name: string}[]): boolean {
  return columns.filter(({name}) => name === name.toUpperCase() && ACC_NAMES.has(plainName(name))).length >= 3;
}

/** The columns that are channels, before any value is read: what decides the table's rate. */
export interface Matched {
  matches: Map<string, Match>;
  unused: UnusedColumn[];
}

/** Matches columns with channels; see matchColumns. */
export function match(columns: readonly LogColumn[], notes: string[], steeringLockDeg?: number): Matched {
  return matchColumns(columns, notes, {steeringLockDeg});
}

/** A session of matched columns: converted, on one table, checked against physics, with laps. */
export function motecLog(
  table: LogTable,
  {matches, unused}: Matched,
  facts: LogFacts,
  onProgress?: (fraction: number) => void,
): ForeignLog {
  const {time, rate, notes} = table;
  const rows = time.length;
  if (rows < 2) throw new ForeignError(`${rows} rows are no drive`);
  const acc = isAcc(table.columns);
  const columns: Record<string, Float64Array> = {sessionTime: time};
  const used: UsedColumn[] = [];
  let done = 0;
  for (const [name, {channel, column, factor, add, unit}] of matches) {
    const raw = column.values();
    const gridded =
      rate === undefined || column.rate === undefined
        ? raw
        : onGrid(raw, column.rate, rate, rows, channel.kind === "discrete");
    const values = factor === 1 && add === 0 && gridded !== time ? gridded : gridded.map((v) => v * factor + add);
    let known = 0;
    for (let i = 0; i < rows; i++) {
      if (Number.isFinite(values[i])) known++;
      else values[i] = Number.NaN; // an infinity would spoil every sum
    }
    used.push({channel: name, from: column.name, unit: column.unit || unit, coverage: known / rows});
    if (!OWN.has(name) && known > 0) columns[name] = values;
    onProgress?.((++done / matches.size) * 0.8);
  }
  gpsPosition(table, columns, used, unused, rows);
  if (!facts.isOwn) {
    checkAccelerations(columns, new Map([...matches].map(([name, {unit}]) => [name, unit])), notes);
    checkTurns(columns, notes, {leftPositive: acc ? true : undefined});
  }
  for (const column of unused)
    if (BEACONS.includes(plainName(column.from))) column.reason = "markers of the line, looked at for laps only";
  const laps = motecLaps(time, lapSources(table, matches), notes);
  onProgress?.(0.9);
  const car: ForeignCar = {car: 0, driver: facts.driver, team: facts.vehicle, raceNumber: 0, rows, columns, laps};
  for (const name of ["currentLapTimeMs", "lapDistance"]) {
    if (!coarse(name, columns[name], matches.get(name)?.column.rate)) continue;
    delete columns[name];
    const at = used.findIndex((u) => u.channel === name);
    const [{from, unit}] = used.splice(at, 1);
    unused.push({from, unit, reason: "too coarse for each row: it tells the line, the rows between are derived"});
  }
  const report: LogReport = {used, unused, notes};
  deriveChannels(car, report);
  onProgress?.(1);
  return {
    format: facts.format,
    game: acc ? "Assetto Corsa Competizione" : "unknown",
    gameVersion: "",
    track: {name: facts.venue, lengthM: null, sectorStartsM: null},
    type: facts.session && !/^\d+$/.test(facts.session) ? facts.session.toLowerCase() : "unknown",
    startedAt: dateOf(facts.date, facts.time),
    ...{weather: null, trackTempC: null, airTempC: null, playerCar: 0},
    cars: [car],
    report,
  };
}

/** A channel of few samples a second, or of whole seconds, says less than what is derived from speed and time. */
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
  return {
    beacons,
    beacon: beacon && series(beacon),
    running: of("currentLapTimeMs", 1 / 1000),
    lapNumber: of("lapNumber"),
    distance: of("lapDistance"),
    lastLap: of("lastLapTimeMs", 1 / 1000),
  };
}

/** Latitude and longitude as metres east (x) and south (z) of the first fix; on a sphere of 111,320 m a degree. */
function gpsPosition(
  {columns: all, rate}: LogTable,
  columns: Record<string, Float64Array>,
  used: UsedColumn[],
  unused: UnusedColumn[],
  rows: number,
): void {
  const find = (...names: string[]) => all.find((c) => names.includes(plainName(c.name)));
  const latitude = find("gpslatitude", "latitude");
  const longitude = find("gpslongitude", "longitude");
  if (!latitude || !longitude || columns.worldX || columns.worldZ) return;
  const grid = (c: LogColumn) =>
    rate === undefined || c.rate === undefined ? c.values() : onGrid(c.values(), c.rate, rate, rows, false);
  const [lat, lon] = [grid(latitude), grid(longitude)];
  const first = lat.findIndex((v, i) => Number.isFinite(v + lon[i]) && (v !== 0 || lon[i] !== 0));
  if (first < 0 || lat.some((v) => Math.abs(v) > 90) || lon.some((v) => Math.abs(v) > 360)) return;
  const east = 111_320 * Math.cos((lat[first] * Math.PI) / 180);
  columns.worldX = lon.map((v) => (v - lon[first]) * east);
  columns.worldZ = lat.map((v) => (lat[first] - v) * 111_320);
  for (const [channel, column] of [
    ["worldX", longitude],
    ["worldZ", latitude],
  ] as const) {
    used.push({channel, from: column.name, unit: column.unit, coverage: 1});
    const at = unused.findIndex((u) => u.from === column.name);
    if (at >= 0) unused.splice(at, 1);
  }
}

/** ms since 1970 of dd/mm/yyyy (also with dots or dashes, or yyyy-mm-dd) and hh:mm[:ss]; null where it is no date. */
function dateOf(date: string, time: string): number | null {
  const clock = /^(\d{1,2}):(\d\d)(?::(\d\d))?/.exec(time);
  const european = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(date);
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
  const [year, month, day] = european
    ? [european[3], european[2], european[1]].map(Number)
    : iso
      ? iso.slice(1).map(Number)
      : [0, 0, 0];
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > 31) return null;
  return Date.UTC(year, month - 1, day, Number(clock?.[1] ?? 0), Number(clock?.[2] ?? 0), Number(clock?.[3] ?? 0));
}
