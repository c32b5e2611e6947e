import {variance} from "../../signal/moments.js";
import {median} from "../../signal/robust.js";
import {studentQuantile} from "../../signal/studentT.js";
import type {JudgedLap} from "../pace/judgeLaps.js";
import type {PitRun} from "../pace/pitRuns.js";

/** What a visit to the pit lane cost. */
export interface PitLoss extends PitRun {
  /** laps that count as reference, and their median time, ms */
  reference: number[];
  referenceMs: number;
  /** time of the visit's laps − as many times the reference; null where it cannot be said */
  lossMs: number | null;
  /** half width of its 95 % interval, ms */
  reachMs: number | null;
  because?: string;
}

/** Laps before and after the visit that are compared with. */
const BESIDE = 3;
const FEWEST = 3;

/**
 * Time lost by each visit to the pit lane, against the median of the car's own laps that show its pace (see judgeLaps), the nearest three
 * before and three after. So it is the loss against going on like that: stop, pit lane, cold tyres and traffic, without what fresh tyres
 * gain later. A visit of which a lap has no time, that began the race or ended it, or that a safety car made cheaper has no loss.
 *
 * @param laps all of one car
 */
export function pitLosses(laps: readonly JudgedLap[], visits: readonly PitRun[]): PitLoss[] {
  const rows = new Map(laps.map((lap) => [lap.row.lap, lap]));
  const counted = laps.filter(({leftOut}) => !leftOut).sort((a, b) => a.row.lap - b.row.lap);
  const lastLap = Math.max(...laps.map(({row}) => row.lap));
  return visits.map((visit): PitLoss => {
    const {firstLap, lastLap: end} = visit;
    const near = [
      ...counted.filter(({row}) => row.lap < firstLap).slice(-BESIDE),
      ...counted.filter(({row}) => row.lap > end).slice(0, BESIDE),
    ].map(({row}) => row);
    const times = near.map(({lapTimeMs}) => lapTimeMs!);
    const referenceMs = median(times);
    const out = {...visit, reference: near.map(({lap}) => lap), referenceMs};
    const unknown = (because: string): PitLoss => ({...out, lossMs: null, reachMs: null, because});
    const own: (JudgedLap | undefined)[] = [];
    for (let lap = firstLap; lap <= end; lap++) own.push(rows.get(lap));
    if (firstLap === 1) return unknown("the race began in the pit lane");
    if (end === lastLap) return unknown("the last lap");
    if (own.some((lap) => !((lap?.row.lapTimeMs ?? 0) > 0))) return unknown("a lap without a time");
    if (near.length < FEWEST) return unknown(`${near.length} laps to compare with, ${FEWEST} are needed`);
    const neutralised = own.find((lap) => lap?.neutralised)?.neutralised;
    if (neutralised) return unknown(neutralised);
    const lossMs = own.reduce((sum, lap) => sum + lap!.row.lapTimeMs! - referenceMs, 0);
    // the visit's own laps scatter like the others; the median of m laps is known to 1.253 σ / √m
    const scatter = Math.sqrt(variance(times));
    const [k, m] = [own.length, near.length];
    const reachMs = studentQuantile(0.975, m - 1) * scatter * Math.sqrt(k + (1.253 * k) ** 2 / m);
    return {...out, lossMs, reachMs};
  });
}
