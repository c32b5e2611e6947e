import type {LogChoices} from "../../archive/types.js";
import {plainUnit} from "../../channels/units.js";
import {LogFileError} from "../importedLog.js";
import {type Scaling, scalingOf, spelledUnit, targetOf, unitsOf} from "./targets.js";

/** The channel that the user chose for a column. */
export interface ColumnChoice {
  channel: string;
  /** one of the channel's quantity; absent: the file's */
  unit?: string;
  /** value = column × factor (+ add), instead of a unit */
  factor?: number;
  add?: number;
}

/** By the column's name; null leaves the column out; the reader decides on all others. */
export type ColumnChoices = Record<string, ColumnChoice | null>;

/** The user's choices of columns, for readers of formats that define their columns. */
export interface ChosenColumns {
  columns: ColumnChoices;
  /** of the steering wheel */
  steeringLockDeg?: number;
}

/** `columns` and `steeringLockDeg` of the user's choices. Throws LogFileError for an invalid one. */
export function chosenColumns(choices: LogChoices | undefined): ChosenColumns {
  const lock = choices?.steeringLockDeg;
  return {
    columns: choices?.columns === undefined ? {} : parseColumns(choices.columns),
    ...(typeof lock === "number" && lock > 0 && Number.isFinite(lock) && {steeringLockDeg: lock}),
  };
}

/** Narrows choices from a page, a file or a command line. Throws LogFileError for an invalid one. */
export function parseColumns(given: unknown): ColumnChoices {
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw new LogFileError(`invalid columns: ${JSON.stringify(given)}`);
  const columns: ColumnChoices = {};
  for (const [name, value] of Object.entries(given as Record<string, unknown>))
    columns[name] = value === null ? null : parseColumn(value, `choices, column ${name}`);
  return columns;
}

function parseColumn(value: unknown, place: string): ColumnChoice {
  const {channel, unit, factor, add} = (typeof value === "string" ? {channel: value} : value) as Record<
    string,
    unknown
  >;
  if (typeof channel !== "string" || !targetOf(channel))
    throw new LogFileError(`unknown channel: ${String(channel)}`, place);
  const choice: ColumnChoice = {channel};
  if (unit !== undefined && unit !== "") {
    if (typeof unit !== "string" || !scalingOf(channel, unit)) {
      const units = unitsOf(channel).join(", ");
      throw new LogFileError(`invalid unit for ${channel}: ${String(unit)}${units && `; expected ${units}`}`, place);
    }
    choice.unit = unit;
  }
  for (const [key, number] of [
    ["factor", factor],
    ["add", add],
  ] as const) {
    if (number === undefined) continue;
    if (typeof number !== "number" || !Number.isFinite(number) || (key === "factor" && number === 0))
      throw new LogFileError(`invalid ${key}: ${String(number)}`, place);
    choice[key] = number;
  }
  return choice;
}

/** The column chosen for each channel. Throws for a column that the file does not have, and for two columns of one channel. */
export function chosenChannels(columns: ColumnChoices, names: ReadonlySet<string>): Map<string, string> {
  const taken = new Map<string, string>();
  for (const [name, choice] of Object.entries(columns)) {
    if (!names.has(name))
      throw new LogFileError(`unknown column: ${name}; the file has ${[...names].slice(0, 40).join(", ")}`, "choices");
    if (!choice) continue;
    const other = taken.get(choice.channel);
    if (other !== undefined)
      throw new LogFileError(`two columns chosen for ${choice.channel}: ${other} and ${name}`, "choices");
    taken.set(choice.channel, name);
  }
  return taken;
}

/** Conversion of a chosen column: by the chosen factor, else the chosen unit, else the file's unit, else unchanged. */
export function chosenScaling({channel, unit, factor, add}: ColumnChoice, own: string): Scaling & {unit: string} {
  if (factor !== undefined || add !== undefined) return {factor: factor ?? 1, add: add ?? 0, unit: ""};
  const reported = unit ?? (plainUnit(own) !== "" && scalingOf(channel, own) ? spelledUnit(channel, own) : "");
  const scaling = scalingOf(channel, reported);
  return scaling ? {...scaling, unit: reported} : {factor: 1, add: 0, unit: ""};
}
