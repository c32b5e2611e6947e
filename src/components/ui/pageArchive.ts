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
