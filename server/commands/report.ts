import {mkdir, readFile, writeFile} from "node:fs/promises";
import {dirname, resolve} from "node:path";
import {folderFiles, folderReport} from "../../loaders/report/folderReport.js";
import {LapError} from "../../src/core/laps/open/archivedLap.js";
import type {ReportCell, ReportSpec} from "../../src/core/report/reportSpec.js";
import {REPORT_TEMPLATES, reportTitle} from "../../src/core/report/reportTemplates.js";
import {sourceArchive} from "../../src/core/report/sourceArchive.js";
import {type CliCommand, stringOption} from "../command.js";
import {UsageError, UserError} from "../userError.js";
import {parseLapName, parseLapsName} from "./lapName.js";

const TEMPLATES = Object.entries(REPORT_TEMPLATES);

export const command: CliCommand = {
  name: "report",
  summary:
    "Writes a report: one HTML file with its charts, numbers and laps, which opens without Lapbook and without a network.",
  usage: `SESSION… [--laps LAP,…] [--template ${TEMPLATES.map(([name]) => name).join("|")}] --out FILE.html   SESSION may name a car or a lap`,
  options: {
    out: {type: "string", short: "o", describe: "file to write"},
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
    redact: {type: "boolean", describe: "Driver 1, Driver 2 in place of names; no teams, numbers and file names"},
    force: {type: "boolean", describe: "overwrite an existing file"},
  },
  async run({positionals, values, config, json, out, log}) {
    const started = performance.now();
    const path = stringOption(values, "out");
    if (path === undefined) throw new UsageError("report needs --out FILE.html");
    if (!/\.html?$/i.test(path)) throw new UsageError(`--out must be an .html file: ${path}`);
    const template = stringOption(values, "template") ?? "debrief";
    if (!Object.hasOwn(REPORT_TEMPLATES, template))
      throw new UsageError(
        `unknown template: ${template}; templates are ${TEMPLATES.map(([name]) => name).join(", ")}`,
      );
    const laps = (stringOption(values, "laps") ?? "").split(",").filter(Boolean).map(parseLapName);
    const subjects = positionals.map(parseLapsName);
    if (subjects.length + laps.length === 0) throw new UsageError("report needs a session; `lapbook laps` lists them");
    const archive = sourceArchive(folderFiles(config.recordings));
    const choice = {
      subjects,
      laps,
      reference: stringOption(values, "reference"),
      charts: stringOption(values, "channels"),
    };
    const report = await made().catch((error) => {
      throw error instanceof LapError || /^(unknown|invalid) session/.test(error.message)
        ? new UserError(error.message)
        : error;
    });
    const file = resolve(path);
    await mkdir(dirname(file), {recursive: true});
    await writeFile(file, report.html, {flag: values.force === true ? "w" : "wx"}).catch((error) => {
      throw error.code === "EEXIST" ? new UserError(`${path}: file exists; --force overwrites it`) : error;
    });
    const bytes = Buffer.byteLength(report.html);
    const seconds = (performance.now() - started) / 1000;
    if (json) out(JSON.stringify({file, bytes, seconds, manifest: report.manifest}));
    else {
      out(file);
      log(
        `${(bytes / 1e6).toFixed(2)} MB in ${seconds.toFixed(1)} s; not in it: ${report.manifest.leftOut.join("; ")}`,
      );
    }
    return 0;

    async function made() {
      const views = await REPORT_TEMPLATES[template].cells(archive, choice);
      const ids = [...new Set([...subjects, ...laps].map(({session}) => session))];
      const sessions = await Promise.all(ids.map(async (id) => (await archive.session(id)).session));
      const note = await noteText(stringOption(values, "note"));
      const cells: ReportCell[] = [...(note ? [{kind: "text", markdown: note} as const] : []), ...views];
      const title = stringOption(values, "title") ?? reportTitle(template, sessions);
      const spec: ReportSpec = {template, title, cells, ...(values.redact === true && {redact: true})};
      return folderReport(config.recordings, spec);
    }
  },
};

/** Words, or those of a file that is named. */
async function noteText(note: string | undefined): Promise<string> {
  if (!note || !/\.(md|markdown|txt)$/i.test(note) || note.includes("\n")) return note ?? "";
  return readFile(note, "utf8").catch(() => {
    throw new UserError(`no note: ${note} cannot be read`);
  });
}
