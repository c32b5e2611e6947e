import type {TableColumn} from "../columns/column.js";
import {plainName} from "../columns/plainName.js";
import {overMidnight} from "../dayClock.js";

const DAY_S = 86_400;
const HOUR_S = 3600;
/** A clock falls by more at midnight; no running time falls by as much, s. */
const HALF_DAY_S = DAY_S / 2;
/** Plain numbers are seconds of a day if they fall only from this close before midnight to this close after it, s. */
const AT_MIDNIGHT_S = 10;
/** A clock that begins here counts from the start of the log, s. */
const ELAPSED_S = 1;
const DATE_NAMES = new Set("date day datum fecha data localdate utcdate gpsdate".split(" "));
const TIME_NAMES = new Set(
  "time clock timeofday localtime utctime utc gpstime uhrzeit zeit heure hora ora recordtime".split(" "),
);

/**
 * Columns of clocks as times that do not fall: the time of day with the date of its row where a column has it, and a day more from each
 * midnight on. Changes `columns` and `notes`.
 */
export function settleClocks(columns: TableColumn[], notes: string[]): void {
  const date = columns.find(({name, kind, values}) => kind === "date" && isDates(values) && named(name, DATE_NAMES));
  const time = columns.find(({name, kind}) => kind === "time" && named(name, TIME_NAMES));
  if (date && time && !(firstOf(time.values) < ELAPSED_S) && withinDay(time.values)) {
    time.values = time.values.map((v, row) => v + date.values[row]);
    time.kind = "date";
    notes.push(`${time.name}: with the date of ${date.name}`);
  }
  for (const column of columns) {
    const {kind, name, values} = column;
    const isClock =
      kind === "time" || (column === time && kind === "date") || (kind === "number" && isDaySeconds(values));
    const noon = isClock ? overOne(values) : values;
    if (noon !== values)
      notes.push(`${name} is a clock of 12 hours without am and pm: 12 hours are added from 1 o'clock on`);
    const whole = isClock ? overMidnight(noon, HALF_DAY_S) : values;
    if (!whole.some((v, row) => v > values[row])) continue;
    column.values = whole;
    notes.push(`${name} passes midnight: a day is added from there on`);
  }
}

/** A clock of 12 hours goes from 12:59:59 to 1:00:00. */
function overOne(values: Float64Array): Float64Array {
  let [added, last, turned] = [0, Number.NaN, false];
  const out = values.map((v) => {
    if (last > 13 * HOUR_S - AT_MIDNIGHT_S && last < 13 * HOUR_S && v >= HOUR_S && v < HOUR_S + AT_MIDNIGHT_S) {
      added += HALF_DAY_S;
      turned = true;
    }
    if (!Number.isNaN(v)) last = v;
    return v + added;
  });
  return turned ? out : values;
}

function isDaySeconds(values: Float64Array): boolean {
  let [midnights, last] = [0, Number.NaN];
  for (const v of values) {
    if (Number.isNaN(v)) continue;
    if (v < 0 || v >= DAY_S) return false;
    if (v < last) {
      if (last < DAY_S - AT_MIDNIGHT_S || v > AT_MIDNIGHT_S) return false;
      midnights++;
    }
    last = v;
  }
  return midnights > 0;
}

function isDates(values: Float64Array): boolean {
  return values.every((v) => Number.isNaN(v) || v % DAY_S === 0);
}

function withinDay(values: Float64Array): boolean {
  return values.every((v) => Number.isNaN(v) || (v >= 0 && v < DAY_S));
}

function firstOf(values: Float64Array): number {
  return values.find((v) => !Number.isNaN(v)) ?? Number.NaN;
}

function named(name: string, names: ReadonlySet<string>): boolean {
  return names.has(plainName(name));
}
