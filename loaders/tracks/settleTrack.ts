import {type LogChoices, type SessionFile, UNKNOWN_TRACK} from "../../src/core/archive/types.js";
import {nameTrack} from "../../src/core/track/nameTrack.js";
import type {Track} from "../../src/core/track/track.js";
import {readTracks} from "./trackStore.js";

/** The track name that a user gave a session; undefined when none. */
export function chosenTrack(choices: LogChoices | undefined): string | undefined {
  const name = choices?.track;
  return typeof name === "string" && name.trim() !== "" ? name.trim() : undefined;
}

/**
 * Sets the name of a session's track: the user's, else the game's or file's, else that of the known track of its shape. Changes
 * `session`.
 *
 * @param before the session as archived earlier: the track recognised then is kept while it still matches
 */
export async function settleTrack(recordings: string, session: SessionFile, before?: SessionFile): Promise<void> {
  const chosen = chosenTrack(session.choices);
  if (chosen) {
    const {shape: _, ...track} = session.track;
    session.track = {...track, name: chosen};
    return;
  }
  if (session.track.name !== UNKNOWN_TRACK) return;
  session.track = nameTrack(session, await tracksOfOthers(recordings, session.id), before?.track);
}

/** The learned tracks, without those learned from this session alone: they were named after it, and have its line. */
export async function tracksOfOthers(recordings: string, id: string | undefined): Promise<Track[]> {
  const {tracks} = await readTracks(recordings);
  return tracks.filter(({from = []}) => from.some((lap) => lap.session !== id));
}
