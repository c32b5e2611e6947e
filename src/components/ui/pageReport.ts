import {gzipSync} from "npm:fflate";
import type {PackedFile} from "../../core/report/base64.js";
import {makeReport} from "../../core/report/makeReport.js";
import type {AboutReport} from "../../core/report/manifest.js";
import {hasNotebook, hasQueries} from "../../core/report/notebookReport.js";
import {readReport} from "../../core/report/readReport.js";
import {
  NOTEBOOK_PROGRAM_FILE,
  type PackedProgram,
  PROGRAM_FILE,
  type ReportProgram,
  unpackProgram,
} from "../../core/report/reportProgram.js";
import type {ReportSpec} from "../../core/report/reportSpec.js";
import {KEPT_HEADER} from "../../core/report/reportWords.js";
import {callApiFile} from "./api/callApi.js";
import {fetchArchiveFile, root} from "./archive.js";

/** A report that was made for a page. */
export interface PageReport extends AboutReport {
  html: string;
  /** of a redacted report: parts of names that its words still have */
  kept: readonly string[];
}

/**
 * Makes a report in the page, from the archive that it shows; where the page may not hash (an address that is neither https nor localhost), or has
 * no program of reports, its server makes the same one; so it does with queries, whose database pages have not. Throws with what to do.
 *
 * @param onRead called with the number of files read so far
 */
export async function pageReport(spec: ReportSpec, {onRead}: {onRead: (files: number) => void}): Promise<PageReport> {
  const isAble = globalThis.crypto?.subtle && !hasQueries(spec);
  const program = isAble ? await fetchProgram() : undefined;
  const notebook = program && hasNotebook(spec) ? await fetchPacked<PackedFile[]>(NOTEBOOK_PROGRAM_FILE) : undefined;
  if (!program || (hasNotebook(spec) && !notebook)) return serverReport(spec);
  let files = 0;
  return makeReport(spec, {
    program,
    notebook,
    read: async (path) => {
      const bytes = await fetchArchiveFile(path);
      onRead(++files);
      return bytes;
    },
    // without a time, as the command line packs: the same bytes
    gzip: (bytes) => gzipSync(bytes, {level: 9, mtime: 0}),
    sha256: async (bytes) => hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as BufferSource))),
  });
}

let fetched: ReportProgram | undefined;

/** Undefined where the pages have none: it is asked for again, since they may be built meanwhile. */
async function fetchProgram(): Promise<ReportProgram | undefined> {
  if (fetched) return fetched;
  const packed = await fetchPacked<PackedProgram>(PROGRAM_FILE);
  if (packed) fetched = unpackProgram(packed);
  return fetched;
}

async function fetchPacked<T>(file: string): Promise<T | undefined> {
  const response = await fetch(new URL(file, root)).catch(() => undefined);
  return response?.ok ? ((await response.json()) as T) : undefined;
}

async function serverReport(spec: ReportSpec): Promise<PageReport> {
  const [html, kept] = await callApiFile("POST /reports", {body: spec}).then(
    async (response) => [await response.text(), decodeURIComponent(response.headers.get(KEPT_HEADER) ?? "[]")] as const,
    (error: Error & {status?: number}) => {
      const isAbsent = error.status === undefined || error.status === 404 || error.status === 405;
      throw isAbsent ? new Error(hasQueries(spec) ? WITHOUT_DATABASE : WITHOUT_SERVER) : error;
    },
  );
  const about = readReport(html);
  if (!about)
    throw new Error("the server answered with something that is no report: is it a Lapbook of another version?");
  return {html, kept: JSON.parse(kept) as string[], manifest: about.manifest, spec: about.spec};
}

const WITHOUT_DATABASE =
  "a notebook with queries needs the database, which a published copy has not for reports: make it on a running Lapbook, or with `lapbook report SESSION --notebook NAME`";

const WITHOUT_SERVER =
  "this copy cannot make reports here: open it over https or as localhost, publish it again with `lapbook build`, or use `lapbook report`";

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
