import type {LogChoices} from "../../archive/types.js";
import {type ColumnChoices, parseColumns} from "../columns/columnChoices.js";
import {LogFileError} from "../importedLog.js";
import {LAP_SOURCES, type LapSource} from "../laps/tableLaps.js";
import type {TableChoices} from "./tableHead.js";

const TIME_BASES = ["time", "lapTime", "distance", "rate"] as const;
export type TimeBase = (typeof TIME_BASES)[number];

/** The user's choices for a table; everything that is absent is guessed. */
export interface CsvChoices extends TableChoices {
  /** by the column's name; null leaves the column out; others are guessed */
  columns: ColumnChoices;
  /** source of the rows' times: session time, running lap time, distance and speed, or a fixed rate */
  timeBase?: TimeBase;
  /** rows a second, for the time base "rate" */
  rateHz?: number;
  /** source of the laps */
  lapFrom?: LapSource;
  /** the column that counts laps */
  lapColumn?: string;
  /** where laps are cut, see chosenLine */
  line?: string;
  steeringLockDeg?: number;
  track?: string;
  driver?: string;
  car?: string;
  game?: string;
  /** ISO 8601 */
  startedAt?: string;
}

/** Names further down are no head of a table. */
const MOST_LINES = 10_000;
const TEXTS = ["track", "driver", "car", "game", "line"] as const;

/** Narrows choices from a page, a file or a command line. Throws LogFileError for an invalid one. */
export function parseChoices(given: LogChoices | undefined): CsvChoices {
  const choices: CsvChoices = {columns: {}};
  for (const [name, value] of Object.entries(given ?? {})) {
    if (value === undefined || value === "") continue;
    if (name === "columns") choices.columns = parseColumns(value);
    else if (name === "timeBase") choices.timeBase = oneOf(name, value, TIME_BASES);
    else if (name === "lapFrom") choices.lapFrom = oneOf(name, value, LAP_SOURCES);
    else if (name === "rateHz" || name === "steeringLockDeg") choices[name] = positive(name, value);
    else if (name === "lapColumn") choices.lapColumn = text(name, value);
    else if (name === "separator")
      choices.separator = oneOf(name, value === "\\t" ? "\t" : value, [",", ";", "\t", "|"]);
    else if (name === "decimal") choices.decimal = oneOf(name, value, [".", ","] as const);
    else if (name === "headerRow") choices.headerRow = lineNumber(name, value);
    else if (name === "startedAt") {
      if (Number.isNaN(Date.parse(text(name, value)))) throw wrong(name, value);
      choices.startedAt = text(name, value);
    } else if ((TEXTS as readonly string[]).includes(name)) choices[name as "track"] = text(name, value);
    else throw new LogFileError(`unknown choice: ${name}`, "choices");
  }
  return choices;
}

function oneOf<T extends string>(name: string, value: unknown, among: readonly T[]): T {
  if (!(among as readonly unknown[]).includes(value))
    throw new LogFileError(`invalid ${name}: ${String(value)} (${among.map((a) => JSON.stringify(a)).join(", ")})`);
  return value as T;
}

function positive(name: string, value: unknown): number {
  if (typeof value !== "number" || !(value > 0) || value === Number.POSITIVE_INFINITY) throw wrong(name, value);
  return value;
}

/** 0 stands for no line. */
function lineNumber(name: string, value: unknown): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > MOST_LINES)
    throw wrong(name, value);
  return value;
}

function text(name: string, value: unknown): string {
  if (typeof value !== "string" || value.length > 500) throw wrong(name, value);
  return value;
}

function wrong(name: string, value: unknown): LogFileError {
  return new LogFileError(`invalid ${name}: ${typeof value === "object" ? JSON.stringify(value) : String(value)}`);
}
