import {quantityOf} from "../../channels/units.js";
import type {TableColumn} from "../columns/column.js";
import {meaningsOf} from "../columns/columnNames.js";
import {clockSeconds, overMidnight} from "../dayClock.js";

const DAY_S = 86_400;
/** Counts since an epoch, by their size today: s since 1970 = count ÷ perSecond − offset. */
const EPOCHS = [
  {least: 1e18, most: 3e18, perSecond: 1e9, offset: 0, name: "nanoseconds since 1970"},
  {
    least: 6.2e17,
    most: 6.7e17,
    perSecond: 1e7,
    offset: 62_135_596_800,
    name: "ticks of 100 ns since the year 1 (.NET)",
  },
  {least: 1.2e17, most: 1.5e17, perSecond: 1e7, offset: 11_644_473_600, name: "ticks of 100 ns since 1601 (Windows)"},
];
/** Steps of a log in days; in seconds they would be 20,000 rows a second. */
const SHORTEST_STEP = 5e-5;
/** Days of a spreadsheet since 30 December 1899, from 1982 to 2119; 25,569 is 1970. */
const SHEET_DAYS = {least: 30_000, most: 80_000, offset: 25_569};
/** A share from 0 to 1 is no time of day. */
const MOST_OF_DAY = 0.9;
/** In a clock without colons a minute has 100, and an hour 10,000: it jumps by these where the clock goes on by a step. */
const JUMPS = [40, 4040];
const SAME = 1e-3;

/**
 * Time columns whose numbers are no plain seconds, as s: a clock without colons (`235930.5`, `235930500`), days of a spreadsheet, counts of
 * nanoseconds or of 100 ns. Changes `columns` and `notes`. A column with a unit of time is taken at its word.
 */
export function settleClockNumbers(columns: readonly TableColumn[], notes: string[]): void {
  for (const column of columns) {
    const {kind, name, unit, values} = column;
    if (kind !== "number" || quantityOf(unit) === "time") continue;
    if (!meaningsOf(name).some(({channel}) => channel === "sessionTime")) continue;
    const found = sinceEpoch(values) ?? inDays(values) ?? withoutColons(values);
    if (!found) continue;
    Object.assign(column, {values: found.values, kind: found.kind, unit: ""});
    notes.push(`${name}: ${found.what}, by its values`);
  }
}

interface Clock {
  values: Float64Array;
  kind: "time" | "date";
  what: string;
}

function sinceEpoch(values: Float64Array): Clock | undefined {
  const [least, most] = rangeOf(values);
  const epoch = EPOCHS.find((one) => least >= one.least && most <= one.most);
  if (!epoch) return undefined;
  const {perSecond, offset, name} = epoch;
  return {values: values.map((v) => v / perSecond - offset), kind: "date", what: name};
}

function inDays(values: Float64Array): Clock | undefined {
  const [least, most] = rangeOf(values);
  const steps = Array.from(values.subarray(1), (v, i) => v - values[i]).filter((step) => step > 0);
  const step = steps.sort((a, b) => a - b)[steps.length >> 1];
  if (!(step < SHORTEST_STEP)) return undefined;
  if (least >= SHEET_DAYS.least && most <= SHEET_DAYS.most)
    return {
      values: values.map((v) => Math.round((v - SHEET_DAYS.offset) * DAY_S * 1e4) / 1e4),
      kind: "date",
      what: "days of a spreadsheet",
    };
  if (least < 0 || most > 1 || most - least > MOST_OF_DAY) return undefined;
  return {values: values.map((v) => v * DAY_S), kind: "time", what: "parts of a day"};
}

function withoutColons(given: Float64Array): Clock | undefined {
  for (const [divisor, what] of [
    [1, "a clock without colons (hhmmss)"],
    [1000, "a clock without colons (hhmmss and milliseconds)"],
  ] as const) {
    const raw = given.map((v) => v / divisor);
    const clock = overMidnight(raw.map(clockSeconds));
    if (clock.some((s, row) => Number.isNaN(s) && !Number.isNaN(raw[row]))) continue;
    if (jumps(raw, clock)) return {values: clock, kind: "time", what};
  }
  return undefined;
}

/** Whether the numbers jump at full minutes, and at no other place go on otherwise than the clock that they would be. */
function jumps(raw: Float64Array, clock: Float64Array): boolean {
  let found = 0;
  let last = -1;
  for (let row = 0; row < raw.length; row++) {
    if (Number.isNaN(raw[row])) continue;
    const more = last < 0 ? 0 : raw[row] - raw[last] - (clock[row] - clock[last]);
    last = row;
    if (Math.abs(more) < SAME) continue;
    const isMidnight = raw[row] < raw[row - 1] && clock[row] >= DAY_S;
    if (isMidnight || JUMPS.some((jump) => Math.abs(more - jump) < SAME)) found++;
    // rows are missing over several minutes
    else if (more < 0 || Math.abs(more / 40 - Math.round(more / 40)) > SAME) return false;
  }
  return found > 0;
}

function rangeOf(values: Float64Array): [least: number, most: number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const v of values) {
    if (v < least) least = v;
    if (v > most) most = v;
  }
  return [least, most];
}
