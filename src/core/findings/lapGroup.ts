import type {ArchivedSession, LibraryEntry} from "../archive/types.js";
import {judgeLaps} from "../laps/pace/judgeLaps.js";
import {stintRuns} from "../laps/stints/stintRuns.js";
import {isSameTrack} from "../track/sameTrack.js";

/** Laps of one car in one session, all or from one to another. */
export interface LapGroup {
  session: string;
  car: number;
  firstLap?: number;
  lastLap?: number;
}

/** `SESSION:CAR` or `SESSION:CAR:FIRST-LAST`; null where a text is neither. */
export function parseLapGroup(text: string): LapGroup | null {
  const [, session, car, first, last] = /^([\w.-]+):(\d{1,3})(?::(\d{1,5})-(\d{1,5}))?$/.exec(text) ?? [];
  if (session === undefined) return null;
  const range = first === undefined ? {} : {firstLap: Number(first), lastLap: Number(last)};
  return {session, car: Number(car), ...range};
}

export function lapGroupText({session, car, firstLap, lastLap}: LapGroup): string {
  const range = firstLap === undefined && lastLap === undefined ? "" : `:${firstLap ?? 0}-${lastLap ?? 99_999}`;
  return `${session}:${car}${range}`;
}

/** Laps of a stint that a comparison needs at least. */
const FEWEST = 3;

/**
 * Two groups of a car's laps that a reader will want to compare first: the last two stints with enough laps that show the pace, else the
 * latest session before this one on the circuit, with a timed lap where one has it, and this one; with only one group where there is no other.
 *
 * @param sessions of the library
 */
export function groupsToCompare(
  {session, laps}: ArchivedSession,
  car: number,
  sessions: readonly LibraryEntry[],
): LapGroup[] {
  const own = laps.filter((row) => row.car === car);
  const counted = judgeLaps(own, session).filter(({leftOut}) => leftOut === null);
  const stints = stintRuns(
    own,
    session.stints.filter((stint) => stint.car === car),
  ).filter(
    ({firstLap, lastLap}) => counted.filter(({row}) => row.lap >= firstLap && row.lap <= lastLap).length >= FEWEST,
  );
  if (stints.length > 1)
    return stints.slice(-2).map(({firstLap, lastLap}) => ({session: session.id, car, firstLap, lastLap}));
  const earlier = sessions
    .filter(
      ({id, startedAt, track}) =>
        id !== session.id && startedAt <= session.startedAt && isSameTrack(track, session.track),
    )
    .toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
  const before = earlier.find(({best}) => best !== null) ?? earlier.find(({playerCar}) => playerCar !== null);
  const whole = {session: session.id, car};
  if (!before) return [whole];
  return [{session: before.id, car: before.playerCar ?? before.best!.car}, whole];
}
