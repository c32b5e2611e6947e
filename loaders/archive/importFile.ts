import {basename} from "node:path";
import type {LogChoices} from "../../src/core/archive/types.js";
import {readerOf} from "../../src/core/foreign/readers.js";
import {innerName, readHead} from "./foreignFile.js";
import {type ImportOptions, type ImportResult, importCapture} from "./importCapture.js";
import {importForeign} from "./importForeign.js";

export interface ImportFileOptions extends ImportOptions {
  /** files that belong to it; by default those beside it with the same base name */
  companions?: string[];
  /** what the user chose where a log of another tool leaves it open */
  choices?: LogChoices;
}

/** Brings a file into the archive, whatever it is: the log of another tool by what its bytes say, else a capture. */
export async function importFile(path: string, options: ImportFileOptions): Promise<ImportResult> {
  const name = options.name ?? basename(path);
  const reader = readerOf(await readHead(path), innerName(name));
  if (!reader) return await importCapture(path, options);
  return await importForeign(path, {...options, name, reader});
}
