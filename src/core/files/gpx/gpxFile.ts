import type {RawColumns} from "../columns/column.js";
import {decodeText, specialValue, textBytes} from "../csv/csvText.js";
import {LogFileError} from "../importedLog.js";
import {XmlParser} from "../xml/xmlParser.js";

/** The track points of a file, in order of their times. */
export interface GpxFile {
  /** s since 1970 (UTC) */
  time: Float64Array;
  /** `lat` and `lon`, and every element of a point that holds a number, by its name without prefix: `ele`, `speed`, `course` … */
  raw: RawColumns;
  /** line of each point in the file */
  lines: Int32Array;
  /** row of the first point of each segment */
  segmentStarts: number[];
  /** way points, which are no part of a drive */
  places: NamedPlace[];
  notes: string[];
}

/** Degrees. */
export interface NamedPlace {
  name: string;
  latitude: number;
  longitude: number;
}

interface Point {
  segment: number;
  line: number;
  time: number;
  values: Record<string, number>;
}

/** Names of elements beyond which further ones are not read. */
const MOST_NAMES = 200;

/** Whether the first bytes are those of a GPX file. */
export function isGpx(head: Uint8Array): boolean {
  const text = decodeText(head.subarray(0, 4096));
  return /^\ufeff?\s*<[?!\w]/.test(text) && /<(\w+:)?gpx[\s>]/.test(text);
}

/**
 * The points of all tracks. GPX 1.0 and 1.1 (topografix.com); prefixes are ignored, because tools write extensions with several.
 *
 * @throws LogFileError where the text is no XML, or has no track points with times
 */
export function readGpx(bytes: Uint8Array): GpxFile {
  const {points, segments, others, places} = readPoints(decodeText(textBytes(bytes)));
  if (!points.length)
    throw new LogFileError(
      `no track points${others ? `, only ${others} way points or route points, which are no drive` : ""}`,
      "<trk>",
    );
  const timed = points.filter(({time, values}) => Number.isFinite(time + values.lat + values.lon));
  if (timed.length < Math.max(2, points.length / 2))
    throw new LogFileError(
      `no time at ${points.length - timed.length} of ${points.length} track points: laps and traces need the time of each point`,
      `line ${points[0].line}`,
    );
  const notes: string[] = [];
  if (timed.length < points.length)
    notes.push(`${points.length - timed.length} of ${points.length} points have no time or place and are left out`);
  if (segments > 1) notes.push(`${segments} track segments are joined by their times`);
  // tools write segments in any order, but the points of one in theirs
  const begun = new Map<number, number>();
  for (const {segment, time} of timed) if (!begun.has(segment)) begun.set(segment, time);
  const sorted = timed.map((point, i) => ({point, i}));
  sorted.sort((a, b) => begun.get(a.point.segment)! - begun.get(b.point.segment)! || a.i - b.i);
  const rows = sorted.map(({point}) => point);
  const names = new Set<string>();
  for (const {values} of rows) for (const name of Object.keys(values)) names.add(name);
  return {
    ...{notes, places},
    segmentStarts: rows.flatMap((point, row) => (row === 0 || point.segment !== rows[row - 1].segment ? [row] : [])),
    time: Float64Array.from(rows, ({time}) => time),
    lines: Int32Array.from(rows, ({line}) => line),
    raw: new Map(
      [...names].map((name) => [
        name,
        {unit: "", values: Float64Array.from(rows, (p) => p.values[name] ?? Number.NaN)},
      ]),
    ),
  };
}

function readPoints(text: string): {points: Point[]; segments: number; others: number; places: NamedPlace[]} {
  const points: Point[] = [];
  const places: NamedPlace[] = [];
  let place: NamedPlace | undefined;
  const names = new Set(["lat", "lon"]);
  let [segments, others] = [0, 0];
  let point: Point | undefined;
  let content = "";
  const parser = new XmlParser({
    open(name, attributes) {
      content = "";
      const local = localName(name);
      if (local === "trkseg") segments++;
      else if (local === "wpt" || local === "rtept") {
        others++;
        if (local === "wpt" && places.length < MOST_NAMES)
          place = {name: "", latitude: numberIn(attributes.lat), longitude: numberIn(attributes.lon)};
      } else if (local === "trkpt") {
        const values = {lat: numberIn(attributes.lat), lon: numberIn(attributes.lon)};
        point = {segment: segments, line: parser.line, time: Number.NaN, values};
      }
    },
    text(part) {
      if (point || place) content += part;
    },
    close(name) {
      const local = localName(name);
      if (place && local === "name") place.name = content.trim();
      if (place && local === "wpt") {
        if (Number.isFinite(place.latitude + place.longitude)) places.push(place);
        place = undefined;
      }
      if (!point) return;
      if (local === "trkpt") {
        points.push(point);
        point = undefined;
      } else if (local === "time") point.time = dateIn(content);
      else {
        const value = numberIn(content);
        if (
          Number.isFinite(value) &&
          point.values[local] === undefined &&
          (names.has(local) || names.size < MOST_NAMES)
        ) {
          names.add(local);
          point.values[local] = value;
        }
      }
      content = "";
    },
  });
  parser.parse(text);
  return {points, segments, others, places};
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function numberIn(text = ""): number {
  const trimmed = text.trim();
  return trimmed === "" ? Number.NaN : Number(trimmed);
}

/** s since 1970; a time without zone is UTC, as the format has it. */
function dateIn(text: string): number {
  const found = specialValue(text.trim());
  return found?.kind === "date" ? found.value : Number.NaN;
}
