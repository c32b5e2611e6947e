import {readFile} from "node:fs/promises";
import type {LogChoices} from "../../src/core/archive/types.js";
import {numberOption, stringOption} from "../command.js";
import type {OptionValues} from "../config.js";
import {UsageError, UserError} from "../userError.js";

/** Options of `import` for the columns of a table. */
export const CHOICE_OPTIONS = {
  map: {
    type: "string",
    multiple: true,
    describe: 'channel and unit of a column: "Speed=speedKmh:mph"; "Notes=" omits the column; may be repeated',
  },
  choices: {type: "string", describe: "JSON file of choices, as printed by --preview --json"},
  "lap-column": {type: "string", describe: "column of the lap number"},
  "lap-from": {type: "string", describe: "what laps are derived from: lapNumber, lapTime, distance, fraction or none"},
  line: {
    type: "string",
    describe:
      "cut laps at this line: latitude,longitude,heading or x,z,heading; heading in degrees clockwise from north (--line=-33.99,28.07,120)",
  },
  "time-base": {type: "string", describe: "what time is derived from: time, lapTime, distance (with speed) or rate"},
  rate: {type: "string", describe: "rows per second of a table without time"},
  separator: {type: "string", describe: 'between fields of a table: "," ";" "|" or "\\t"'},
  decimal: {type: "string", describe: 'decimal mark of a table: "." or ","'},
  "header-row": {type: "string", describe: "line of a table's column names, from 1; 0 if it has none"},
  "steering-lock": {type: "string", describe: "steering wheel angle at full lock, degrees"},
  session: {
    type: "string",
    describe: "which session of results with several (race_out.json): practice, qualifying or race",
  },
  track: {type: "string", describe: "name of the track, if the file has none"},
  driver: {type: "string", describe: "the driver's name"},
  car: {type: "string", describe: "the car's name"},
} as const;

/** The choices on the command line and in the file of `--choices`; undefined without any. */
export async function importChoices(values: OptionValues): Promise<LogChoices | undefined> {
  const path = stringOption(values, "choices");
  const choices: LogChoices = path ? await fromFile(path) : {};
  const columns = {...(choices.columns as object | undefined), ...mappings(stringOption(values, "map"))};
  if (Object.keys(columns).length) choices.columns = columns;
  const texts = {
    lapColumn: "lap-column",
    lapFrom: "lap-from",
    line: "line",
    session: "session",
    timeBase: "time-base",
    separator: "separator",
    decimal: "decimal",
    track: "track",
    driver: "driver",
    car: "car",
  };
  for (const [name, option] of Object.entries(texts)) {
    const text = stringOption(values, option);
    if (text !== undefined) choices[name] = text;
  }
  const rate = numberOption(values, "rate", {min: 0.01, max: 10_000});
  if (rate !== undefined) Object.assign(choices, {rateHz: rate, timeBase: choices.timeBase ?? "rate"});
  const headerRow = numberOption(values, "header-row", {min: 0, max: 10_000, integer: true});
  if (headerRow !== undefined) choices.headerRow = headerRow;
  const lock = numberOption(values, "steering-lock", {min: 1, max: 3600});
  if (lock !== undefined) choices.steeringLockDeg = lock;
  return Object.keys(choices).length ? choices : undefined;
}

/** One per line: `COLUMN=CHANNEL`, `COLUMN=CHANNEL:UNIT`, `COLUMN=CHANNEL:*FACTOR`, `COLUMN=`. */
function mappings(text: string | undefined): Record<string, object | null> {
  const columns: Record<string, object | null> = {};
  for (const line of text?.split("\n") ?? []) {
    // A column's name may contain =, a channel's cannot.
    const at = line.lastIndexOf("=");
    if (at <= 0) throw new UsageError(`invalid --map: ${line} (COLUMN=CHANNEL or COLUMN=CHANNEL:UNIT)`);
    const [channel, unit] = line.slice(at + 1).split(/:(.*)/s);
    const name = line.slice(0, at).trim();
    if (channel.trim() === "") columns[name] = null;
    else if (unit?.startsWith("*")) columns[name] = {channel: channel.trim(), factor: Number(unit.slice(1))};
    else columns[name] = {channel: channel.trim(), ...(unit && {unit: unit.trim()})};
  }
  return columns;
}

async function fromFile(path: string): Promise<LogChoices> {
  const text = await readFile(path, "utf8");
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as LogChoices;
  } catch (error) {
    throw new UserError(`${path}: ${(error as Error).message}`);
  }
  throw new UserError(`${path}: expected a JSON object of choices`);
}
