import {type LogChoices, type SessionFile, UNKNOWN_TRACK} from "../../src/core/archive/types.js";
import {nameTrack} from "../../src/core/track/nameTrack.js";
import {readTracks} from "./trackStore.js";

/** The name that a user gave a session's track; undefined when none. */
export function chosenTrack(choices: LogChoices | undefined): string | undefined {
  const name = choices?.track;
  return typeof name === "string" && name.trim() !== "" ? name.trim() : undefined;
}

/**
 * Gives a session's track the name that it goes by: the user's, else the one told, else that of the known track of its shape.
 * Changes `session`.
 *
 * @param before the session as the archive has it: a name recognised then stays while it holds, although more is known now
 */
export async function settleTrack(recordings: string, session: SessionFile, before?: SessionFile): Promise<void> {
  const chosen = chosenTrack(session.choices);
  if (chosen) {
    const {shape: _, ...track} = session.track;
    session.track = {...track, name: chosen};
    return;
  }
  if (session.track.name !== UNKNOWN_TRACK) return;
  const {tracks} = await readTracks(recordings);
  // what was learned from this session alone has its name from it
  const others = tracks.filter(({from = []}) => from.some((lap) => lap.session !== session.id));
  session.track = nameTrack(session, others, before?.track);
}
