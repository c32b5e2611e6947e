import type {LapRow} from "../archive/types.js";

/** purple: best of the session; green: best of this driver; yellow: slower than that. Null: no time, or it does not count. */
export type Mark = "best" | "personal" | "slower" | null;

export const TIMES = ["lapTimeMs", "sector1Ms", "sector2Ms", "sector3Ms"] as const;
export type TimeName = (typeof TIMES)[number];

/** Whether a lap's times count for bests: finished, recorded by the game with a time, and not invalid. */
export function counts(lap: LapRow): boolean {
  return lap.valid && lap.lapTimeMs !== null;
}

export interface Bests {
  session: Record<TimeName, number>;
  /** by car */
  personal: Map<number, Record<TimeName, number>>;
}

const none = (): Record<TimeName, number> => ({
  lapTimeMs: Number.POSITIVE_INFINITY,
  sector1Ms: Number.POSITIVE_INFINITY,
  sector2Ms: Number.POSITIVE_INFINITY,
  sector3Ms: Number.POSITIVE_INFINITY,
});

/** The fastest lap and sector times, of all and of each car; infinite where there is none. A sector of 0 ms is no time. */
export function bests(laps: readonly LapRow[]): Bests {
  const session = none();
  const personal = new Map<number, Record<TimeName, number>>();
  for (const lap of laps) {
    let own = personal.get(lap.car);
    if (!own) personal.set(lap.car, (own = none()));
    if (!counts(lap)) continue;
    for (const name of TIMES) {
      const time = lap[name] || Number.POSITIVE_INFINITY;
      own[name] = Math.min(own[name], time);
      session[name] = Math.min(session[name], time);
    }
  }
  return {session, personal};
}

/** How the paddock would colour this time of this lap. */
export function mark(lap: LapRow, name: TimeName, {session, personal}: Bests): Mark {
  const time = lap[name];
  if (!time || !counts(lap)) return null;
  if (time <= session[name]) return "best";
  return time <= (personal.get(lap.car)?.[name] ?? 0) ? "personal" : "slower";
}

export interface DriverSummary {
  car: number;
  laps: number;
  best: LapRow | null;
  /** sum of the driver's best sectors, ms; null while one is missing */
  theoreticalMs: number | null;
  topSpeedKmh: number | null;
  compounds: string[];
}

/** What a session's table of drivers says of one car. */
export function summarize(car: number, laps: readonly LapRow[], {personal}: Bests): DriverSummary {
  const own = laps.filter((lap) => lap.car === car);
  const fastest = personal.get(car) ?? none();
  const theoretical = fastest.sector1Ms + fastest.sector2Ms + fastest.sector3Ms;
  const speeds = own.flatMap((lap) => lap.topSpeedKmh ?? []);
  return {
    car,
    laps: own.filter((lap) => lap.lapTimeMs !== null).length,
    best: own.find((lap) => counts(lap) && lap.lapTimeMs === fastest.lapTimeMs) ?? null,
    theoreticalMs: Number.isFinite(theoretical) ? theoretical : null,
    topSpeedKmh: speeds.length ? Math.max(...speeds) : null,
    compounds: [...new Set(own.flatMap((lap) => lap.tyreCompound ?? []))],
  };
}

/**
 * Upper end of a lap-time axis, ms: pit laps, spins and safety cars would flatten everything else. Tukey's fence,
 * Q3 + 1.5 IQR, held between 1 % and 3 % above the median (few laps make a poor quartile), and no higher than the slowest
 * lap. NaN without times.
 */
export function slowFence(times: readonly number[]): number {
  if (!times.length) return Number.NaN;
  const sorted = [...times].sort((a, b) => a - b);
  const at = (p: number) => {
    const i = p * (sorted.length - 1);
    const low = Math.floor(i);
    return sorted[low] + (i - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low]);
  };
  const tukey = at(0.75) + 1.5 * (at(0.75) - at(0.25));
  const fence = Math.min(Math.max(tukey, 1.01 * at(0.5)), 1.03 * at(0.5));
  return Math.min(fence, sorted[sorted.length - 1]);
}
