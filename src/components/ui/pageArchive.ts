import type {LapArchive} from "../../core/laps/open/lapArchive.js";
import {trackIdentity, trackKey} from "../../core/track/trackKey.js";
import {fetchSamples, fetchSession, fetchTrack} from "./archive.js";

/** The laps of the library that the page belongs to. */
export const pageArchive: LapArchive = {
  session: fetchSession,
  samples: fetchSamples,
  async tracks(session) {
    const key = trackKey(trackIdentity(session));
    const track = key === null ? null : await fetchTrack(key);
    return track ? [track] : [];
  },
};

/** An archive that calls `onRead` with the number of laps whose samples were read so far. */
export function countingArchive(onRead: (laps: number) => void, archive: LapArchive = pageArchive): LapArchive {
  let read = 0;
  return {
    ...archive,
    async samples(session, row) {
      const samples = await archive.samples(session, row);
      onRead(++read);
      return samples;
    },
  };
}
