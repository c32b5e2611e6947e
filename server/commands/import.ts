import type {ImportStatus} from "../../loaders/archive/importCapture.js";
import {importFile} from "../../loaders/archive/importFile.js";
import {type SessionReport, sessionReport} from "../../src/core/archive/report.js";
import type {Command} from "../command.js";
import {failureLine} from "../failureLine.js";
import {UsageError, UserError} from "../userError.js";
import {sessionText} from "./sessionText.js";

const WORDS: Record<ImportStatus, string> = {
  new: "imported",
  unchanged: "already in the archive",
  extended: "archived session extended",
  shorter: "the archive has more of this session already",
  remade: "made anew with these choices",
};

export const command: Command = {
  name: "import",
  summary: "bring captures of game sessions into the archive",
  usage: "FILE… [--salvage]",
  options: {
    salvage: {type: "boolean", describe: "keep what is whole of a cut or damaged capture"},
  },
  async run({positionals, values, config, json, out, log, progress, signal}) {
    if (positionals.length === 0)
      throw new UsageError("import what? name one or more captures (.pcap, .pcapng, also .gz)");
    const reports: SessionReport[] = [];
    const failures: string[] = [];
    for (const [n, path] of positionals.entries()) {
      try {
        const result = await importFile(path, {
          recordings: config.recordings,
          salvage: values.salvage === true,
          signal,
          onProgress: (fraction) => progress((n + fraction) / positionals.length, path),
        });
        for (const {session, laps, status} of result.sessions) {
          reports.push(sessionReport(session, laps));
          if (!json) out(`${WORDS[status]}: ${sessionText(session, laps)}`);
        }
        if (result.firstRefusal) log(`${path}: some datagrams were refused, the first: ${result.firstRefusal}`);
        if (result.cut) failures.push(result.cut);
      } catch (error) {
        signal.throwIfAborted();
        failures.push(failureLine(error, path));
      }
    }
    if (json) out(JSON.stringify({sessions: reports}));
    if (failures.length > 1) for (const line of failures) log(line);
    if (failures.length === 1) throw new UserError(failures[0]);
    return failures.length ? 1 : 0;
  },
};
