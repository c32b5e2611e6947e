import {type ImportStatus, isWritten} from "../../loaders/archive/importCapture.js";
import {importable, importFile, NotALogError} from "../../loaders/archive/importFile.js";
import {importTargets} from "../../loaders/archive/importTargets.js";
import {importLogFileWhereBest} from "../../loaders/archive/inWorker.js";
import {learnTracks} from "../../loaders/tracks/learnTracks.js";
import {type SessionReport, sessionReport} from "../../src/core/archive/report.js";
import type {CliCommand, CommandContext} from "../command.js";
import {failureLine} from "../failureLine.js";
import {UsageError, UserError} from "../userError.js";
import {describeSession} from "./describeSession.js";
import {CHOICE_OPTIONS, importChoices} from "./importChoices.js";
import {type FilePreview, previewFile, previewText} from "./importPreview.js";

const WORDS: Record<ImportStatus, string> = {
  new: "imported",
  unchanged: "already in the archive",
  extended: "archived session extended",
  shorter: "the archive already has more of this session",
  remade: "imported again with these choices",
};

export const command: CliCommand = {
  name: "import",
  summary: "Imports captures of game sessions and logs of other tools into the archive.",
  usage: "FILE|FOLDER… [--preview] [--map COLUMN=CHANNEL:UNIT]… [--salvage]",
  options: {
    salvage: {type: "boolean", describe: "keep the intact part of an incomplete or damaged capture"},
    preview: {type: "boolean", describe: "show how a file's columns would be imported, without importing it"},
    ...CHOICE_OPTIONS,
  },
  async run({positionals, values, config, json, out, log, progress, signal}) {
    if (positionals.length === 0) throw new UsageError(`import needs files or folders: ${importable()}`);
    const choices = await importChoices(values);
    const {targets, problems} = await importTargets(positionals);
    const files = targets.map(({path}) => path);
    const failed: FileFailure[] = problems.map(({path, error}) => failureOf(error, path, log));
    if (values.preview === true) return await preview(files, {choices, failed, json, out, log});
    const reports: SessionReport[] = [];
    const skipped: FileFailure[] = [];
    const written: string[] = [];
    for (const [n, {path, found}] of targets.entries()) {
      try {
        const result = await importFile(path, {
          recordings: config.recordings,
          salvage: values.salvage === true,
          choices,
          signal,
          importLog: importLogFileWhereBest,
          onProgress: (fraction) => progress((n + fraction) / files.length, path),
        });
        for (const {session, laps, status} of result.sessions) {
          reports.push(sessionReport(session, laps));
          if (isWritten(status)) written.push(session.id);
          if (!json) out(`${path}: ${WORDS[status]}\n${describeSession(session, laps)}`);
        }
        if (result.firstRefusal) log(`${path}: some datagrams were rejected, the first: ${result.firstRefusal}`);
        if (result.warning) log(`${path}: ${result.warning}`);
        if (result.cut) failed.push({file: path, error: result.cut});
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof NotALogError && found) skipped.push({file: path, error: `${path}: ${error.short}`});
        else failed.push(failureOf(error, path, log));
      }
    }
    await learnTracks(config.recordings, written);
    const isFailure = failed.length > 0 || (skipped.length > 0 && reports.length === 0);
    if (json) out(JSON.stringify({sessions: reports, failed, skipped}));
    else if (targets.length > 1) out(countsText(targets.length, reports, failed.length + skipped.length));
    for (const {error} of skipped) log(error);
    if (skipped.length > 0)
      log(
        `not imported: ${counted(skipped.length, "file")} that ${skipped.length === 1 ? "is" : "are"} no log; Lapbook imports ${importable()}`,
      );
    if (failed.length > 1 || skipped.length > 0) for (const {error} of failed) log(error);
    else if (failed.length === 1) throw new UserError(failed[0].error);
    return isFailure ? 1 : 0;
  },
};

/** "40 files: 38 sessions with 312 laps, 2 files not imported" */
function countsText(files: number, reports: readonly SessionReport[], notImported: number): string {
  const laps = reports.reduce((sum, report) => sum + report.laps.length, 0);
  const found = `${files} files: ${counted(reports.length, "session")} with ${counted(laps, "lap")}`;
  return notImported ? `${found}, ${counted(notImported, "file")} not imported` : found;
}

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;

/** A file that was not imported. */
interface FileFailure {
  file: string;
  /** one line that begins with the file */
  error: string;
}

/** A program error in one file must not stop the others: its stack is logged. */
function failureOf(error: unknown, file: string, log: (text: string) => void): FileFailure {
  try {
    return {file, error: failureLine(error, file)};
  } catch {
    log((error as Error).stack ?? String(error));
    return {file, error: `${file}: a fault of Lapbook, please report it with the file: ${(error as Error).message}`};
  }
}

async function preview(
  paths: readonly string[],
  {
    choices,
    failed,
    json,
    out,
    log,
  }: Pick<CommandContext, "json" | "out" | "log"> & {choices: FilePreview["choices"]; failed: readonly FileFailure[]},
): Promise<number> {
  const previews: FilePreview[] = [];
  const failures = failed.map(({error}) => error);
  for (const path of paths) {
    try {
      previews.push(await previewFile(path, choices));
      if (!json) out(previewText(previews.at(-1)!));
    } catch (error) {
      failures.push(failureLine(error, path));
    }
  }
  if (json) out(JSON.stringify({previews}));
  for (const line of failures) log(line);
  return failures.length ? 1 : 0;
}
