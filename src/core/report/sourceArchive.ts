import {readLaps} from "../archive/laps.js";
import {parseSession} from "../archive/parseSession.js";
import {readSamples} from "../archive/samples.js";
import type {ArchivedSession} from "../archive/types.js";
import {LapError} from "../laps/open/archivedLap.js";
import type {LapArchive} from "../laps/open/lapArchive.js";
import {cornersFromFile} from "../track/authored/cornersFile.js";
import {trackFromFile} from "../track/trackFile.js";
import {CORNERS_FOLDER, TRACKS_FOLDER, trackIdentity, trackKey} from "../track/trackKey.js";

/** Files of an archive by their path in it: `20250307-140512-a1b2c3/session.json`. Null for a file that is not there. */
export type ReadFile = (path: string) => Promise<Uint8Array | null>;

export const trackPathOf = (key: string): string => `${TRACKS_FOLDER}/${key}.json`;
export const cornersPathOf = (key: string): string => `${TRACKS_FOLDER}/${CORNERS_FOLDER}/${key}.json`;

/** The laps of an archive's files; each session is read once. */
export function sourceArchive(read: ReadFile): LapArchive {
  const sessions = new Map<string, Promise<ArchivedSession>>();
  const needed = async (path: string) => {
    const bytes = await read(path);
    if (!bytes) throw new Error(`${path} is missing`);
    return bytes;
  };
  const readSession = async (id: string): Promise<ArchivedSession> => {
    if (!/^[\w-][\w.-]*$/.test(id) || id.includes("..")) throw new Error(`invalid session: ${id}`);
    const session = await read(`${id}/session.json`);
    if (!session) throw new Error(`unknown session: ${id}`);
    try {
      return {session: parseSession(utf8Text(session)), laps: readLaps(await needed(`${id}/laps.arrows`))};
    } catch (error) {
      const why = `the files of session ${id} can't be read: ${(error as Error).message}`;
      throw new LapError(`${why}; \`lapbook reprocess ${id}\` rebuilds them from its recording`, {cause: error});
    }
  };
  return {
    session(id) {
      let found = sessions.get(id);
      if (!found) sessions.set(id, (found = readSession(id)));
      return found;
    },
    samples: async (session, {file}) => readSamples(await needed(`${session}/${file}`)),
    async tracks(session) {
      const key = trackKey(trackIdentity(session));
      const track = key === null ? null : await read(trackPathOf(key));
      if (!key || !track) return [];
      const corners = await read(cornersPathOf(key));
      const authored = corners && {authored: cornersFromFile(JSON.parse(utf8Text(corners)))};
      return [{...trackFromFile(JSON.parse(utf8Text(track))), id: key, ...authored}];
    },
  };
}

/** UTF-8 text. */
export function utf8Text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
