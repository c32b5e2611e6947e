import type {LogReport} from "../../core/archive/types.js";
import type {FileColumn} from "../../core/files/columns/column.js";
import type {CsvTable} from "../../core/files/csv/csvTable.js";
import {gunzip, isGzip} from "../ui/gunzip.js";

/** Of a table so much is looked at before it is imported, bytes. */
const LOOK_BYTES = 8 * 2 ** 20;

/** What a file is, before it is sent. */
export interface Look {
  /** "csv", "motec-ld" …; undefined for what no reader of logs knows: a capture, perhaps */
  format: string | undefined;
  /** of a generic table, whose columns a reader of this page chooses */
  table?: CsvTable;
  /** only its beginning was looked at */
  partly: boolean;
}

/** A log with names of its own, and what an import makes of its columns. */
export interface LoggedFile {
  format: string;
  label: string;
  columns: readonly FileColumn[];
  report: LogReport;
  facts: Partial<Record<"track" | "driver" | "car", string>>;
}

/** Reads a log's columns; undefined for a format that has none to choose. Throws LogFileError where it cannot be read. */
export async function logColumns(
  blob: Blob,
  name: string,
  format: string | undefined,
): Promise<Pick<LoggedFile, "format" | "label" | "columns"> | undefined> {
  return (await openLog(blob, name, format))?.open;
}

/** The same, and what an import would make of it. */
export async function inspectLog(
  blob: Blob,
  name: string,
  format: string | undefined,
): Promise<LoggedFile | undefined> {
  const found = await openLog(blob, name, format);
  if (!found) return undefined;
  const {cars, playerCar, track, report} = found.read();
  const car = cars.find((c) => c.car === playerCar) ?? cars[0];
  return {...found.open, report, facts: {track: track.name, driver: car?.driver, car: car?.team}};
}

async function openLog(blob: Blob, name: string, format: string | undefined) {
  const {LOG_FILE_READERS} = await import("../../core/files/readers.js");
  const reader = LOG_FILE_READERS.find((known) => known.format === format);
  if (!reader?.columns) return undefined;
  const {bytes} = await beginning(blob, Number.POSITIVE_INFINITY);
  const file = {name: name.replace(/\.gz$/i, ""), bytes, companions: []};
  const {label} = reader;
  return {open: {format: reader.format, label, columns: reader.columns(file)}, read: () => reader.read(file)};
}

/** Looks at the beginning of a file, unpacked where it is gzip. A damaged file is left to the import, which says what is wrong. */
export async function inspectFile(blob: Blob, name: string): Promise<Look> {
  const {findReader} = await import("../../core/files/readers.js");
  let head: Awaited<ReturnType<typeof beginning>> = {bytes: new Uint8Array(0), partly: false};
  const read = async (most: number) => (head = await beginning(blob, most)).bytes;
  const format = (await findReader(read, name.replace(/\.gz$/i, "")))?.format;
  if (format !== "csv") return {format, partly: head.partly};
  const {readCsvTable} = await import("../../core/files/csv/csvTable.js");
  const {bytes, partly} = await beginning(blob, LOOK_BYTES);
  return {format, table: readCsvTable(bytes), partly};
}

async function beginning(blob: Blob, most: number): Promise<{bytes: Uint8Array; partly: boolean}> {
  if (!(await isGzip(blob)))
    return {bytes: new Uint8Array(await blob.slice(0, most).arrayBuffer()), partly: blob.size > most};
  const bytes = await gunzip(blob, most);
  return {bytes, partly: bytes.length >= most};
}
