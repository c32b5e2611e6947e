import {folderArchive} from "../../loaders/archive/folderArchive.js";
import {libraryIndex, readArchived} from "../../loaders/archive/library.js";
import {type SessionReport, sessionReport} from "../../src/core/archive/report.js";
import type {ArchivedSession} from "../../src/core/archive/types.js";
import {carBests} from "../../src/core/laps/open/carBests.js";
import type {CliCommand} from "../command.js";
import {UserError} from "../userError.js";
import {type BestsReport, bestsReport, describeBests} from "./describeBests.js";
import {describeSession} from "./describeSession.js";

export const command: CliCommand = {
  name: "laps",
  summary: "Lists the sessions and laps of the archive.",
  usage: "[SESSION…] [--bests]",
  options: {
    bests: {
      type: "boolean",
      describe: "also the best, the best rolling and the theoretical best lap of each driver who has samples",
    },
  },
  async run({positionals, values, config, json, out, log, signal}) {
    const {recordings} = config;
    const {sessions, unreadable} = await libraryIndex(recordings);
    const ids = positionals.length ? positionals : sessions.map(({id}) => id);
    const reports: (SessionReport & {bests?: BestsReport[]})[] = [];
    for (const id of ids) {
      if (!sessions.some((s) => s.id === id)) {
        const reason = unreadable.find((u) => u.id === id)?.reason;
        throw new UserError(reason ? `${id}: ${reason}` : `unknown session: ${id}`);
      }
      const archived = await readArchived(recordings, id);
      const {session, laps} = archived;
      const bests = values.bests ? await bestsOf(recordings, archived, signal) : undefined;
      reports.push({...sessionReport(session, laps), ...(bests && {bests})});
      if (json) continue;
      out(describeSession(session, laps));
      for (const report of bests ?? []) out(describeBests(report));
    }
    if (!positionals.length) for (const {id, reason} of unreadable) log(`${id}: ${reason}`);
    if (json) out(JSON.stringify({sessions: reports}));
    else if (ids.length === 0) log(`no sessions in ${recordings}: import a capture or a log`);
    return unreadable.length && !positionals.length ? 1 : 0;
  },
};

/** Of each car that has any, in order. */
async function bestsOf(recordings: string, archived: ArchivedSession, signal: AbortSignal): Promise<BestsReport[]> {
  const reports: BestsReport[] = [];
  for (const car of [...new Set(archived.laps.map((lap) => lap.car))].sort((a, b) => a - b)) {
    signal.throwIfAborted();
    const bests = await carBests(folderArchive(recordings), archived, car);
    if (bests) reports.push(bestsReport(bests));
  }
  return reports;
}
