import type {TableColumn} from "../columns/column.js";
import {plainName} from "../columns/plainName.js";
import type {CsvChoices} from "./csvChoices.js";
import type {CsvTable} from "./csvTable.js";
import {localDate} from "./localDate.js";
import {countDrivers, type DriverTable, MOST_DRIVERS, tablesByDriver} from "./tablesByDriver.js";

/** Driver, track, date … of a table; "" where neither the user nor the file gives it. */
export interface TableFacts {
  track: string;
  driver: string;
  car: string;
  game: string;
  type: string;
  /** ms since 1970 */
  startedAt: number | null;
}

const NAMES: Record<Exclude<keyof TableFacts, "startedAt">, string[]> = {
  track: ["track", "trackname", "trackcode", "circuit", "venue", "location"],
  driver: ["driver", "drivername", "player", "pilot", "user"],
  car: ["car", "carmodel", "carname", "vehicle", "vehiclename"],
  game: ["game", "gamename", "simulator", "sim"],
  type: ["session", "sessiontype", "sessiontypename"],
};

/** From the user's choices, else from lines above the table (`Driver,Ada`), else from columns with one text throughout. */
export function tableFacts({preamble, columns}: CsvTable, choices: CsvChoices): TableFacts {
  const reported = new Map<string, string>();
  for (const column of columns) {
    const {words, name} = column;
    if (words?.words.length === 1 && !reported.has(plainName(name))) reported.set(plainName(name), words.words[0]);
  }
  for (const [key = "", value = ""] of preamble)
    if (key && value) reported.set(plainName(key.replace(/:$/, "")), value);
  const find = (fact: keyof typeof NAMES) =>
    NAMES[fact].map((name) => reported.get(name)).find((v) => v !== undefined) ?? "";
  const date = reported.get("date") ?? reported.get("startedat") ?? "";
  const started = choices.startedAt ?? (/^\d{4}-\d\d-\d\d/.test(date) ? date : "");
  const startedAt = started ? Date.parse(started) : (certainDate(date) ?? Number.NaN);
  return {
    track: choices.track ?? find("track"),
    driver: choices.driver ?? find("driver"),
    car: choices.car ?? find("car"),
    game: choices.game ?? find("game"),
    type: find("type").toLowerCase(),
    startedAt: Number.isNaN(startedAt) ? null : startedAt,
  };
}

/** ms since 1970 of a date whose day and month cannot be taken for each other. */
function certainDate(text: string): number | undefined {
  const date = localDate(text);
  return date && date.order !== "either" ? date.value * 1000 : undefined;
}

const DRIVER_NUMBERS = ["driver", "drivernumber", "driverno", "driverid", "carnumber", "racenumber", "vehiclenumber"];

/**
 * The rows of each driver, if a column names several; else all rows, with driver "". A column that the user chose for a channel
 * names no drivers.
 *
 * @throws LogFileError for more drivers than a session has, unless the user names the one driver
 */
export function driverTables(
  table: CsvTable,
  {columns: chosen, driver}: Pick<CsvChoices, "columns" | "driver">,
): DriverTable[] {
  const open = table.columns.filter(({name}) => !chosen[name]);
  const column = open.find(namesDrivers) ?? open.find(numbersDrivers) ?? open.find(namesCars);
  if (column && driver && countDrivers(column) > MOST_DRIVERS) return [{driver: "", table}];
  return column ? tablesByDriver(table, column) : [{driver: "", table}];
}

function namesDrivers({name, kind, words}: TableColumn): boolean {
  return kind === "text" && NAMES.driver.includes(plainName(name)) && (words?.words.length ?? 0) > 1;
}

const CAR_IDS = ["vehicleid", "originalvehicleid", "carid", ...NAMES.car, "kart"];

function namesCars({name, kind, words}: TableColumn): boolean {
  return kind === "text" && CAR_IDS.includes(plainName(name)) && (words?.words.length ?? 0) > 1;
}

function numbersDrivers({name, kind, values}: TableColumn): boolean {
  if (kind !== "number" || !DRIVER_NUMBERS.includes(plainName(name))) return false;
  return values.every(Number.isInteger) && values.some((v) => v !== values[0]);
}
