import type {LapRow, Stint} from "../../archive/types.js";
import {pitRuns} from "../pace/pitRuns.js";

/** Successive laps of one car on one set of tyres. */
export interface StintRun {
  car: number;
  /** counts from 1 for each car */
  number: number;
  firstLap: number;
  lastLap: number;
  /** "soft", "C3" …; null where unknown */
  compound: string | null;
  actual: string | null;
  /** age of the tyres in the stint's first lap as the source counts: new ones have 0 in the games, 1 in the live timing; null where unknown */
  startAge: number | null;
  /** what the stint's limits rest on */
  from: "session" | "tyre age" | "compound" | "pit lane" | "all laps";
}

/**
 * The stints of one car: as the session lists them; without a list, from the laps: a new stint begins where the tyres are younger than the lap
 * before, where the compound changes or, where the age is not known, after a visit to the pit lane. The session's stints are moved to the laps of the visit that belongs to them (see pitRuns).
 *
 * @param laps of one car
 * @param stints of one car
 */
export function stintRuns(laps: readonly LapRow[], stints: readonly Stint[] = []): StintRun[] {
  const ordered = laps.toSorted((a, b) => a.lap - b.lap);
  if (ordered.length === 0) return [];
  return stints.length > 0 ? listed(ordered, stints) : divided(ordered);
}

function listed(laps: readonly LapRow[], stints: readonly Stint[]): StintRun[] {
  const visits = pitRuns(laps, stints);
  const lastLap = laps[laps.length - 1].lap;
  const inLapNear = (endLap: number) =>
    [endLap, endLap + 1].find((lap) => visits.some((visit) => visit.firstLap === lap));
  let firstLap = laps[0].lap;
  return stints
    .toSorted((a, b) => a.startLap - b.startLap)
    .flatMap(({car, endLap, compound, actual}, i): StintRun[] => {
      const last = endLap === null ? lastLap : Math.min(inLapNear(endLap) ?? endLap, lastLap);
      const run = {car, number: i + 1, firstLap, lastLap: last, compound: compound || null, actual: actual || null};
      firstLap = Math.max(firstLap, last + 1);
      return run.lastLap < run.firstLap ? [] : [{...run, startAge: ageIn(laps, run), from: "session"}];
    });
}

function divided(laps: readonly LapRow[]): StintRun[] {
  // a car that leaves the pits on its first lap has not changed tyres yet
  const visits = pitRuns(laps).filter(({firstLap, lastLap}) => firstLap > laps[0].lap || lastLap > firstLap);
  const starts = laps.map((row, i) => (i === 0 ? "all laps" : startsAt(laps[i - 1], row, visits)));
  const first = laps.map((_, i) => i).filter((i) => starts[i]);
  return first.map((at, k) => {
    const last = (first[k + 1] ?? laps.length) - 1;
    const own = laps.slice(at, last + 1);
    const run = {car: laps[at].car, number: k + 1, firstLap: laps[at].lap, lastLap: laps[last].lap};
    const compound = own.findLast(({tyreCompound}) => tyreCompound !== null)?.tyreCompound ?? null;
    return {...run, compound, actual: null, startAge: ageIn(own, run), from: starts[at]!};
  });
}

/** What shows that a lap begins a stint; undefined: nothing does. */
function startsAt(before: LapRow, row: LapRow, visits: ReturnType<typeof pitRuns>): StintRun["from"] | undefined {
  const [was, is] = [before.tyreAgeLaps, row.tyreAgeLaps];
  if (was !== null && is !== null && is < was) return "tyre age";
  if (before.tyreCompound && row.tyreCompound && before.tyreCompound !== row.tyreCompound) return "compound";
  // the lap out of the pits belongs to the new stint
  const leaves = visits.some(({firstLap}) => firstLap + 1 === row.lap);
  return leaves && was === null ? "pit lane" : undefined;
}

/** Age of the tyres in the stint's first lap, from the first lap that has one. */
function ageIn(laps: readonly LapRow[], {firstLap, lastLap}: {firstLap: number; lastLap: number}): number | null {
  const known = laps.find(({lap, tyreAgeLaps}) => lap >= firstLap && lap <= lastLap && tyreAgeLaps !== null);
  return known ? Math.max(0, known.tyreAgeLaps! - (known.lap - firstLap)) : null;
}
