import type {LapRow} from "../archive/types.js";

/** Names a lap of the archive that a track was learned from. */
export interface LapRef {
  session: string;
  car: number;
  lap: number;
  lapTimeMs: number;
}

/** Laps that a track is learned from at most: in all, and of one car in one session. */
export const MOST_LEARNED_LAPS = 12;
const MOST_OF_ONE_CAR = 3;
/** laps with less of their samples are not used */
const LEAST_COVERAGE = 0.9;

/**
 * The laps of a session to learn its track from: complete, without a visit to the pits, the fastest of each car. Invalid laps
 * (a cut corner) only where there is no valid one.
 */
export function lapsToLearn(session: string, rows: readonly LapRow[]): LapRef[] {
  const whole = rows.filter(
    ({file, complete, pit, lapTimeMs, coverage}) =>
      file !== null && complete && !pit && lapTimeMs !== null && lapTimeMs > 0 && coverage >= LEAST_COVERAGE,
  );
  const valid = whole.filter((row) => row.valid);
  const refs = (valid.length ? valid : whole).map(({car, lap, lapTimeMs}) => ({
    session,
    car,
    lap,
    lapTimeMs: lapTimeMs!,
  }));
  return bestLaps(refs);
}

/** The fastest laps, few of each car of a session, because one driver's line is not the road's. The order of `refs` does not matter. */
export function bestLaps(refs: readonly LapRef[]): LapRef[] {
  const taken = new Map<string, number>();
  return [...refs]
    .sort(byTime)
    .filter(({session, car}) => {
      const key = `${session} ${car}`;
      const count = (taken.get(key) ?? 0) + 1;
      taken.set(key, count);
      return count <= MOST_OF_ONE_CAR;
    })
    .slice(0, MOST_LEARNED_LAPS);
}

/** Fastest first; equal times in a fixed order. */
function byTime(a: LapRef, b: LapRef): number {
  if (a.session !== b.session && a.lapTimeMs === b.lapTimeMs) return a.session < b.session ? -1 : 1;
  return a.lapTimeMs - b.lapTimeMs || a.car - b.car || a.lap - b.lap;
}
