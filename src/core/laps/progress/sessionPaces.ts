import type {ArchivedSession} from "../../archive/types.js";
import {linearFit} from "../../signal/linearFit.js";
import {type Welch, welchTest} from "../../signal/welch.js";
import {countsForBests} from "../bests.js";
import {type JudgedLap, judgeLaps} from "../pace/judgeLaps.js";
import {type Scatter, scatterOf} from "../pace/scatter.js";

/** A session and the car of the driver whose progress is asked for. */
export interface DrivenSession extends ArchivedSession {
  car: number;
}

/** A driver's pace in one session. */
export interface SessionPace {
  session: string;
  car: number;
  startedAt: string;
  laps: JudgedLap[];
  /** of the lap times that show the pace, ms; undefined: none does */
  pace: Scatter | undefined;
  /** best valid lap, ms; null without one */
  bestMs: number | null;
  /** best of this and all sessions before, ms */
  recordMs: number | null;
  isRecord: boolean;
  /** compounds driven; empty where unknown */
  compounds: string[];
  /** mean lap time against the last session before it with enough laps, ms, by Welch; undefined: too few laps */
  change: Welch | undefined;
}

export interface Progress {
  /** in the order in which they were driven */
  sessions: SessionPace[];
  /** change of the median lap time with each session, ms, and its 95 % interval; undefined with fewer than four sessions */
  trend: {value: number; low: number; high: number; n: number} | undefined;
}

/** Sessions below which a trend is two or three points on a line. */
const FEWEST_SESSIONS = 4;
/** Laps of a session below which its mean says little. */
const FEWEST_LAPS = 3;

/**
 * A driver's pace from session to session on one circuit. The trend is a least-squares line through the sessions' medians, one point a
 * session: laps of one session share its weather, track and setup, so more laps in a session do not make it surer.
 */
export function sessionPaces(sessions: readonly DrivenSession[]): Progress {
  const ordered = sessions.toSorted((a, b) => a.session.startedAt.localeCompare(b.session.startedAt));
  const out: SessionPace[] = [];
  let recordMs: number | null = null;
  let before: number[] | undefined;
  for (const {session, laps: rows, car} of ordered) {
    const laps = judgeLaps(
      rows.filter((row) => row.car === car),
      session,
    );
    const times = laps.flatMap(({row, leftOut}) => (leftOut ? [] : row.lapTimeMs!));
    const valid = laps.flatMap(({row}) => (row.lapTimeMs && countsForBests(row) ? row.lapTimeMs : []));
    const bestMs = valid.length ? Math.min(...valid) : null;
    const isRecord = bestMs !== null && (recordMs === null || bestMs < recordMs);
    if (isRecord) recordMs = bestMs;
    const isEnough = times.length >= FEWEST_LAPS;
    out.push({
      ...{session: session.id, car, startedAt: session.startedAt, laps},
      ...{pace: scatterOf(times), bestMs, recordMs, isRecord},
      compounds: [...new Set(laps.flatMap(({row}) => row.tyreCompound || []))],
      change: before && isEnough ? welchTest(before, times) : undefined,
    });
    if (isEnough) before = times;
  }
  return {sessions: out, trend: trendOf(out.flatMap(({pace}) => (pace && pace.n >= FEWEST_LAPS ? pace.median : [])))};
}

function trendOf(medians: readonly number[]): Progress["trend"] {
  const n = medians.length;
  if (n < FEWEST_SESSIONS) return undefined;
  const fit = linearFit([medians.map(() => 1), medians.map((_, i) => i)], medians);
  if (!fit) return undefined;
  const [, value] = fit.coefficients;
  const reach = fit.reach(1);
  return {value, low: value - reach, high: value + reach, n};
}
