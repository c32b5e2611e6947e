import {lowerBound} from "../../signal/search.js";
import type {RawColumns} from "../columns/column.js";
import {readColumns} from "../columns/readColumns.js";
import {kmh, type Rule} from "../columns/rules.js";
import {gpsLog} from "../gps/gpsLog.js";
import {headingRad} from "../gps/heading.js";
import {startOf} from "../importedLog.js";
import {orderedRows, pick} from "../orderedRows.js";
import type {LogFileReader} from "../reader.js";
import {type GpxFile, isGpx, readGpx} from "./gpxFile.js";
import {gpxLaps} from "./gpxLaps.js";

/** GPX 1.0, and TrackPointExtension v2 of 1.1: m/s and degrees. */
const RULES: readonly Rule[] = [
  {from: "lat", channel: "latitude"},
  {from: "lon", channel: "longitude"},
  {from: "speed", channel: "speedKmh", unit: "m/s", value: kmh},
  {from: "course", channel: "heading", unit: "deg", value: headingRad},
  {from: "ele", channel: "worldY", unit: "m"},
];

const REASONS = {
  sat: "number of satellites",
  hdop: "accuracy of the position",
  vdop: "accuracy of the height",
  pdop: "accuracy",
};

/** Tracks of satellite receivers and phones. */
export const gpxReader: LogFileReader = {
  format: "gpx",
  label: "GPX track",
  extensions: [".gpx"],
  recognises: isGpx,
  columns: ({bytes}) => [...readGpx(bytes).raw].map(([name, {unit, values}]) => ({name, unit, values: () => values})),
  read({bytes}, {choices, onProgress} = {}) {
    const file = inOrder(readGpx(bytes));
    const {time, raw, notes} = file;
    onProgress?.(0.7);
    const {columns, report} = readColumns(raw, RULES, {choices, reasons: REASONS, notes, time});
    columns.sessionTime = time.map((t) => t - time[0]);
    onProgress?.(0.9);
    return gpsLog(columns, report, {
      ...{choices, format: "gpx", game: "unknown", startedAt: startOf(time[0])},
      laps: (own, drive) => drive && gpxLaps(file, {...drive, time: own}, report.notes),
    });
  },
};

function inOrder(file: GpxFile): GpxFile {
  const {time, raw, lines, notes, segmentStarts} = file;
  const rows = orderedRows(time, (row) => `line ${lines[row]}`, notes);
  if (!rows) return file;
  const kept: RawColumns = new Map(
    [...raw].map(([name, {unit, values}]) => [name, {unit, values: pick(values, rows)}]),
  );
  const starts = segmentStarts.map((row) => lowerBound(rows, row)).filter((row) => row < rows.length);
  return {...file, time: pick(time, rows), raw: kept, segmentStarts: [...new Set(starts)]};
}
