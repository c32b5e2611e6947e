import {type Expected, probabilityBelow, type Uncertain} from "./expected.js";

/** Another car of the race, seen from the one that stops. */
export interface Rival {
  car: number;
  /** s that it is behind; negative: ahead */
  behindS: number;
  /** s that it is still to lose in the pits before the own car comes out */
  toLoseS?: number;
  /** probability that it stops too, having passed the entry after the own car: then it loses as much */
  stops?: number;
  /** the same where all stop who have the wrong tyres for the weather: see `together` */
  stopsTogether?: number;
}

export interface Rejoin {
  position: Expected;
  /** probability of each position, from 1 */
  probabilities: number[];
  /** the cars between which it comes out as expected, with the gaps to them in s; null: nobody */
  ahead: {car: number; gapS: number} | null;
  behind: {car: number; gapS: number} | null;
  /** probability that a car is less than `TRAFFIC_S` ahead after rejoining */
  traffic: number;
}

/** Closer than this to the car ahead, s, a car is held up: it can follow and hardly pass. */
export const TRAFFIC_S = 1.5;
/** By which gaps change while the car is in the lane, s, beside the loss. */
const GAP_CHANGE = 0.7;

/**
 * Where a car rejoins that stops now and loses `loss`. Rivals count independently of each other given the loss, which they share; the
 * distribution is that of a sum of different coin flips (Poisson-binomial) averaged over the loss.
 *
 * @param rivals cars that still race, whole laps in their gaps
 * @param together probability that the stops of the rivals have one cause, rain: then each stops with `stopsTogether`
 */
export function rejoin(rivals: readonly Rival[], loss: Uncertain, together = 0): Rejoin {
  const steps = 41;
  const probabilities = new Array<number>(rivals.length + 1).fill(0);
  let traffic = 0;
  let total = 0;
  for (let i = 0; i < 2 * steps; i++) {
    const isTogether = i >= steps;
    const z = -3 + (6 * (i % steps)) / (steps - 1);
    const weight = Math.exp(-0.5 * z * z) * (isTogether ? together : 1 - together);
    if (weight === 0) continue;
    const lost = loss.mean + z * loss.deviation;
    total += weight;
    let free = 1;
    let share = [1];
    for (const {behindS, toLoseS = 0, stops = 0, stopsTogether = stops} of rivals) {
      // after the stop it is behind by this much; below 0 it is ahead
      const then = {mean: behindS + toLoseS - lost, deviation: GAP_CHANGE};
      const drives = behindS > 0 ? 1 - (isTogether ? stopsTogether : stops) : 1;
      const ahead = drives * probabilityBelow(0, then);
      free *= 1 - Math.max(0, ahead - drives * probabilityBelow(-TRAFFIC_S, then));
      share = convolve(share, ahead);
    }
    share.forEach((p, k) => {
      probabilities[k] += weight * p;
    });
    traffic += weight * (1 - free);
  }
  for (let k = 0; k < probabilities.length; k++) probabilities[k] /= total;
  const after = rivals
    .map(({car, behindS, toLoseS = 0}) => ({car, gapS: behindS + toLoseS - loss.mean}))
    .sort((a, b) => a.gapS - b.gapS);
  const ahead = after.findLast(({gapS}) => gapS < 0);
  return {
    position: positionOf(probabilities),
    probabilities,
    ahead: ahead ? {car: ahead.car, gapS: -ahead.gapS} : null,
    behind: after.find(({gapS}) => gapS >= 0) ?? null,
    traffic: traffic / total,
  };
}

/** Distribution of the number of successes with one more trial. */
function convolve(share: readonly number[], p: number): number[] {
  const out = new Array<number>(share.length + 1).fill(0);
  share.forEach((value, k) => {
    out[k] += value * (1 - p);
    out[k + 1] += value * p;
  });
  return out;
}

/** The median position, and the positions within which 90 % lie: below either end there is less than 5 %. */
function positionOf(probabilities: readonly number[]): Expected {
  const below = (p: number) => {
    let sum = 0;
    for (let k = 0; k < probabilities.length; k++) {
      sum += probabilities[k];
      if (sum > p + 1e-9) return k + 1;
    }
    return probabilities.length;
  };
  return {value: below(0.5), low: below(0.05), high: below(0.95)};
}
