import {type Expected, learned, probabilityBelow, type Uncertain} from "./expected.js";

export interface StopFacts {
  /** finished laps of the car, and the race's distance */
  lap: number;
  laps: number;
  /** laps that its stint has had so far */
  age: number;
  /** "soft", "medium" …; null where unknown */
  compound: string | null;
  /** lengths of the finished stints of this session, laps */
  seen?: readonly {compound: string | null; laps: number}[];
}

export interface NextStop {
  /** lap at whose end it stops, where it stops */
  lap: Expected;
  /** that it stops before the end of the race */
  probability: number;
}

/**
 * Length of a stint as a share of the race's distance: in races of one or two stops, soft tyres for about a third, medium ones for less than
 * half, hard ones for more.
 */
const SHARES: Record<string, Uncertain> = {
  soft: {mean: 0.32, deviation: 0.08},
  medium: {mean: 0.43, deviation: 0.09},
  hard: {mean: 0.55, deviation: 0.1},
};
const ANY: Uncertain = {mean: 0.43, deviation: 0.13};
/** Stints of one kind of tyre differ between cars by this share of the distance. */
const SCATTER = 0.07;
/** Teams do not stop in the last laps without need. */
const STEPS = 400;

/**
 * When a car stops next. The length of its stint is normal about what this session's stints of the same tyres had, with the shares above
 * before any is seen; that the stint is already so long is taken into account, and so is that it need not stop any more.
 */
export function nextStop({lap, laps, age, compound, seen = []}: StopFacts): NextStop {
  const length = stintLength({laps, compound, seen});
  const began = lap - age;
  // it can stop at the end of the running lap at the earliest, and of the last but one at the latest
  const [first, last] = [age + 1, laps - 1 - began];
  const alive = 1 - probabilityBelow(first - 0.5, length);
  const within = Math.max(0, probabilityBelow(last + 0.5, length) - (1 - alive));
  const at = (p: number) => {
    if (within < 1e-6) return began + Math.max(first, Math.min(last, Math.round(length.mean)));
    for (let i = 0; i <= STEPS; i++) {
      const candidate = first + i;
      if (candidate >= last) break;
      if (probabilityBelow(candidate + 0.5, length) - (1 - alive) >= p * within) return began + candidate;
    }
    return began + Math.max(first, last);
  };
  return {
    lap: {value: at(0.5), low: at(0.05), high: at(0.95)},
    probability: alive < 1e-6 ? 1 : within / alive,
  };
}

/** Probabilities of the laps at whose end a car stops next, from `from` on, given that it stops; empty where it hardly does. */
export function stopLaps({lap, laps, age, ...facts}: StopFacts, from: number): {lap: number; p: number}[] {
  const length = stintLength({laps, ...facts});
  const began = lap - age;
  const below = (n: number) => probabilityBelow(n - began + 0.5, length);
  const found: {lap: number; p: number}[] = [];
  for (let n = from; n < laps; n++) found.push({lap: n, p: below(n) - below(n - 1)});
  const total = found.reduce((sum, {p}) => sum + p, 0);
  return total < 1e-6 ? [] : found.map(({lap: n, p}) => ({lap: n, p: p / total}));
}

/** Length of a stint, laps. */
function stintLength({laps, compound, seen = []}: Pick<StopFacts, "laps" | "compound" | "seen">): Uncertain {
  const known = seen.filter((one) => one.compound === compound).map((one) => one.laps / laps);
  const share = learned(known, SHARES[compound ?? ""] ?? ANY, SCATTER, 2);
  return {mean: share.mean * laps, deviation: Math.max(0.5, share.deviation * laps), df: share.df};
}

/** Probability that a car stops within the next `within` laps, the running one among them. */
export function stopsWithin(facts: StopFacts, within: number): number {
  const length = stintLength(facts);
  const gone = probabilityBelow(facts.age + 0.5, length);
  const alive = 1 - gone;
  return alive < 1e-6 ? 1 : (probabilityBelow(facts.age + within + 0.5, length) - gone) / alive;
}
