import {deriveInWorker} from "../../loaders/archive/inWorker.js";
import {libraryIndex, readSession} from "../../loaders/archive/library.js";
import type {LibraryEntry} from "../../src/core/archive/types.js";
import {isRace} from "../../src/core/laps/gaps.js";
import {decodeEventTable} from "../../src/core/live/timeline/eventTable.js";
import type {LiveSession} from "../../src/core/live/timeline/liveSource.js";
import {greenLosses} from "../../src/core/strategy/predictions/earlierLosses.js";
import {isSameTrack} from "../../src/core/track/sameTrack.js";

/** Races that are looked at, the newest first. */
const MOST_RACES = 3;

export interface EarlierPitLosses {
  recordings: string;
  report?: (line: string) => void;
  /** makes or reads a derived file; by default in a thread of its own */
  derive?: typeof deriveInWorker;
}

/**
 * What visits to the pits lost in the last archived races of a running session's game and track, s. The predictions that are read are kept in the
 * archive; where they are not there yet, a thread makes them.
 */
export async function earlierPitLosses(
  {id, game, simulated, track}: LiveSession,
  {recordings, report = () => {}, derive = deriveInWorker}: EarlierPitLosses,
): Promise<number[]> {
  const {sessions} = await libraryIndex(recordings);
  const isEarlier = (one: LibraryEntry) =>
    one.id !== id &&
    one.source.game === game &&
    one.source.simulated === simulated &&
    isRace(one.type) &&
    one.sampledLaps !== 0 &&
    isSameTrack(one.track, track);
  const races = sessions
    .filter(isEarlier)
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
    .slice(0, MOST_RACES);
  const losses: number[] = [];
  for (const race of races) {
    try {
      const bytes = await derive(recordings, race.id, {view: "predictions"});
      const {events} = await readSession(recordings, race.id);
      losses.push(...greenLosses(decodeEventTable("predictions", bytes), events));
    } catch (error) {
      report(`analyst: pit losses of ${race.id}: ${(error as Error).message}`);
    }
  }
  return losses;
}
