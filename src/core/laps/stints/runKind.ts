/** What a run was for, by its laps' times. */
export type RunKind = "long run" | "short run" | "unclear";

export interface Run {
  kind: RunKind;
  /** the longest succession of flying laps, by lap number; empty where there is none */
  laps: number[];
  /** their mean time, ms */
  meanMs: number;
  because: string;
}

export interface RunKindOptions {
  /** a flying lap is at most this much slower than the run's best */
  flyingShare?: number;
  /** flying laps in succession of a long run at least, of a short run at most */
  longFrom?: number;
  shortTo?: number;
}

/** A lap of the run between two visits to the pit lane; times that do not count (in and out laps, invalid ones) are null. */
interface RunLap {
  lap: number;
  timeMs: number | null;
}

/**
 * Long run or short run (qualifying simulation): flying laps are those within 3 % of the run's best. Five or more flying laps in succession are
 * a long run; one to three, the others being slow laps between them, a short run; four are unclear.
 */
export function runKind(
  laps: readonly RunLap[],
  {flyingShare = 0.03, longFrom = 5, shortTo = 3}: RunKindOptions = {},
): Run {
  const times = laps.flatMap(({timeMs}) => timeMs ?? []);
  const best = Math.min(...times);
  const flying = laps
    .filter(({timeMs}) => timeMs !== null && timeMs <= best * (1 + flyingShare))
    .toSorted((a, b) => a.lap - b.lap);
  const longest = successions(flying).reduce<RunLap[]>((a, b) => (b.length > a.length ? b : a), []);
  const n = longest.length;
  const kind = n >= longFrom ? "long run" : n > 0 && n <= shortTo ? "short run" : "unclear";
  return {
    kind,
    laps: longest.map(({lap}) => lap),
    meanMs: longest.reduce((sum, {timeMs}) => sum + timeMs!, 0) / n,
    because: `${n} flying ${n === 1 ? "lap" : "laps"} in succession`,
  };
}

/** Groups of laps whose numbers follow each other. */
function successions(laps: readonly RunLap[]): RunLap[][] {
  const groups: RunLap[][] = [];
  for (const lap of laps) {
    const last = groups.at(-1);
    if (last && last[last.length - 1].lap === lap.lap - 1) last.push(lap);
    else groups.push([lap]);
  }
  return groups;
}
