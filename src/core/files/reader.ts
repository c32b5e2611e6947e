import type {LogChoices} from "../archive/types.js";
import type {FileColumn} from "./columns/column.js";
import type {OpenDatabase} from "./database.js";
import type {ImportedLog} from "./importedLog.js";

/** A log file with its companions (`run.ldx` beside `run.ld`). */
export interface LogFile {
  /** without its folder */
  name: string;
  bytes: Uint8Array;
  companions: {name: string; bytes: Uint8Array}[];
}

export interface LogFileReader {
  /** `source.format` in session.json: "motec-ld" */
  format: string;
  /** shown to users: "MoTeC log" */
  label: string;
  /** of its files, with the dot; those of companion files are in `companions` */
  extensions: string[];
  companions?: string[];
  /** its files are databases: `read` needs `openDatabase` */
  isDatabase?: true;
  /** Whether a file belongs to the main one although their names begin differently; both without `.gz`. */
  belongs?(name: string, main: string): boolean;
  /**
   * Whether the file is this reader's, by its first bytes (unpacked, 64 KiB at most; up to 8 MiB of JSON). Readers are tried in order,
   * the most specific first. The name alone decides nothing.
   */
  recognises(head: Uint8Array, name: string): boolean;
  /**
   * The columns that `choices.columns` may name, with the file's numbers, for users to inspect and correct. Absent: the columns are
   * fixed by the format.
   */
  columns?(file: LogFile): FileColumn[];
  /** Throws a LogFileError for a damaged or contradictory file. `onProgress`: 0–1; `choices`: see the reader. */
  read(file: LogFile, options?: LogReadOptions): ImportedLog;
}

export interface LogReadOptions {
  choices?: LogChoices;
  onProgress?: (fraction: number) => void;
  /** of readers with `isDatabase` */
  openDatabase?: OpenDatabase;
}
