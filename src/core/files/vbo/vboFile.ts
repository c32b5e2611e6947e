import {decodeText, textBytes} from "../csv/csvText.js";
import {LogFileError} from "../importedLog.js";

/** A column of the data section. */
export interface VboColumn {
  /** of `[column names]`; a repeated name gets " (2)" */
  name: string;
  /** long name in `[header]`: "velocity kmh" */
  title: string;
  /** at the end of the title, or in `[channel units]`; "" where the file has none */
  unit: string;
  values: Float64Array;
}

export interface VboFile {
  /** "File created on 11/04/2026 @ 11:32"; "" without it */
  created: string;
  columns: VboColumn[];
  rows: number;
  /** lines of the other sections, without empty ones */
  sections: Map<string, string[]>;
  /** number of the first line of data, from 1 */
  firstLine: number;
  notes: string[];
}

const HEAD = /^\s*\[(header|column names|comments|channel units)\]\s*$/im;
const UNIT_IN_TITLE = /\s(kmh|km\/h|kph|mph|knots|kts|m\/s|g|deg|deg\/s)$/i;
/** Channels whose unit is in the title or in the format, and which `[channel units]` leaves out. */
const STANDARD =
  /^_?(satellites|time|latitude|longitude|velocity|heading|height|vertical velocity|long accel|lat accel|distance|tsample|glonass_sats|gps_sats|imu kalman filter status|solution type|velocity quality)\b/i;
/** Share of the rows that may have another number of values. */
const MOST_BROKEN = 0.1;
const MOST_COLUMNS = 2000;

/** Whether the first bytes are those of a .vbo file: its section names are. */
export function isVbo(head: Uint8Array): boolean {
  if (head.subarray(0, 4096).includes(0)) return false;
  const text = decodeText(head.subarray(0, 16_384));
  return HEAD.test(text) && /^(\ufeff)?\s*(File created on |\[)/i.test(text);
}

/**
 * A text of sections: names in lines, then rows of numbers between spaces. Layout: Racelogic's description of the .vbo file, and files of
 * VBOX, RaceBox, RaceChrono and SpeedAngle.
 *
 * @throws LogFileError with the line that contradicts the layout
 */
export function readVbo(bytes: Uint8Array): VboFile {
  const lines = decodeText(textBytes(bytes)).split("\n");
  const sections = new Map<string, string[]>();
  const units: string[] = [];
  let section = "";
  let created = "";
  let data = -1;
  for (let i = 0; i < lines.length && data < 0; i++) {
    const line = lines[i].replace(/\r$/, "");
    const named = /^\s*\[([^\]]+)\]\s*$/.exec(line);
    if (named) {
      section = named[1].toLowerCase();
      if (section === "data") data = i + 1;
    } else if (section === "" && /^\s*file created/i.test(line)) created = line.trim();
    else if (section === "channel units") units.push(line.trim());
    else if (section !== "" && line.trim() !== "") {
      const known = sections.get(section);
      if (known) known.push(line.trim());
      else sections.set(section, [line.trim()]);
    }
  }
  const names = (sections.get("column names") ?? []).join(" ").split(/\s+/).filter(Boolean);
  if (!names.length) throw new LogFileError("no [column names] section: the file is cut, or not a .vbo file", "line 1");
  if (names.length > MOST_COLUMNS) throw new LogFileError(`${names.length} columns; at most ${MOST_COLUMNS}`, "line 1");
  if (data < 0) throw new LogFileError("no [data] section: the file is cut", `line ${lines.length}`);
  const notes: string[] = [];
  const titles = sections.get("header") ?? [];
  const given = titles.length === names.length ? titles : names.map(() => "");
  if (titles.length && titles.length !== names.length)
    notes.push(`[header] has ${titles.length} names for ${names.length} columns: its units are not used`);
  const ofTitles = unitsOf(given, units, notes);
  const {values, rows} = readRows(lines, data, names.length, notes);
  const seen = new Map<string, number>();
  return {
    created,
    rows,
    sections,
    notes,
    firstLine: data + 1,
    columns: names.map((name, c) => {
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return {name: count > 1 ? `${name} (${count})` : name, title: given[c], unit: ofTitles[c], values: values[c]};
    }),
  };
}

/**
 * Units of the columns: at the end of their title, else of `[channel units]`, which lists them for all channels that are not standard.
 * Where the numbers of both disagree, no unit is assigned.
 */
function unitsOf(titles: readonly string[], units: readonly string[], notes: string[]): string[] {
  const own = titles.map((title) => UNIT_IN_TITLE.exec(title)?.[1] ?? "");
  const open = titles.flatMap((title, i) => (STANDARD.test(title) ? [] : [i]));
  const listed = [...units];
  while (listed.length > open.length && listed.at(-1) === "") listed.pop();
  if (!listed.some(Boolean)) return own;
  if (listed.length !== open.length) {
    notes.push(`[channel units] has ${listed.length} units for ${open.length} channels: they are not used`);
    return own;
  }
  for (const [k, i] of open.entries()) own[i] ||= listed[k].replace(/^°(?=\/s)/, "deg");
  return own;
}

/** The rows up to the next section. Rows with another number of values are left out, and so is a last row that was cut. */
function readRows(
  lines: readonly string[],
  first: number,
  count: number,
  notes: string[],
): {values: Float64Array[]; rows: number} {
  let end = first;
  while (end < lines.length && !lines[end].startsWith("[")) end++;
  const values = Array.from({length: count}, () => new Float64Array(end - first));
  const broken: number[] = [];
  let rows = 0;
  let length = 0;
  for (let i = first; i < end; i++) {
    const line = lines[i].trim();
    if (line === "") continue;
    const cells = line.split(/\s+/);
    // the last line of a file that ends within it: its last number may lack digits
    const isCut = i === lines.length - 1 && line.length < length;
    if (cells.length !== count || isCut) {
      broken.push(i + 1);
      continue;
    }
    for (let c = 0; c < count; c++) values[c][rows] = numberOf(cells[c]);
    rows++;
    length = line.length;
  }
  if (rows === 0 && broken.length === 0)
    throw new LogFileError("no rows in [data]: the file is cut or empty", `line ${first}`);
  if (broken.length > Math.max(1, (rows + broken.length) * MOST_BROKEN)) {
    const found = lines[broken[0] - 1].trim().split(/\s+/).length;
    throw new LogFileError(`${found} values in ${count} columns`, `line ${broken[0]}`);
  }
  if (broken.length) notes.push(`${broken.length} rows with another number of values are left out (line ${broken[0]})`);
  return {rows, values: values.map((column) => column.subarray(0, rows))};
}

function numberOf(cell: string): number {
  const value = Number(cell);
  if (Number.isFinite(value)) return value;
  // decimal commas of a logger set to another language
  return /^[+-]?\d+,\d+$/.test(cell) ? Number(cell.replace(",", ".")) : Number.NaN;
}
