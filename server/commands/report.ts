import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {resolve} from "node:path";
import {folderFiles, folderReport} from "../../loaders/report/folderReport.js";
import {outputFault} from "../../loaders/report/outputFault.js";
import {PrintError, printPdf} from "../../loaders/report/printPdf.js";
import {writeReportFolder} from "../../loaders/report/reportFolder.js";
import {writeReportFile} from "../../loaders/report/writeReportFile.js";
import {readNotebook} from "../../loaders/workspace/notebooksStore.js";
import {readTemplate} from "../../loaders/workspace/notebookTemplates.js";
import {NOTES_FILE} from "../../src/core/archive/sessionNotes.js";
import {REFERENCE_KEYS, referenceOf} from "../../src/core/findings/debrief/debriefParams.js";
import {LapError, lapNameText} from "../../src/core/laps/open/archivedLap.js";
import {notebookTitle} from "../../src/core/notebook/notebookFile.js";
import {PAPERS, type ReportCell, type ReportSpec} from "../../src/core/report/reportSpec.js";
import {REPORT_TEMPLATES, reportTitle} from "../../src/core/report/reportTemplates.js";
import {reportSessions} from "../../src/core/report/reportWords.js";
import {sourceArchive} from "../../src/core/report/sourceArchive.js";
import {buildPages, isBuilt} from "../buildPages.js";
import {type CliCommand, stringOption} from "../command.js";
import {UsageError, UserError} from "../userError.js";
import {parseLapName, parseLapsName} from "./lapName.js";

const TEMPLATES = Object.entries(REPORT_TEMPLATES);

