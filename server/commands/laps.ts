import {libraryIndex, readArchived} from "../../loaders/archive/library.js";
import {type SessionReport, sessionReport} from "../../src/core/archive/report.js";
import type {CliCommand} from "../command.js";
import {UserError} from "../userError.js";
import {describeSession} from "./describeSession.js";

export const command: CliCommand = {
  name: "laps",
  summary: "Lists the sessions and laps of the archive.",
  usage: "[SESSION…]",
  options: {},
  async run({positionals, config, json, out, log}) {
    const {recordings} = config;
    const {sessions, unreadable} = await libraryIndex(recordings);
    const ids = positionals.length ? positionals : sessions.map(({id}) => id);
    const reports: SessionReport[] = [];
    for (const id of ids) {
      if (!sessions.some((s) => s.id === id)) {
        const reason = unreadable.find((u) => u.id === id)?.reason;
        throw new UserError(reason ? `${id}: ${reason}` : `unknown session: ${id}`);
      }
      const {session, laps} = await readArchived(recordings, id);
      reports.push(sessionReport(session, laps));
      if (!json) out(describeSession(session, laps));
    }
    if (!positionals.length) for (const {id, reason} of unreadable) log(`${id}: ${reason}`);
    if (json) out(JSON.stringify({sessions: reports}));
    else if (ids.length === 0) log(`no sessions in ${recordings}: import a capture or a log`);
    return unreadable.length && !positionals.length ? 1 : 0;
  },
};
