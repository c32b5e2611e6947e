import {libraryIndex, readSession} from "../../loaders/archive/library.js";
import {reprocess} from "../../loaders/archive/reprocess.js";
import {learnTracks} from "../../loaders/tracks/learnTracks.js";
import {type SessionReport, sessionReport} from "../../src/core/archive/report.js";
import type {LogChoices} from "../../src/core/archive/types.js";
import {type CliCommand, stringOption} from "../command.js";
import {failureLine} from "../failureLine.js";
import {UsageError, UserError} from "../userError.js";
import {describeSession} from "./describeSession.js";

export const command: CliCommand = {
  name: "reprocess",
  summary: "Rebuilds archived sessions from their captures or imported files.",
  usage: "SESSION… | --all [--track NAME]",
  options: {
    all: {type: "boolean", describe: "every session of the archive"},
    track: {type: "string", describe: 'name of their track, which is kept; "" removes the name'},
  },
  async run({positionals, values, config, json, out, progress, signal}) {
    const {recordings} = config;
    const ids = values.all ? (await libraryIndex(recordings)).sessions.map(({id}) => id) : positionals;
    const track = stringOption(values, "track");
    if (track !== undefined && values.all) throw new UsageError("--track names the track of single sessions");
    if (ids.length === 0 && !values.all) throw new UsageError("reprocess needs sessions, or --all");
    const reports: SessionReport[] = [];
    const done: string[] = [];
    for (const [n, id] of ids.entries()) {
      try {
        const choices = track === undefined ? undefined : await withTrack(recordings, id, track);
        const {session, laps} = await reprocess(recordings, id, {
          signal,
          choices,
          onProgress: (fraction) => progress((n + fraction) / ids.length, id),
        });
        reports.push(sessionReport(session, laps));
        done.push(id);
        if (!json) out(`rebuilt: ${describeSession(session, laps)}`);
      } catch (error) {
        signal.throwIfAborted();
        throw new UserError(failureLine(error, id));
      }
    }
    await learnTracks(recordings, done);
    if (json) out(JSON.stringify({sessions: reports}));
    return 0;
  },
};

/** The choices of a session, with another name of its track. */
async function withTrack(recordings: string, id: string, track: string): Promise<LogChoices> {
  const {track: _, ...others} = (await readSession(recordings, id)).choices ?? {};
  return track.trim() ? {...others, track} : others;
}
