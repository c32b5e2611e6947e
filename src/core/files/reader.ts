import type {LogChoices} from "../archive/types.js";
import type {FileColumn} from "./columns/column.js";
import type {ImportedLog} from "./importedLog.js";

/** A file as it was given, and those that belong to it (`run.ldx` beside `run.ld`). */
export interface LogFile {
  /** without its folder */
  name: string;
  bytes: Uint8Array;
  companions: {name: string; bytes: Uint8Array}[];
}

export interface LogFileReader {
  /** as `source.format` names it: "motec-ld" */
  format: string;
  /** for people: "MoTeC log" */
  label: string;
  /** how its files' names end, with the dot; what belongs to it comes after them in `companions` */
  extensions: string[];
  companions?: string[];
  /** Whether a file beside the main one belongs to it, where their names do not begin alike; both without `.gz`. */
  belongs?(name: string, main: string): boolean;
  /**
   * True when the beginning of a file (64 KiB at most, unpacked) is this reader's. Readers are asked in order, the
   * pickiest first; the name alone decides nothing.
   */
  recognises(head: Uint8Array, name: string): boolean;
  /**
   * The columns that `choices.columns` may name, with the file's numbers: for people to look at and to correct. A reader
   * without it goes by its format's names alone.
   */
  columns?(file: LogFile): FileColumn[];
  /** Throws a LogFileError for what is damaged or lies. `onProgress`: 0–1; `choices` as the reader documents them. */
  read(file: LogFile, options?: {choices?: LogChoices; onProgress?: (fraction: number) => void}): ImportedLog;
}
