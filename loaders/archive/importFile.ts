import {basename} from "node:path";
import type {LogChoices} from "../../src/core/archive/types.js";
import {CaptureError} from "../../src/core/capture/batch.js";
import {LogFileError} from "../../src/core/files/importedLog.js";
import {findReader, LOG_FILE_READERS} from "../../src/core/files/readers.js";
import {isReportHead} from "../../src/core/report/readReport.js";
import {hex} from "../captures/readCapture.js";
import {type ImportOptions, type ImportResult, importCapture} from "./importCapture.js";
import {importLogFile} from "./importLogFile.js";
import {importReport} from "./importReport.js";
import {type Companion, innerName, readHead} from "./logFile.js";
import {adviceOn} from "./otherFiles.js";

export interface ImportFileOptions extends ImportOptions {
  /** files that belong to it; by default those beside it with the same base name */
  companions?: readonly Companion[];
  /** the user's choices where a log of another tool is ambiguous */
  choices?: LogChoices;
  /** imports logs of other tools; by default in this thread */
  importLog?: typeof importLogFile;
}

/** A file that is no capture and no log: in a folder it does not matter. */
export class NotALogError extends LogFileError {
  constructor(
    /** what it is, without what else could be imported: for one of many files */
    readonly short: string,
    name: string,
    rest = "",
  ) {
    super(short + rest, name);
  }
}

/** @param start the file's first bytes, as text for the user */
function unknownFile(start: string, name: string): NotALogError {
  const advice = adviceOn(name);
  const short = `unknown file type: it begins with ${start}${advice && `; ${advice}`}`;
  return new NotALogError(short, name, `; Lapbook imports ${importable()}`);
}

/** Imports a file of any kind: a log of another tool, recognised by its bytes, else a capture. */
export async function importFile(
  path: string,
  {importLog = importLogFile, ...options}: ImportFileOptions,
): Promise<ImportResult> {
  const name = options.name ?? basename(path);
  if ((await readHead(path, 1)).length === 0) throw new LogFileError("the file is empty; copy it again", name);
  if (isReportHead(await readHead(path, 1024))) return await importReport(path, options);
  const reader = await findReader((bytes) => readHead(path, bytes), innerName(name), options.choices);
  if (reader) return await importLog(path, {...options, name, reader});
  // the laps of a log that is missing
  if (/\.ldx$/i.test(innerName(name)))
    throw new NotALogError("only the laps of a MoTeC log: import the .ld file with this file next to it", name);
  try {
    return await importCapture(path, options);
  } catch (error) {
    // for an unknown file the user needs the list of known ones
    if (error instanceof CaptureError && error.message.includes("not a capture: expected"))
      throw unknownFile(begins(await readHead(path, 48)), name);
    throw error;
  }
}

/** The first bytes for an error text: text in quotes, else hexadecimal. */
function begins(head: Uint8Array): string {
  const [line] = new TextDecoder("latin1").decode(head).split(/[\r\n]/);
  if (line && /^[\x20-\x7e\t]+$/.test(line)) return JSON.stringify(line);
  return hex(head.subarray(0, 8));
}

/** What can be imported, in one line. */
export function importable(): string {
  const extensions = [...new Set(LOG_FILE_READERS.flatMap((reader) => reader.extensions))].sort();
  return (
    "captures of a game's UDP telemetry (.pcap, .pcapng, .f1pcap) and logs and results of other tools " +
    `(${extensions.join(", ")}), each also gzipped, and reports of Lapbook (.html); docs/formats.md names the tools`
  );
}