export const command: CliCommand = {
  name: "report",
  summary:
    "Writes a report: one HTML file with its charts, numbers and laps, which opens without Lapbook and without a network; or a folder for a web host.",
  usage: `SESSION… [--laps LAP,…] [--template ${TEMPLATES.map(([name]) => name).join("|")}] --out FILE.html|FILE.pdf|DIR   SESSION may name a car or a lap`,
  options: {
    out: {
      type: "string",
      short: "o",
      describe:
        "an .html file; a .pdf file, printed by the browser of this machine; or a folder for a web host: the report, and all pages over the chosen laps alone",
    },
    template: {
      type: "string",
      short: "t",
      describe: TEMPLATES.map(([name, {about}]) => `${name}: ${about}`).join("; "),
    },
    laps: {
      type: "string",
      describe:
        "laps SESSION:CAR:LAP, separated by commas: of a comparison all, the reference first; of a debrief the lap and its reference",
    },
    reference: {
      type: "string",
      describe: "of a debrief: my-best, session-best, teammate, theoretical-best, SESSION:CAR or a lap",
    },
    channels: {type: "string", describe: "charts of a comparison: delta,speedKmh,throttle.brake"},
    title: {type: "string", describe: "title (default: what the report is about)"},
    note: {type: "string", describe: "words above the charts in Markdown, or a .md file with them"},
    notebook: {
      type: "string",
      describe:
        "a notebook of yours, or of the gallery, instead of a template; it runs in the report over the sessions or --laps",
    },
    notes: {type: "boolean", describe: "also your notes, tags and stars about the sessions and their laps"},
    redact: {type: "boolean", describe: "Driver 1, Driver 2 in place of names; no teams, numbers and file names"},
    sql: {type: "boolean", describe: "also the database and a cell to query it: 11 MB more"},
    paper: {type: "string", describe: "of printed pages and PDF: A4 (default) or letter"},
    force: {type: "boolean", describe: "overwrite an existing report"},
  },
  async run({positionals, values, config, json, out, log, progress, signal}) {
    const started = performance.now();
    const path = stringOption(values, "out");
    if (path === undefined) throw new UsageError("report needs --out FILE.html, FILE.pdf or DIR");
    const fault = outputFault(path);
    if (fault !== undefined) throw new UsageError(`--out: ${fault}`);
    const template = stringOption(values, "template") ?? "debrief";
    if (!Object.hasOwn(REPORT_TEMPLATES, template))
      throw new UsageError(
        `unknown template: ${template}; templates are ${TEMPLATES.map(([name]) => name).join(", ")}`,
      );
    const laps = (stringOption(values, "laps") ?? "").split(",").filter(Boolean).map(parseLapName);
    const subjects = positionals.map(parseLapsName);
    if (subjects.length + laps.length === 0) throw new UsageError("report needs a session; `lapbook laps` lists them");
    const reference = stringOption(values, "reference");
    if (reference !== undefined && referenceOf(reference) === undefined)
      throw new UsageError(
        `unknown reference: ${reference}; ${REFERENCE_KEYS.join(", ")}, SESSION:CAR or SESSION:CAR:LAP`,
      );
    const asked = stringOption(values, "paper");
    const paper = PAPERS.find((size) => size.toLowerCase() === asked?.toLowerCase());
    if (asked !== undefined && !paper) throw new UsageError(`unknown paper: ${asked}; papers are ${PAPERS.join(", ")}`);
    const archive = sourceArchive(folderFiles(config.recordings));
    const choice = {
      subjects,
      laps,
      reference,
      charts: stringOption(values, "channels"),
    };
    const target = resolve(path);
    const isFile = /\.(html?|pdf)$/i.test(path);
    // before the work, which takes seconds
    if (isFile && values.force !== true && existsSync(target)) throw new UserError(fileExists(target));
    const spec = await specOf().catch(forUser);
    const {bytes, manifest, kept} = await (isFile ? writeFileOf(spec) : writeFolder(spec)).catch(forUser);
    const seconds = (performance.now() - started) / 1000;
    for (const words of kept) log(`parts of drivers' names stay in ${words}`);
    if (json) out(JSON.stringify({[isFile ? "file" : "folder"]: target, bytes, seconds, kept, manifest}));
    else {
      out(target);
      log(`${(bytes / 1e6).toFixed(2)} MB in ${seconds.toFixed(1)} s; not in it: ${manifest.leftOut.join("; ")}`);
    }
    return 0;

    async function specOf(): Promise<ReportSpec> {
      const notebook = await notebookCell(stringOption(values, "notebook"));
      const isAlone = notebook !== undefined && stringOption(values, "template") === undefined;
      const templated = isAlone ? [] : await REPORT_TEMPLATES[template].cells(archive, choice);
      const views = [...templated, ...(notebook ? [notebook] : [])];
      const ids = [...new Set([...subjects, ...laps].map(({session}) => session))];
      const sessions = await Promise.all(ids.map(async (id) => (await archive.session(id)).session));
      const note = await noteText(stringOption(values, "note"));
      const noted = values.notes === true ? await sessionsWithNotes(reportSessions({cells: views})) : [];
      const cells: ReportCell[] = [
        ...(note ? [{kind: "text", markdown: note} as const] : []),
        ...noted.map(notesCell),
        ...views,
        ...(values.sql === true ? [{kind: "view", view: "sql", options: {}} as const] : []),
      ];
      const title =
        stringOption(values, "title") ??
        (isAlone ? notebookTitle(notebook.options.text, notebook.options.name) : reportTitle(template, sessions));
      return {template, title, cells, ...(values.redact === true && {redact: true}), ...(paper && {paper})};
    }

    async function notebookCell(name: string | undefined) {
      if (name === undefined) return undefined;
      const text = await readNotebook(config.notebooks, name).catch(async (error: Error) => {
        const template = await readTemplate(name);
        if (template === undefined) throw new UserError(error.message);
        return template;
      });
      const about = subjects.map((one) =>
        [one.session, one.car, one.lap].filter((part) => part !== undefined).join(":"),
      );
      const options = {name, text, about: about.join(","), laps: laps.map(lapNameText).join(",")};
      return {kind: "view", view: "notebook", options} as const;
    }

    async function sessionsWithNotes(ids: readonly string[]): Promise<string[]> {
      const read = folderFiles(config.recordings);
      const found = await Promise.all(ids.map(async (id) => ((await read(`${id}/${NOTES_FILE}`)) ? [id] : [])));
      if (found.flat().length === 0) log("no notes: nothing was written about these sessions");
      return found.flat();
    }

    async function writeFileOf(spec: ReportSpec) {
      const {html, manifest, kept} = await folderReport(config.recordings, spec);
      const content = /\.pdf$/i.test(target) ? await printPdf(html, {signal}) : html;
      await writeReportFile(target, content, {force: values.force === true});
      return {bytes: Buffer.byteLength(content), manifest, kept};
    }

    async function writeFolder(spec: ReportSpec) {
      if (!(await isBuilt(config))) {
        log("building the pages first: a minute or two, once");
        await buildPages(config, {progress, signal});
      }
      const {recordings, dist} = config;
      const force = values.force === true;
      const {manifest, kept} = await writeReportFolder(target, {
        recordings,
        dist,
        spec,
        chosen: {subjects, laps},
        force,
      });
      return {bytes: manifest.files.reduce((sum, file) => sum + file.bytes, 0), manifest, kept};
    }
  },
};

const notesCell = (session: string): ReportCell => ({kind: "view", view: "notes", options: {session}});

const fileExists = (path: string) => `${path}: file exists; --force overwrites it`;

/** What a user can do something about, in a line. */
function forUser(error: NodeJS.ErrnoException): never {
  if (error.code === "EEXIST" && error.path) throw new UserError(fileExists(error.path));
  if (
    error instanceof LapError ||
    error instanceof PrintError ||
    error.code === "EEXIST" ||
    /^(unknown|invalid) session/.test(error.message)
  )
    throw new UserError(error.message);
  throw error;
}

/** As of a report's description by HTTP: a page takes half a minute to show more. */
const MOST_NOTE_BYTES = 1_000_000;

/** Words, or those of a file that is named. */
async function noteText(note: string | undefined): Promise<string> {
  if (!note || !/\.(md|markdown|txt)$/i.test(note) || note.includes("\n")) return note ?? "";
  const bytes = await readFile(note).catch(() => {
    throw new UserError(`no note: ${note} cannot be read`);
  });
  if (bytes.length > MOST_NOTE_BYTES) throw new UserError(`${note} is too large for a note: at most 1 MB`);
  // what Windows writes: UTF-16 (PowerShell), a byte order mark, before which a heading is none, line ends that would make another report
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes
    .toString(isWide ? "utf16le" : "utf8")
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\n", "\n");
}
