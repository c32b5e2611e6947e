import type {SectorEvent} from "../messages/events.js";

/** The times of a lap, in the order they are driven. */
export const SPLITS = ["sector1Ms", "sector2Ms", "sector3Ms", "lapTimeMs"] as const;
export type Split = (typeof SPLITS)[number];
export type SplitTimes = Record<Split, number>;

/** A lap with official times in ms; null, NaN or 0 where a time is unknown. */
export type LapSplits = Record<Split, number | null> & {car: number; lap: number; valid: boolean};

/** Whether a lap's times count for bests: the lap has an official time and is valid. */
export function countsForBests({valid, lapTimeMs}: Pick<LapSplits, "valid" | "lapTimeMs">): boolean {
  return valid && (lapTimeMs ?? 0) > 0;
}

/** Whether a time beats the best so far, ms. A time that is null, NaN or 0 beats nothing; a best of NaN or Infinity is none. */
export function improves(timeMs: number | null, bestMs: number): boolean {
  return timeMs !== null && timeMs > 0 && !(timeMs >= bestMs);
}

/** The best lap and sector times of a session and of each of its cars, ms; Infinity where there is none. */
export class BestTimes<L extends LapSplits = LapSplits> {
  readonly session: SplitTimes = noTimes();
  /** by car; only cars with a lap that counts */
  readonly personal = new Map<number, SplitTimes>();
  /** the fastest lap of each car, the first of equal ones */
  readonly bestLap = new Map<number, L>();
  /** the fastest lap of the session, the first of equal ones */
  fastest: L | null = null;
  /** laps that were the fastest of the session when they were finished */
  readonly records = new Set<L>();

  constructor(laps: Iterable<L> = []) {
    for (const lap of laps) this.add(lap);
  }

  /** Takes the next lap; returns which of its times are new bests of its car. */
  add(lap: L): readonly Split[] {
    if (!countsForBests(lap)) return [];
    let own = this.personal.get(lap.car);
    if (!own) this.personal.set(lap.car, (own = noTimes()));
    if (improves(lap.lapTimeMs, this.session.lapTimeMs)) {
      this.fastest = lap;
      this.records.add(lap);
    }
    if (improves(lap.lapTimeMs, own.lapTimeMs)) this.bestLap.set(lap.car, lap);
    const improved: Split[] = [];
    for (const split of SPLITS) {
      const time = lap[split];
      if (time === null || !improves(time, own[split])) continue;
      improved.push(split);
      own[split] = time;
      this.session[split] = Math.min(this.session[split], time);
    }
    return improved;
  }
}

/** Sectors that were the session's fastest when they were driven; the events may be in any order. */
export function fastestSectors(sectors: readonly SectorEvent[]): SectorEvent[] {
  const best = [Infinity, Infinity, Infinity, Infinity];
  return sectors
    .toSorted((a, b) => a.sessionTime - b.sessionTime)
    .filter(({sector, timeMs}) => {
      const fastest = improves(timeMs, best[sector]);
      if (fastest) best[sector] = timeMs;
      return fastest;
    });
}

function noTimes(): SplitTimes {
  return {sector1Ms: Infinity, sector2Ms: Infinity, sector3Ms: Infinity, lapTimeMs: Infinity};
}
