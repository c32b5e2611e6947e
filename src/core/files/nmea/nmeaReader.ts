import type {RawColumns} from "../columns/column.js";
import {readColumns} from "../columns/readColumns.js";
import type {Rule} from "../columns/rules.js";
import {decodeText} from "../csv/csvText.js";
import {nearestDay} from "../dayClock.js";
import {gpsLog} from "../gps/gpsLog.js";
import {headingRad} from "../gps/heading.js";
import {LogFileError, startOf} from "../importedLog.js";
import {orderedRows} from "../orderedRows.js";
import type {LogFileReader} from "../reader.js";
import {fixesOf, type NmeaFix} from "./fixes.js";
import {sentences} from "./sentences.js";

const KINDS: ReadonlySet<string> = new Set(["RMC", "GGA", "VTG"]);
/** Sentences in the first bytes that show the format. */
const FEWEST = 2;
/** Receivers of before count weeks from 0 again every 1024 weeks; a date before this one may be meant 19.6 years later. */
const ROLL_OVER = Date.UTC(2007, 0, 1) / 1000;

const RULES: readonly Rule[] = [
  {from: "latitude", channel: "latitude"},
  {from: "longitude", channel: "longitude"},
  {from: "speed", channel: "speedKmh", unit: "kt"},
  {from: "course", channel: "heading", unit: "deg", value: headingRad},
  {from: "altitude", channel: "worldY", unit: "m"},
];

/** What satellite receivers send (NMEA 0183), as loggers keep it. */
export const nmeaReader: LogFileReader = {
  format: "nmea",
  label: "NMEA log",
  extensions: [".nmea", ".nma", ".txt", ".log"],
  recognises: (head) => {
    const {found} = sentences(decodeText(head.subarray(0, 16_384)), KINDS);
    return fixesOf(found).fixes.length + fixesOf(found).voids >= FEWEST;
  },
  columns: ({bytes}) =>
    [...columnsOf(readFixes(bytes).fixes)].map(([name, {unit, values}]) => ({name, unit, values: () => values})),
  read({bytes}, {choices, onProgress} = {}) {
    const {fixes, time, notes, dated} = readFixes(bytes);
    onProgress?.(0.7);
    const {columns, report} = readColumns(columnsOf(fixes), RULES, {
      choices,
      reasons: {satellites: "number of satellites"},
      notes,
      time,
    });
    columns.sessionTime = time.map((t) => t - time[0]);
    onProgress?.(0.9);
    return gpsLog(columns, report, {
      choices,
      format: "nmea",
      game: "unknown",
      startedAt: dated ? startOf(time[0]) : null,
    });
  },
};

/** Fixes in order with their times, s: since 1970 if `dated`. @throws LogFileError */
function readFixes(bytes: Uint8Array): {fixes: NmeaFix[]; time: Float64Array; dated: boolean; notes: string[]} {
  const notes: string[] = [];
  const {found, damaged} = sentences(decodeText(bytes), KINDS);
  const {fixes: all, voids} = fixesOf(found);
  if (all.length < 2)
    throw new LogFileError(
      `${all.length} positions in ${found.length} sentences (RMC, GGA); ${voids} without a fix, ${damaged} damaged`,
      "line 1",
    );
  if (damaged) notes.push(`${damaged} damaged sentences (wrong checksum or cut) are left out`);
  if (voids) notes.push(`${voids} sentences without a fix are left out`);
  const stamps = timesOf(all);
  const rows = orderedRows(stamps, (row) => `line ${all[row].line}`, notes);
  // several talkers send the same fix
  const kept = (rows ? [...rows] : [...all.keys()]).filter(
    (row, k, list) => k === 0 || stamps[row] > stamps[list[k - 1]],
  );
  const dated = all.some(({day}) => Number.isFinite(day));
  const time = Float64Array.from(kept, (row) => stamps[row]);
  if (!dated) notes.push("date: none in the file");
  else if (time[0] < ROLL_OVER)
    notes.push("date: old receivers count weeks from 0 again after 1024; it may be meant 19.6 years later");
  return {fixes: kept.map((row) => all[row]), time, dated, notes};
}

/** Clock times with their dates; a fix without a date is on the day that is nearest to the fix before. */
function timesOf(fixes: readonly NmeaFix[]): Float64Array {
  const first = fixes.findIndex(({day}) => Number.isFinite(day));
  // back from the first date to the first fix
  let now = first < 0 ? 0 : fixes[first].day + fixes[first].clock;
  for (let i = first - 1; i >= 0; i--) now = nearest(fixes[i].clock, now);
  return Float64Array.from(fixes, (fix) => {
    now = Number.isFinite(fix.day) ? fix.day + fix.clock : nearest(fix.clock, now);
    return now;
  });
}

const nearest = (clock: number, about: number): number => nearestDay(clock, about * 1000) / 1000 + clock;

function columnsOf(fixes: readonly NmeaFix[]): RawColumns {
  const column = (unit: string, of: (fix: NmeaFix) => number) => ({unit, values: Float64Array.from(fixes, of)});
  return new Map([
    ["latitude", column("°", ({latitude}) => latitude)],
    ["longitude", column("°", ({longitude}) => longitude)],
    ["speed", column("kt", ({knots}) => knots)],
    ["course", column("deg", ({course}) => course)],
    ["altitude", column("m", ({altitude}) => altitude)],
    ["satellites", column("", ({satellites}) => satellites)],
  ]);
}
