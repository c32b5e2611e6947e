import {basename, dirname} from "node:path";
import {type ImportStatus, isWritten} from "../../loaders/archive/importCapture.js";
import {importable, importFile} from "../../loaders/archive/importFile.js";
import {importLogFileWhereBest} from "../../loaders/archive/inWorker.js";
import {innerName} from "../../loaders/archive/logFile.js";
import {learnTracks} from "../../loaders/tracks/learnTracks.js";
import {type SessionReport, sessionReport} from "../../src/core/archive/report.js";
import {mayBeCompanion} from "../../src/core/files/companions.js";
import {LOG_FILE_READERS} from "../../src/core/files/readers.js";
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
  usage: "FILE… [--preview] [--map COLUMN=CHANNEL:UNIT]… [--salvage]",
  options: {
    salvage: {type: "boolean", describe: "keep the intact part of an incomplete or damaged capture"},
    preview: {type: "boolean", describe: "show how a file's columns would be imported, without importing it"},
    ...CHOICE_OPTIONS,
  },
  async run({positionals, values, config, json, out, log, progress, signal}) {
    if (positionals.length === 0) throw new UsageError(`import needs files: ${importable()}`);
    const choices = await importChoices(values);
    if (values.preview === true) return await preview(positionals, {choices, json, out, log});
    const files = withoutCompanions(positionals);
    const reports: SessionReport[] = [];
    const failures: string[] = [];
    const written: string[] = [];
    for (const [n, path] of files.entries()) {
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
          if (!json) out(`${WORDS[status]}: ${describeSession(session, laps)}`);
        }
        if (result.firstRefusal) log(`${path}: some datagrams were rejected, the first: ${result.firstRefusal}`);
        if (result.warning) log(`${path}: ${result.warning}`);
        if (result.cut) failures.push(result.cut);
      } catch (error) {
        signal.throwIfAborted();
        failures.push(failureLine(error, path));
      }
    }
    await learnTracks(config.recordings, written);
    if (json) out(JSON.stringify({sessions: reports}));
    if (failures.length > 1) for (const line of failures) log(line);
    if (failures.length === 1) throw new UserError(failures[0]);
    return failures.length ? 1 : 0;
  },
};

async function preview(
  paths: readonly string[],
  {choices, json, out, log}: Pick<CommandContext, "json" | "out" | "log"> & {choices: FilePreview["choices"]},
): Promise<number> {
  const previews: FilePreview[] = [];
  const failures: string[] = [];
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

/** Without files that belong to another one of the list (`run.ldx` to `run.ld`): they are imported with it. */
function withoutCompanions(paths: readonly string[]): string[] {
  return paths.filter(
    (path) =>
      !paths.some(
        (main) =>
          dirname(main) === dirname(path) &&
          LOG_FILE_READERS.some((reader) =>
            mayBeCompanion(reader, innerName(basename(path)), innerName(basename(main))),
          ),
      ),
  );
}
