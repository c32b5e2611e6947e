import type {SessionNotes} from "../archive/sessionNotes.js";
import type {LapName} from "../laps/open/archivedLap.js";
import type {PackedFile} from "./base64.js";
import {gatherFiles} from "./gatherFiles.js";
import {type AboutReport, hashedFiles, type Sha256} from "./manifest.js";
import {hasNotebook, hasQueries, redactedNotebooks} from "./notebookReport.js";
import {type Redaction, renamedArchive} from "./redact.js";
import type {ReportDatabase} from "./reportDatabase.js";
import {type Gzip, packed, reportHtml} from "./reportHtml.js";
import type {ReportProgram} from "./reportProgram.js";
import type {ReportSpec} from "./reportSpec.js";
import {changedWords, filledWords, keptNames, redactionFor} from "./reportWords.js";
import {type ReadFile, sourceArchive} from "./sourceArchive.js";
import {REPORT_VIEWS} from "./views.js";

export interface MakeReportOptions {
  /** of the archive from which the report is made */
  read: ReadFile;
  program: ReportProgram;
  /** of reports with queries */
  database?: ReportDatabase;
  /** the program of reports with a notebook, packed */
  notebook?: readonly PackedFile[];
  gzip: Gzip;
  sha256: Sha256;
  /** of the whole report: samples that only count in what is said come along where they have room, bytes */
  limitBytes?: number;
}

/** A report as one HTML file, and what it says of itself. */
export interface MadeReport extends AboutReport {
  html: string;
  /** laps whose samples it carries */
  laps: LapName[];
  /** of a redacted report: parts of names that the user's words still have, each with its place */
  kept: string[];
}

/** Without a database a report should pass as an attachment. */
const LIMIT_BYTES = 2_000_000;
/** A byte in base64. */
const BASE64 = 4 / 3;

/**
 * Makes a report: computes what its views show, takes along the files of the archive that they need, and puts them beside the program into one
 * page. The same inputs give the same bytes. Throws a LapError where the laps cannot be shown.
 */
export async function makeReport(asked: ReportSpec, options: MakeReportOptions): Promise<MadeReport> {
  const {read, program, gzip, sha256, limitBytes = LIMIT_BYTES, database, notebook} = options;
  const hasSql = hasQueries(asked);
  if (hasNotebook(asked) && !notebook) throw new RangeError("a report with a notebook needs its program");
  if (hasSql && !database) throw new RangeError("a report with a cell of SQL needs the database");
  const source = sourceArchive(read);
  const redaction = asked.redact ? await redactionFor(asked.cells, source) : undefined;
  const archive = redaction ? renamedArchive(source, redaction) : source;
  const written = redaction
    ? changedWords({...asked, cells: redactedNotebooks(asked.cells, redaction)}, redaction.text)
    : asked;
  const needs = [];
  for (const cell of written.cells)
    if (cell.kind === "view") needs.push(await REPORT_VIEWS[cell.view].needs(archive, cell.options));
  const spec = await filledWords(written, archive, needs.find((need) => need.compared)?.compared);
  const roomBytes = Math.max(0, limitBytes / BASE64 - program.script.length - program.style.length);
  const {files, sources, leftOut, laps, notes} = await gatherFiles(needs, {read, archive, redaction, roomBytes});
  const [own, from] = await Promise.all([hashedFiles(files, sha256), hashedFiles(sources, sha256)]);
  const about: AboutReport = {
    spec,
    manifest: {
      ...{format: "lapbook-report", version: 1, lapbook: program.version, program: program.sha256},
      ...{redacted: Boolean(redaction), files: own, sources: from, leftOut},
    },
  };
  const kept = redaction ? [...keptNames(spec, redaction), ...keptInNotes(notes, redaction)] : [];
  return {
    ...about,
    laps,
    kept,
    html: reportHtml(about, program, await packed(files, gzip), {
      ...(hasSql && {database}),
      ...(hasNotebook(asked) && {notebook}),
    }),
  };
}

function keptInNotes(notes: ReadonlyMap<string, SessionNotes>, {parts}: Redaction): string[] {
  return [...notes].flatMap(([session, {note, tags, laps}]) => {
    const names = parts([note, ...tags, ...Object.values(laps).map((lap) => lap.note)].join("\n"));
    return names.length ? [`the notes of ${session}: ${names.join(", ")}`] : [];
  });
}
