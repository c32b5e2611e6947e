import {existsSync} from "node:fs";
import {cp, mkdir, readdir, readFile, rm, rmdir, writeFile} from "node:fs/promises";
import {basename, dirname, join, relative} from "node:path";
import {gatherFiles} from "../../src/core/report/gatherFiles.js";
import type {MadeReport} from "../../src/core/report/makeReport.js";
import {hashedFiles, type ReportManifest} from "../../src/core/report/manifest.js";
import {redactionOf, renamedArchive} from "../../src/core/report/redact.js";
import {ARCHIVE_FOLDER} from "../../src/core/report/reportHtml.js";
import type {ReportSpec} from "../../src/core/report/reportSpec.js";
import {reportSessions} from "../../src/core/report/reportWords.js";
import {sourceArchive} from "../../src/core/report/sourceArchive.js";
import {wholeLapsNeeds} from "../../src/core/report/wholeLaps.js";
import {isAlive} from "../archive/sweepIncoming.js";
import {renameOver} from "../renameOver.js";
import {NOTEBOOKS_FOLDER, publishNoNotebooks} from "../workspace/publishNotebooks.js";
import {folderFiles, folderReport} from "./folderReport.js";
import {reportProgram, sha256} from "./reportProgram.js";

export interface ReportFolderOptions {
  recordings: string;
  /** the built pages */
  dist: string;
  /** the report itself */
  spec: ReportSpec;
  /** what comes along whole: see wholeLapsNeeds */
  chosen: Parameters<typeof wholeLapsNeeds>[1];
  /** replaces an earlier report's folder */
  force?: boolean;
}

export interface WrittenFolder extends Pick<MadeReport, "kept"> {
  manifest: ReportManifest;
}

/** Names in a report's folder, beside the pages. */
export const MANIFEST_FILE = "manifest.json";
export const REPORT_FILE = "report.html";

/**
 * Writes a folder for any static host or a part of one: the report as one page, and all pages of the product over the chosen laps alone, with a
 * manifest of all files. Throws EEXIST where the folder has something in it, with `force` only where that is no report. The same inputs give the
 * same files.
 */
export async function writeReportFolder(target: string, options: ReportFolderOptions): Promise<WrittenFolder> {
  const {recordings, dist, spec, chosen, force = false} = options;
  await sweepAside(target);
  await refuseOccupied(target, force);
  const {html, laps, kept} = await folderReport(recordings, spec);
  const read = folderFiles(recordings);
  const source = sourceArchive(read);
  const needs = await wholeLapsNeeds(source, chosen, laps);
  const ids = [...new Set([...reportSessions(spec), ...needs.sessions.map(({session}) => session)])];
  const redaction = spec.redact ? redactionOf(await Promise.all(ids.map((id) => source.session(id)))) : undefined;
  const archive = redaction ? renamedArchive(source, redaction) : source;
  const {files, sources, leftOut} = await gatherFiles([{...needs, notes: sessionsWithNotes(spec)}], {
    read,
    archive,
    redaction,
    roomBytes: 0,
  });
  const program = await reportProgram();
  const aside = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    const notChosen = ["recordings", NOTEBOOKS_FOLDER];
    await cp(dist, aside, {recursive: true, filter: (path) => !notChosen.includes(relative(dist, path))});
    await publishNoNotebooks(join(aside, NOTEBOOKS_FOLDER));
    for (const [path, bytes] of files) {
      const file = join(aside, ARCHIVE_FOLDER, ...path.split("/"));
      await mkdir(dirname(file), {recursive: true});
      await writeFile(file, bytes);
    }
    await writeFile(join(aside, REPORT_FILE), html);
    const first = join(aside, "index.html");
    await writeFile(first, withReportLink(await readFile(first, "utf8"), html));
    const manifest: ReportManifest = {
      ...{format: "lapbook-report", version: 1, lapbook: program.version, program: program.sha256},
      ...{redacted: Boolean(redaction), files: await hashedFiles(await filesUnder(aside), sha256)},
      ...{sources: await hashedFiles(sources, sha256), leftOut},
    };
    await writeFile(join(aside, MANIFEST_FILE), `${JSON.stringify(manifest, null, 1)}\n`);
    // another publisher may have been faster
    await refuseOccupied(target, force);
    await moveIn(aside, target, {force});
    return {manifest, kept};
  } finally {
    await rm(aside, {recursive: true, force: true});
  }
}

/** The first page of the folder, with a link to the report below its title. */
function withReportLink(page: string, report: string): string {
  const [, title] = /<title>([^<]*)<\/title>/.exec(report)!;
  const link = `<p><a href="${REPORT_FILE}">${title}</a>: the report of this folder.</p>`;
  return page.replace(/<main[^>]*>.*?<\/h1>/s, (head) => `${head}\n${link}`);
}

/** Puts a whole folder in the place of another, which stays until then: removing one takes time, in which a host would have none. */
async function moveIn(aside: string, target: string, {force}: {force: boolean}): Promise<void> {
  const earlier = aside.replace(/\.tmp$/, ".old.tmp");
  const replaces = force && existsSync(target);
  // an empty one; with something in it, it is another publisher's
  if (!force) await rmdir(target).catch(() => {});
  if (replaces) await renameOver(target, earlier);
  try {
    await renameOver(aside, target);
  } catch (error) {
    if (replaces) await renameOver(earlier, target).catch(() => {});
    const {code = ""} = error as NodeJS.ErrnoException;
    if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
    throw Object.assign(new Error(`${target} was written by another at the same time: try again`), {code: "EEXIST"});
  }
  await rm(earlier, {recursive: true, force: true});
}

/** Removes what killed publishers have left beside the folder; an earlier report that none took the place of comes back. */
async function sweepAside(target: string): Promise<void> {
  const folder = dirname(target);
  for (const name of await readdir(folder).catch(() => [])) {
    const [, pid, earlier] = (name.startsWith(`.${basename(target)}.`) && /\.(\d+)(\.old)?\.tmp$/.exec(name)) || [];
    if (!pid || isAlive(Number(pid))) continue;
    if (earlier && !existsSync(target)) await renameOver(join(folder, name), target);
    else await rm(join(folder, name), {recursive: true, force: true});
  }
}

function sessionsWithNotes({cells}: ReportSpec): string[] {
  return cells.flatMap((cell) => (cell.kind === "view" && cell.view === "notes" ? [cell.options.session] : []));
}

/** Nothing is replaced but an empty folder, or with `force` an earlier report's. */
async function refuseOccupied(target: string, force: boolean): Promise<void> {
  const found = await readdir(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const isReport = existsSync(join(target, MANIFEST_FILE)) && existsSync(join(target, REPORT_FILE));
  if (found.length === 0 || (force && isReport)) return;
  const why = isReport
    ? "has a report already; --force replaces it"
    : "is not empty, and no report: name another folder";
  throw Object.assign(new Error(`${target} ${why}`), {code: "EEXIST"});
}

async function filesUnder(folder: string): Promise<Map<string, Uint8Array>> {
  const entries = await readdir(folder, {recursive: true, withFileTypes: true});
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = files.map(
    async (file): Promise<[string, Uint8Array]> => [relative(folder, file).replaceAll("\\", "/"), await readFile(file)],
  );
  return new Map(await Promise.all(read));
}
