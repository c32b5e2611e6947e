import type {LapRow, LibraryEntry, SessionFile} from "../../core/archive/types.js";
import {BestTimes} from "../../core/laps/bests.js";
import {lapTimingClass, type TimingClass} from "../../core/laps/timingClass.js";
import {isSameTrack} from "../../core/track/sameTrack.js";
import {fetchSession, type LapKey, lapKey} from "../ui/archive.js";
import {drawable} from "./lapChoice.js";

/** A lap that can be drawn. */
export interface LapCandidate {
  key: LapKey;
  lap: LapRow;
  session: SessionFile;
  timing: TimingClass;
}

/** The laps of a session that can be drawn, with their timing class. */
export function candidatesOf({session, laps}: {session: SessionFile; laps: LapRow[]}): LapCandidate[] {
  const bests = new BestTimes(laps);
  return drawable(laps).map((lap) => ({
    key: {session: session.id, car: lap.car, lap: lap.lap},
    lap,
    session,
    timing: lapTimingClass(lap, "lapTimeMs", bests),
  }));
}

const SESSIONS_AT_ONCE = 12;

/** The laps of sessions, read a dozen sessions at a time. */
export interface LapCandidates {
  readonly list: readonly LapCandidate[];
  /** sessions not read yet, newest first: those of the circuit, then those of others if they are asked for */
  waiting(): readonly LibraryEntry[];
  /** sessions of other circuits */
  others(): readonly LibraryEntry[];
  /** reads the next dozen; returns how many could not be read */
  more(): Promise<number>;
}

export interface CandidateFilter {
  /** laps of this circuit; of any without one */
  track: () => Pick<SessionFile["track"], "id" | "name"> | undefined;
  /** laps of other circuits are listed too */
  anyCircuit: () => boolean;
  /** replaced in tests */
  fetch?: typeof fetchSession;
}

/** @param sessions newest first */
export function lapCandidates(
  sessions: readonly LibraryEntry[],
  {track, anyCircuit, fetch = fetchSession}: CandidateFilter,
): LapCandidates {
  const found = new Map<string, LapCandidate>();
  const read = new Set<string>();
  const isHere = (one: Pick<LibraryEntry, "track">) => {
    const here = track();
    return !here || isSameTrack(one.track, here);
  };
  const waiting = () => sessions.filter((one) => !read.has(one.id) && one.laps > 0 && (anyCircuit() || isHere(one)));
  return {
    get list() {
      return [...found.values()].filter(({session}) => anyCircuit() || isHere(session));
    },
    waiting,
    others: () => sessions.filter((one) => !isHere(one)),
    async more() {
      const ids = waiting()
        .slice(0, SESSIONS_AT_ONCE)
        .map(({id}) => id);
      for (const id of ids) read.add(id);
      const results = await Promise.allSettled(ids.map(fetch));
      for (const result of results)
        if (result.status === "fulfilled")
          for (const one of candidatesOf(result.value)) found.set(lapKey(one.key), one);
      return results.filter(({status}) => status === "rejected").length;
    },
  };
}
