import {existsSync} from "node:fs";
import {join} from "node:path";
import {libraryIndex} from "../../loaders/archive/library.js";
import {MARKER} from "../../server/recorder/sessionRecording.js";

/** The sessions of an archive that are recorded to their end. */
export async function endedSessions(recordings: string) {
  const {sessions} = await libraryIndex(recordings);
  return sessions.filter(({id}) => !existsSync(join(recordings, id, MARKER)));
}
