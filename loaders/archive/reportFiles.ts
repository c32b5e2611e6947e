import {createHash} from "node:crypto";
import {promisify} from "node:util";
import {gunzip} from "node:zlib";
import {LogFileError} from "../../src/core/files/importedLog.js";
import {bytesOfBase64} from "../../src/core/report/base64.js";
import type {ReportManifest} from "../../src/core/report/manifest.js";
import {readReport, type StoredReport} from "../../src/core/report/readReport.js";

/** What a report carries at most, unpacked: far more than one that opens in a browser. */
const MOST_BYTES = 512 * 2 ** 20;
const MOST_FILES = 5000;
/** Of a text, which takes several times its size to be read; that of a session of hours has less than one. */
const MOST_TEXT_BYTES = 32 * 2 ** 20;

const SESSION = String.raw`\d{8}-\d{6}-[0-9a-f]{6}`;
/** Files of an archive that a report may carry: no other path is read. */
const PATHS = new RegExp(
  String.raw`^(?:index\.json|${SESSION}/(?:session\.json|laps\.arrows|notes\.json|samples/car-\d{1,3}/lap-\d{1,5}\.arrows|derived/[\w.-]{1,200})|tracks/(?:corners/)?[a-z0-9-]{1,120}\.json)$`,
);
/** Made again from the others when they are needed. */
const MADE_AGAIN = /^index\.json$|\/derived\//;

/** A report, and the files of the archive that it carries. */
export interface UnpackedReport extends Pick<StoredReport, "manifest" | "spec"> {
  files: Map<string, Uint8Array>;
}

const unpack = promisify(gunzip);

/**
 * Unpacks the files of a report and checks them: each path is that of an archive and occurs once; size and hash are those in the manifest.
 * Null for a text that is no report. Throws a LogFileError with the file and what is wrong.
 */
export async function unpackReport(html: string): Promise<UnpackedReport | null> {
  const report = await Promise.resolve()
    .then(() => readReport(html))
    .catch((error: Error) => {
      throw new LogFileError(
        /newer Lapbook/.test(error.message) ? error.message : `the report is damaged: ${error.message}`,
      );
    });
  if (!report) return null;
  const listed = listedFiles(report.manifest);
  if (report.files.length > MOST_FILES) throw new LogFileError(`the report has more than ${MOST_FILES} files`);
  const total = [...listed.values()].reduce((sum, {bytes}) => sum + bytes, 0);
  if (!(total <= MOST_BYTES)) throw new LogFileError(`the report has more than ${MOST_BYTES / 2 ** 20} MiB unpacked`);
  const files = new Map<string, Uint8Array>();
  for (const {path, base64} of report.files) {
    const fact = listed.get(path);
    if (!PATHS.test(path) || !fact)
      throw new LogFileError(`the report has a file that no report has: ${path.slice(0, 120)}`);
    if (files.has(path)) throw new LogFileError(`the report has ${path} twice`);
    if (path.endsWith(".json") && !MADE_AGAIN.test(path) && fact.bytes > MOST_TEXT_BYTES)
      throw new LogFileError(`${path} of the report is larger than ${MOST_TEXT_BYTES / 2 ** 20} MiB unpacked`);
    const bytes = await Promise.resolve()
      .then(() => unpack(bytesOfBase64(base64), {maxOutputLength: Math.max(1, fact.bytes)}))
      .catch(() => undefined);
    if (bytes?.length !== fact.bytes || createHash("sha256").update(bytes).digest("hex") !== fact.sha256)
      throw new LogFileError(
        `${path} is not what the report's hash says: the file was changed or damaged, ask for it again`,
      );
    files.set(path, bytes);
  }
  const missing = [...listed.keys()].find((path) => !files.has(path));
  if (missing)
    throw new LogFileError(`the report is incomplete: ${missing.slice(0, 120)} is missing, ask for it again`);
  for (const path of files.keys()) if (MADE_AGAIN.test(path)) files.delete(path);
  return {manifest: report.manifest, spec: report.spec, files};
}

function listedFiles({files}: ReportManifest): Map<string, {bytes: number; sha256: string}> {
  if (!Array.isArray(files)) throw new LogFileError("the report is damaged: it lists no files");
  return new Map(
    files.map((file) => {
      const {path, bytes, sha256} = file ?? {path: null};
      if (typeof path !== "string" || !Number.isSafeInteger(bytes) || bytes < 0)
        throw new LogFileError(`the report is damaged: invalid file ${String(path).slice(0, 120)}`);
      return [path, {bytes, sha256}];
    }),
  );
}
