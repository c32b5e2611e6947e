/** A small file of a format, written from one simulated drive as the format's tool would; what is in it is known. */
export interface LogSample {
  format: string;
  name: string;
  bytes: Uint8Array;
  companions?: {name: string; bytes: Uint8Array}[];
  /** the table or the tree it was written from, to write others of it */
  table?: Table;
  json?: unknown;
  /** lines or records in order of time, without an end: a cut file is a shorter one */
  isStream?: boolean;
  /** times of the finished laps, ms, and how far they may be from the drive's */
  lapsMs: number[];
  withinMs: number;
}

export interface Table {
  names: string[];
  /** lines above the column names, with commas between fields */
  head: string;
  rows: (string | number)[][];
}

const RADIUS = 120;
/** The line is crossed at 10 s, and every 20 s from there on; the log ends at 75 s. */
export const LAP_S = 20;
export const LINE_S = 10;
export const END_S = 75;
export const STARTED = Date.UTC(2024, 4, 6, 7, 8, 9) / 1000;
export const utf8 = (text: string) => new TextEncoder().encode(text);
export const LENGTH = 2 * Math.PI * RADIUS;

/** What a car does `t` seconds into the log: to the right round a circle. */
export function stateAt(t: number) {
  const since = t - LINE_S;
  const lap = Math.floor(since / LAP_S) + 1;
  const lapTime = since - (lap - 1) * LAP_S;
  const angle = (2 * Math.PI * lapTime) / LAP_S;
  const kmh = (LENGTH / LAP_S) * 3.6;
  return {
    ...{t, lap, lapTime, share: lapTime / LAP_S, distance: (LENGTH * lapTime) / LAP_S, kmh},
    ...{throttle: 0.6 + 0.3 * Math.sin(angle), brake: Math.max(0, -Math.sin(angle)) * 0.4, steer: 0.2},
    ...{gear: 3 + Math.round(Math.sin(angle)), rpm: Math.round(7000 + 800 * Math.sin(angle))},
    ...{
      x: RADIUS * Math.cos(angle),
      z: RADIUS * Math.sin(angle),
      sector: Math.min(2, Math.floor((3 * lapTime) / LAP_S)),
    },
    lastLap: lap > 1 ? LAP_S : 0,
  };
}
export type State = ReturnType<typeof stateAt>;

/** So many times a second. */
export const states = (hz: number, from = 0, to = END_S): State[] =>
  Array.from({length: Math.round((to - from) * hz)}, (_, i) => stateAt(from + i / hz));
/** Of one lap. */
export const lapStates = (lap: number, hz: number): State[] =>
  states(hz, LINE_S + (lap - 1) * LAP_S, Math.min(END_S, LINE_S + lap * LAP_S));
/** As pandas writes a duration. */
export const timedelta = (s: number) =>
  `0 days 00:${String(Math.floor(s / 60)).padStart(2, "0")}:${(s % 60).toFixed(6).padStart(9, "0")}`;
export const fixed = (value: number, digits = 4) => Number(value.toFixed(digits));

/** A table as a text; `eol`, `separator` and `decimal` as a country or a tool has them. */
export function tableBytes(
  {names, head, rows}: Table,
  {
    separator = ",",
    decimal = ".",
    eol = "\n",
    bom = "",
  }: Partial<Record<"separator" | "decimal" | "eol" | "bom", string>> = {},
): Uint8Array {
  const cell = (v: string | number) => (typeof v === "number" ? String(v).replace(".", decimal) : v);
  const lines = [names, ...rows.map((row) => row.map(cell))].map((fields) => fields.join(separator));
  return utf8(bom + head.replaceAll(",", separator) + lines.join(eol) + eol);
}

/** A sample table of columns that are made of the car's state. */
export function csv(
  format: string,
  name: string,
  hz: number,
  columns: Record<string, (s: State, i: number) => string | number>,
  {lapsMs = [20_000, 20_000, 20_000], withinMs = 1, head = "", from = 0, to = END_S} = {},
): LogSample {
  const all = states(hz, from, to);
  const rows = all.map((s, i) => Object.values(columns).map((of) => of(s, i)));
  const table = {names: Object.keys(columns), head, rows};
  return {
    format,
    name,
    table,
    bytes: tableBytes(table, name.endsWith(".tsv") ? {separator: "\t"} : {}),
    lapsMs,
    withinMs,
  };
}

/** A sample in JSON. */
export function tree(format: string, name: string, json: unknown, lapsMs: number[], more: Partial<LogSample> = {}) {
  return {format, name, json, bytes: utf8(JSON.stringify(json)), lapsMs, withinMs: 1, ...more};
}

export const python = (flag: boolean) => (flag ? "True" : "False");
export const iso = (s: State) => new Date((STARTED + s.t) * 1000).toISOString();
