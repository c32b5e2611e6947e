import {inFileUnits} from "../columns/fileUnits.js";
import {readColumns} from "../columns/readColumns.js";
import {gpsLog} from "../gps/gpsLog.js";
import {lapsThrough} from "../laps/lineThrough.js";
import type {LogFileReader} from "../reader.js";
import {aimReasons, aimRules, setAimSteering} from "./aimNames.js";
import {isXrk, xrkBytes} from "./xrkBytes.js";
import {readXrk, type XrkFile} from "./xrkFile.js";
import {fixColumns, utcOf} from "./xrkGps.js";
import {xrkLaps} from "./xrkLaps.js";
import {type XrkTable, xrkTable} from "./xrkTable.js";

/** The files of AiM's loggers: `.xrk`, and `.xrz`, the same packed. */
export const xrkReader: LogFileReader = {
  format: "aim-xrk",
  label: "AiM log",
  extensions: [".xrk", ".xrz"],
  recognises: isXrk,
  columns: ({bytes}) =>
    [...readWhole(bytes).table.raw].map(([name, {unit, values}]) => ({name, unit, values: () => values})),
  read({bytes}, {choices, onProgress} = {}) {
    const {file, table, notes, offsetMs} = readWhole(bytes);
    onProgress?.(0.7);
    const {texts, laps, track, startPlace} = file;
    // the computed gear is always 0 in a car without gears
    const named = aimRules(table.raw).map((rule) => ({...rule, ...(rule.channel === "gear" && {varies: true})}));
    const {rules, reasons} = inFileUnits(named, table.raw);
    const {columns, report} = readColumns(table.raw, rules, {
      choices,
      reasons: {...aimReasons(table.raw), ...reasons},
      notes,
      time: table.time,
    });
    columns.sessionTime = table.time;
    setAimSteering(columns, report, choices);
    onProgress?.(0.9);
    const local = localStart(texts);
    if (local && Number.isFinite(offsetMs))
      report.notes.push(`date: of the satellites (UTC); the logger's clock has ${local.text}`);
    return gpsLog(columns, report, {
      choices,
      format: "aim-xrk",
      game: "unknown",
      track: {name: track},
      type: texts.get("VTY")?.toLowerCase() || "unknown",
      startedAt: Number.isFinite(offsetMs) ? utcOf(table.startMs - offsetMs) : (local?.ms ?? null),
      car: {driver: texts.get("RCR") ?? "", team: texts.get("VEH") ?? ""},
      laps: (time, drive) =>
        xrkLaps(time, laps, table.startMs, report.notes) ??
        (drive &&
          startPlace &&
          lapsThrough({...drive, time}, drive.toPlane(...startPlace), {
            words: "the start line of the file's track",
            notes: report.notes,
          })),
    });
  },
};

function readWhole(bytes: Uint8Array): {file: XrkFile; table: XrkTable; offsetMs: number; notes: string[]} {
  const notes: string[] = [];
  const unpacked = xrkBytes(bytes);
  const file = readXrk(unpacked);
  if (file.skipped)
    notes.push(`${file.skipped} of ${unpacked.length} bytes are no message of a known kind and are passed over`);
  const unread = file.channels.filter((channel) => channel.unread > 0).map(({name}) => name);
  if (unread.length) notes.push(`channels of an unknown type: ${unread.slice(0, 20).join(", ")}`);
  const fixes = fixColumns(file.fixes, notes);
  return {file, table: xrkTable(file.channels, fixes), offsetMs: fixes.offsetMs, notes};
}

/** Date (month first) and local time of the logger's clock. */
function localStart(texts: ReadonlyMap<string, string>): {ms: number; text: string} | undefined {
  const date = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(texts.get("TMD") ?? "");
  const time = /^(\d{1,2}):(\d\d):(\d\d)/.exec(texts.get("TMT") ?? "");
  if (!date || !time) return undefined;
  const [month, day, year] = date.slice(1).map(Number);
  const [hours, minutes, seconds] = time.slice(1).map(Number);
  const ms = Date.UTC(year, month - 1, day, hours, minutes, seconds);
  return {ms, text: new Date(ms).toISOString().slice(0, 19).replace("T", " ")};
}
