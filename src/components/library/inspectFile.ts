import type {LogChoices, LogReport} from "../../core/archive/types.js";
import type {FileColumn} from "../../core/files/columns/column.js";
import type {CsvTable} from "../../core/files/csv/csvTable.js";
import {TABLE_CHOICES, type TableChoices} from "../../core/files/csv/tableHead.js";
import {gunzip, isGzip} from "../ui/gunzip.js";

/** The part of a table that is inspected before the import, bytes. */
const INSPECTED_BYTES = 8 * 2 ** 20;

/** What a file is, before it is sent. */
export interface InspectedFile {
  /** "csv", "motec-ld" …; undefined where no log reader knows it, for example a capture */
  format: string | undefined;
  /** of a generic table, whose columns are reviewed before the import */
  table?: CsvTable;
  /** of a generic table: its bytes as far as inspected, to read it in another way */
  bytes?: Uint8Array;
  /** of a generic table: how it was read, where that is chosen */
  reading?: TableChoices;
  /** only its beginning was inspected */
  isPart: boolean;
}

/** A log whose format names its columns, and the channels that an import makes of them. */
export interface LoggedFile {
  format: string;
  label: string;
  columns: readonly FileColumn[];
  report: LogReport;
  facts: Partial<Record<"track" | "driver" | "car", string>>;
}

/** Reads a log's columns; undefined for a format without columns to choose. Throws LogFileError for an unreadable file. */
export async function logColumns(
  blob: Blob,
  name: string,
  format: string | undefined,
): Promise<Pick<LoggedFile, "format" | "label" | "columns"> | undefined> {
  return (await openLog(blob, name, format))?.open;
}

/** A log's columns and the report of an import; undefined for a format without columns to choose. */
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

/**
 * Inspects the beginning of a file, unpacked if it is gzip. Damaged files are left to the import, which reports the damage. A text of
 * numbers without names is a table whose columns the user names.
 *
 * @param before earlier choices, by which a table is read
 */
export async function inspectFile(blob: Blob, name: string, before: LogChoices = {}): Promise<InspectedFile> {
  const {findReader} = await import("../../core/files/readers.js");
  let head: Awaited<ReturnType<typeof beginning>> = {bytes: new Uint8Array(0), isPart: false};
  const read = async (most: number) => (head = await beginning(blob, most)).bytes;
  const inner = name.replace(/\.gz$/i, "");
  const format = (await findReader(read, inner, before))?.format;
  const {readTable} = await import("../../core/files/csv/readTable.js");
  if (format === undefined && /\.(csv|tsv|txt)$/i.test(inner)) {
    const {bytes, isPart} = await beginning(blob, INSPECTED_BYTES);
    const reading = {headerRow: 0};
    try {
      return {format: "csv", table: readTable(bytes, reading), bytes, reading, isPart};
    } catch {
      return {format, isPart};
    }
  }
  if (format !== "csv") return {format, isPart: head.isPart};
  const {bytes, isPart} = await beginning(blob, INSPECTED_BYTES);
  const reading: TableChoices = Object.fromEntries(
    TABLE_CHOICES.filter((key) => before[key] !== undefined).map((key) => [key, before[key]]),
  );
  return {format, table: readTable(bytes, reading), bytes, reading, isPart};
}

/** Whether a file is a capture or the log of a known tool, by its first bytes. A file that cannot be read counts as known: the import says why. */
export async function isKnownFile(blob: Blob, name: string): Promise<boolean> {
  const [{HEAD_BYTES, readerOf}, {sniff}, {isReportHead}] = await Promise.all([
    import("../../core/files/readers.js"),
    import("../../core/capture/sniff.js"),
    import("../../core/report/readReport.js"),
  ]);
  const head = await beginning(blob, HEAD_BYTES).catch(() => undefined);
  if (!head) return true;
  if (isReportHead(head.bytes)) return true;
  return sniff(head.bytes) !== "unknown" || readerOf(head.bytes, name.replace(/\.gz$/i, "")) !== undefined;
}

async function beginning(blob: Blob, most: number): Promise<{bytes: Uint8Array; isPart: boolean}> {
  if (!(await isGzip(blob)))
    return {bytes: new Uint8Array(await blob.slice(0, most).arrayBuffer()), isPart: blob.size > most};
  const bytes = await gunzip(blob, most);
  return {bytes, isPart: bytes.length >= most};
}
