import type {Samples} from "../../archive/samples.js";
import type {ArchivedSession, LapRow, SessionFile} from "../../archive/types.js";
import type {Track} from "../../track/track.js";

/** Where laps are read from: the archive's folder, or the files that a page fetches. Each function rejects with a message for the user. */
export interface LapArchive {
  session(id: string): Promise<ArchivedSession>;
  /** the samples of a lap that has a file; columns are decoded when they are asked for. Where `columns` are named, others need not be there */
  samples(session: string, row: LapRow, columns?: readonly string[]): Promise<Samples>;
  /** the learned tracks among which that of the session is, if there is one */
  tracks(session: SessionFile): Promise<readonly Track[]>;
}

/** The same archive, which remembers whether anything of it could not be read. */
export function watchingReads(archive: LapArchive): LapArchive & {hasFailed(): boolean} {
  let failed = false;
  const watch = async <T>(read: Promise<T>, isRead: (content: T) => boolean = () => true): Promise<T> => {
    try {
      const content = await read;
      if (!isRead(content)) failed = true;
      return content;
    } catch (error) {
      failed = true;
      throw error;
    }
  };
  return {
    session: (id) => watch(archive.session(id)),
    samples: (session, row, columns) => watch(archive.samples(session, row, columns), ({rows}) => rows > 0),
    tracks: (session) => watch(archive.tracks(session)),
    hasFailed: () => failed,
  };
}

/** The same archive, which calls `onRead` with the number of laps whose samples were read so far. */
export function countingReads(archive: LapArchive, onRead: (laps: number) => void): LapArchive {
  let read = 0;
  return {
    session: (id) => archive.session(id),
    tracks: (session) => archive.tracks(session),
    async samples(session, row, columns) {
      const samples = await archive.samples(session, row, columns);
      onRead(++read);
      return samples;
    },
  };
}
