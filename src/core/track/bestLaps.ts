import type {LapRow} from "../archive/types.js";

/** A lap of the archive that a track was learned from. */
export interface LapRef {
  session: string;
  car: number;
  lap: number;
  lapTimeMs: number;
}

/** Laps that a track is learned from, at most; and of one car in one session. */
export const MOST_LAPS = 12;
const OF_ONE_CAR = 3;
/** a lap with larger holes tells less than another one does */
const LEAST_COVERAGE = 0.9;

/**
 * The laps of a session that tell most of its track: whole, driven without a visit to the pits, the fastest of each car.
 * Laps that did not count (a corner cut) only where no other is.
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

/** The fastest laps, few of each car of a session, so that one driver's line is not taken for the road. Order of `refs` does not matter. */
export function bestLaps(refs: readonly LapRef[]): LapRef[] {
  const taken = new Map<string, number>();
  return [...refs]
    .sort(byTime)
    .filter(({session, car}) => {
      const key = `${session} ${car}`;
      const count = (taken.get(key) ?? 0) + 1;
      taken.set(key, count);
      return count <= OF_ONE_CAR;
    })
    .slice(0, MOST_LAPS);
}

/** Fastest first; equal times in a fixed order. */
function byTime(a: LapRef, b: LapRef): number {
  if (a.session !== b.session && a.lapTimeMs === b.lapTimeMs) return a.session < b.session ? -1 : 1;
  return a.lapTimeMs - b.lapTimeMs || a.car - b.car || a.lap - b.lap;
}
