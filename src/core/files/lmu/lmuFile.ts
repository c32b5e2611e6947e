import type {DatabaseTable, LogDatabase} from "../database.js";
import {LogFileError} from "../importedLog.js";
import {LMU_WHEELS} from "./lmuChannels.js";

/** A channel: samples at a constant rate. */
export interface LmuChannel {
  name: string;
  unit: string;
  /** Hz */
  rate: number;
  /** reads them from the file */
  values(): Float64Array;
}

/** A value that is written at the start and when it changes. */
export interface LmuEvent {
  name: string;
  unit: string;
  /** s on the game's clock, rising */
  times: Float64Array;
  values: Float64Array;
}

export interface LmuFile {
  facts: ReadonlyMap<string, string>;
  channels: LmuChannel[];
  events: LmuEvent[];
  /** time of the first sample of every channel, s on the game's clock */
  startS: number;
  /** tables that are listed, but missing or of another layout */
  unreadable: {name: string; reason: string}[];
}

/** Highest rate that is believed, Hz. */
const MOST_HZ = 1000;

/**
 * Le Mans Ultimate's telemetry: a database of a table for each channel (value, or value1 … value4 by wheel; no time) and each event (ts and
 * the same), listed in `channelsList` and `eventsList`, and facts in `metadata`. Layout: q-lng/lmu-telemetry docs/SCHEMA.md.
 *
 * @throws LogFileError for other databases
 */
export function readLmu(database: LogDatabase): LmuFile {
  const tables = new Map(database.tables().map((table) => [table.name, table]));
  for (const name of ["metadata", "channelsList"])
    if (!tables.has(name))
      throw new LogFileError(
        `no table "${name}": not a log of Le Mans Ultimate (it has ${listed([...tables.keys()])})`,
      );
  const [keys, texts] = database.texts("metadata", columnsOf(tables, "metadata", ["key", "value"]));
  const unreadable: LmuFile["unreadable"] = [];
  const listOf = (list: string, columns: string[]) => {
    if (!tables.has(list)) return [];
    const read = database.texts(list, columnsOf(tables, list, columns));
    return read[0].map((_, row) => read.map((column) => column[row]));
  };
  const channels = listOf("channelsList", ["channelName", "frequency", "unit"]).flatMap(([name, frequency, unit]) => {
    const rate = Number(frequency);
    if (!(rate > 0 && rate <= MOST_HZ)) {
      unreadable.push({name, reason: `invalid frequency: ${frequency}`});
      return [];
    }
    return parts(tables.get(name), name, unreadable).map(({column, label}): LmuChannel => {
      const values = () => database.numbers(name, [column])[0];
      return {name: label, unit, rate, values};
    });
  });
  const events = listOf("eventsList", ["eventName", "unit"]).flatMap(([name, unit]) =>
    parts(tables.get(name), name, unreadable, "ts").map(({column, label}): LmuEvent => {
      const [times, values] = database.numbers(name, ["ts", column]);
      for (let row = 0; row < times.length; row++)
        if (!Number.isFinite(times[row]) || times[row] < times[row - 1])
          throw new LogFileError(`time is ${times[row]} after ${times[row - 1]}`, `table ${name}, row ${row}`);
      return {name: label, unit, times, values};
    }),
  );
  const clock = channels.find(({name}) => name === "GPS Time");
  const startS = clock?.values()[0] ?? Math.min(...events.flatMap(({times}) => (times.length ? [times[0]] : [])));
  if (!Number.isFinite(startS)) throw new LogFileError("nothing gives the time: neither GPS Time nor an event");
  return {facts: new Map(keys.map((key, row) => [key, texts[row]])), channels, events, startS, unreadable};
}

/** The columns of a channel's table, with their names: `TyresPressure FL`. */
function parts(
  table: DatabaseTable | undefined,
  name: string,
  unreadable: LmuFile["unreadable"],
  time?: string,
): {column: string; label: string}[] {
  if (!table) {
    unreadable.push({name, reason: "listed, but not in the file"});
    return [];
  }
  const has = (column: string) => table.columns.includes(column);
  const byWheel = LMU_WHEELS.map((wheel, i) => ({column: `value${i + 1}`, label: `${name} ${wheel}`}));
  const found = has("value") ? [{column: "value", label: name}] : byWheel.filter(({column}) => has(column));
  if (found.length > 0 && (!time || has(time))) return found;
  unreadable.push({name, reason: `unknown columns: ${listed(table.columns)}`});
  return [];
}

function columnsOf(tables: ReadonlyMap<string, DatabaseTable>, name: string, columns: string[]): string[] {
  const missing = columns.find((column) => !tables.get(name)!.columns.includes(column));
  if (missing) throw new LogFileError(`no column "${missing}"`, `table ${name}`);
  return columns;
}

function listed(names: readonly string[]): string {
  const most = 8;
  const more = names.length > most ? ` and ${names.length - most} more` : "";
  return `${names.slice(0, most).join(", ") || "none"}${more}`.slice(0, 200);
}
