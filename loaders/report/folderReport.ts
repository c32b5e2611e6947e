import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {type MadeReport, makeReport} from "../../src/core/report/makeReport.js";
import {hasNotebook, hasQueries} from "../../src/core/report/notebookReport.js";
import type {ReportSpec} from "../../src/core/report/reportSpec.js";
import type {ReadFile} from "../../src/core/report/sourceArchive.js";
import {reportDatabase} from "./reportDatabase.js";
import {reportNotebook} from "./reportNotebook.js";
import {gzip, reportProgram, sha256} from "./reportProgram.js";

/**
 * A report of sessions of an archive folder.
 *
 * @param onRead called before each file is read; what it throws ends the work
 */
export async function folderReport(
  recordings: string,
  spec: ReportSpec,
  {onRead = () => {}}: {onRead?: () => void} = {},
): Promise<MadeReport> {
  const more = {
    ...(hasQueries(spec) && {database: await reportDatabase()}),
    ...(hasNotebook(spec) && {notebook: await reportNotebook()}),
  };
  const files = folderFiles(recordings);
  const read: ReadFile = async (path) => {
    onRead();
    return files(path);
  };
  return makeReport(spec, {read, program: await reportProgram(), gzip, sha256, ...more});
}

/** The files of an archive folder. */
export function folderFiles(recordings: string): ReadFile {
  return async (path) => {
    if (path.split(/[\\/]/).some((part) => part === ".." || part === "")) throw new Error(`invalid path: ${path}`);
    return readFile(join(recordings, ...path.split("/"))).catch((error: NodeJS.ErrnoException) => {
      if (["ENOENT", "ENOTDIR", "ENAMETOOLONG"].includes(error.code ?? "")) return null;
      throw error;
    });
  };
}
