import {mkdtemp, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {startDuckDb} from "../../loaders/archive/duckDb.js";
import type {OpenDatabase} from "../../src/core/files/database.js";

/** A channel of a made-up log: values at a rate; several lists are value1 … value4. */
export interface MadeChannel {
  unit: string;
  hz: number;
  values: number[] | number[][];
}

/** An event: rows of [s on the game's clock, value]. */
export type MadeEvent = [number, number][];

export interface MadeLmu {
  metadata?: Record<string, string>;
  channels: Record<string, MadeChannel>;
  events: Record<string, MadeEvent>;
}

const name = (text: string) => `"${text}"`;
const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
/** As a text: DuckDB takes a hundred times as long to parse an expression for each number. */
const list = (values: readonly number[]) => `'[${values.join(",")}]'::FLOAT[]`;

/** The statements that make a log as Le Mans Ultimate writes it. */
function statements({metadata = {}, channels, events}: MadeLmu): string[] {
  const tables = Object.entries(channels).map(([channel, {values}]) => {
    const columns = Array.isArray(values[0]) ? (values as number[][]) : [values as number[]];
    const cells = columns.map((of, i) => `unnest(${list(of)}) AS ${columns.length > 1 ? `value${i + 1}` : "value"}`);
    return `CREATE TABLE ${name(channel)} AS SELECT ${cells.join(", ")}`;
  });
  const rows = (entries: string[]) => (entries.length ? `VALUES ${entries.join(", ")}` : "SELECT NULL, NULL LIMIT 0");
  return [
    "CREATE TABLE metadata (key VARCHAR, value VARCHAR)",
    `INSERT INTO metadata ${rows(Object.entries(metadata).map(([key, value]) => `(${text(key)}, ${text(value)})`))}`,
    "CREATE TABLE channelsList (channelName VARCHAR, frequency INTEGER, unit VARCHAR)",
    ...Object.entries(channels).map(
      ([channel, {hz, unit}]) => `INSERT INTO channelsList VALUES (${text(channel)}, ${hz}, ${text(unit)})`,
    ),
    "CREATE TABLE eventsList (eventName VARCHAR, unit VARCHAR)",
    ...Object.keys(events).map((event) => `INSERT INTO eventsList VALUES (${text(event)}, '')`),
    ...tables,
    ...Object.entries(events).flatMap(([event, entries]) => [
      `CREATE TABLE ${name(event)} (ts DOUBLE, value DOUBLE)`,
      `INSERT INTO ${name(event)} ${rows(entries.map(([ts, value]) => `(${ts}, ${value})`))}`,
    ]),
  ];
}

/** The bytes of a database made by statements, written by DuckDB itself. */
export async function duckDbBytes(sql: readonly string[]): Promise<Uint8Array> {
  const duck = await startDuckDb();
  const work = await mkdtemp(join(tmpdir(), "lapbook-duck-"));
  const path = join(work, "log.duckdb");
  try {
    // without direct IO the WebAssembly build does not write the file's header
    duck.open({path, accessMode: 3, useDirectIO: true});
    const connection = duck.connect();
    for (const statement of [...sql, "FORCE CHECKPOINT"]) connection.query(statement);
    connection.close();
    duck.reset();
    return new Uint8Array(await readFile(path));
  } finally {
    await rm(work, {recursive: true, force: true});
  }
}

/** Opens a log as if it were a database, whatever the bytes are: DuckDB takes a second to write one and to read it. */
export function lmuInMemory({metadata = {}, channels, events}: MadeLmu): OpenDatabase {
  const named = (columns: string[], rows: (string | number)[][]) =>
    Object.fromEntries(columns.map((column, i) => [column, rows.map((row) => row[i])]));
  const valuesOf = ({values}: MadeChannel) =>
    Array.isArray(values[0])
      ? Object.fromEntries((values as number[][]).map((of, i) => [`value${i + 1}`, of]))
      : {value: values as number[]};
  const each = <T, U>(of: Record<string, T>, table: (value: T) => U) =>
    Object.entries(of).map(([name, value]): [string, U] => [name, table(value)]);
  const tables = new Map<string, Record<string, (string | number)[]>>([
    ["metadata", named(["key", "value"], Object.entries(metadata))],
    [
      "channelsList",
      named(
        ["channelName", "frequency", "unit"],
        Object.entries(channels).map(([name, {hz, unit}]) => [name, hz, unit]),
      ),
    ],
    [
      "eventsList",
      named(
        ["eventName", "unit"],
        Object.keys(events).map((name) => [name, ""]),
      ),
    ],
    ...each(channels, valuesOf),
    ...each(events, (rows) => named(["ts", "value"], rows)),
  ]);
  return () => ({
    tables: () => [...tables].map(([name, of]) => ({name, rows: 0, columns: Object.keys(of)})),
    numbers: (name, columns) =>
      columns.map((column) => Float64Array.from(tables.get(name)![column] as number[], Math.fround)),
    texts: (name, columns) => columns.map((column) => tables.get(name)![column].map(String)),
    close() {},
  });
}

export const lmuBytes = (log: MadeLmu): Promise<Uint8Array> => duckDbBytes(statements(log));

const LAP_S = 20;
const RADIUS = 120;
/** The game's clock at the first sample, s; the line is crossed 10 s later and every 20 s from there on. */
export const CLOCK_S = 51.18;
const END_S = 75;

/** Four crossings on a circle: laps 1–3 of 20 s, the second not counted by the game. */
export function lmuDrive(): MadeLmu {
  const at = (hz: number, value: (t: number) => number) => Array.from({length: END_S * hz}, (_, i) => value(i / hz));
  const angle = (t: number) => (2 * Math.PI * (t - 10)) / LAP_S;
  const lapS = (t: number) => (((t - 10) % LAP_S) + LAP_S) % LAP_S;
  const crossings = [10, 30, 50, 70].map((s) => CLOCK_S + s);
  const sectors = crossings.flatMap(
    (s): MadeEvent => [
      [s, 1],
      [s + 6, 2],
      [s + 13, 3],
    ],
  );
  return {
    metadata: {
      ...{Version: "1.2", DriverName: "Ada One", SteamID: "1", RecordingTime: "2026-01-27T20_43_54Z"},
      ...{SessionType: "Race", TrackName: "Oval Park", TrackLayout: "Short", CarName: "Proto #5"},
      ...{WeatherConditions: "Clear", CarSetup: "{}"},
    },
    channels: {
      "GPS Time": {unit: "s", hz: 100, values: at(100, (t) => CLOCK_S + t)},
      "Ground Speed": {unit: "km/h", hz: 100, values: at(100, () => 135.7)},
      "Throttle Pos": {unit: "%", hz: 50, values: at(50, (t) => 60 + 30 * Math.sin(angle(t)))},
      "Brake Pos": {unit: "%", hz: 50, values: at(50, (t) => Math.max(0, -Math.sin(angle(t))) * 40)},
      "Clutch Pos": {unit: "%", hz: 50, values: at(50, () => 100)},
      "Engine RPM": {unit: "rpm", hz: 100, values: at(100, (t) => 7000 + 800 * Math.sin(angle(t)))},
      "Lap Dist": {unit: "m", hz: 10, values: at(10, (t) => (lapS(t) / LAP_S) * 754)},
      "GPS Latitude": {unit: "deg", hz: 10, values: at(10, (t) => 60 + (RADIUS * Math.sin(angle(t))) / 111_320)},
      "GPS Longitude": {unit: "deg", hz: 10, values: at(10, (t) => (RADIUS * Math.cos(angle(t))) / 55_660)},
      TyresPressure: {unit: "kPa", hz: 1, values: [170, 171, 180, 181].map((kpa) => at(1, () => kpa))},
      "Turbo Boost Pressure": {unit: "Pa", hz: 10, values: at(10, () => 101_325)},
      "Wind Heading": {unit: "deg", hz: 1, values: at(1, () => 1.5708)},
      "Tyres Wear": {unit: "%", hz: 1, values: [99, 98, 97, 96].map((left) => at(1, () => left))},
      "Virtual Energy": {unit: "%", hz: 7, values: at(7, () => 6.65e10)},
    },
    events: {
      Lap: [[CLOCK_S, 0], ...crossings.map((s, i): [number, number] => [s, i + 1])],
      "Lap Time": [
        [CLOCK_S, 0],
        [crossings[1] + 0.01, 20.001],
        [crossings[2] + 0.01, 0],
        [crossings[3] + 0.01, 19.998],
      ],
      "Last Sector1": [
        [CLOCK_S, 0],
        [crossings[1], 6.01],
      ],
      "Last Sector2": [
        [CLOCK_S, 0],
        [crossings[1], 13.02],
      ],
      "Current Sector": [[CLOCK_S, 3], ...sectors.filter(([s]) => s < CLOCK_S + END_S)],
      "In Pits": [
        [CLOCK_S, 1],
        [CLOCK_S + 5, 0],
      ],
      Gear: [
        [CLOCK_S, 1],
        [CLOCK_S + 12, 4],
      ],
    },
  };
}
