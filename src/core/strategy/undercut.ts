import {type Expected, expectedOfUncertain, probabilityBelow, type Uncertain} from "./expected.js";

export interface UndercutFacts {
  /** s between the two cars: to the one ahead for an undercut, and for an overcut */
  gapS: number;
  /** time lost in the pits by either car, s; visits differ by its deviation */
  loss: Uncertain;
  /** by which a lap on new tyres is faster than one on the present ones, s */
  freshS: Uncertain;
  /** laps that one car drives on new tyres while the other one is still out; an out lap counts as part of one */
  laps: number;
  /** by which the stops of two cars differ, s each, where the deviation of the loss is not known better: it is common to both as far as the lane is */
  stopS?: number;
  /** scatter of a car's lap, s: mistakes and traffic of either one */
  scatterS?: number;
}

export interface Undercut {
  /** probability of being ahead once both have stopped */
  probability: number;
  /** s ahead of the other car then; negative: behind */
  ahead: Expected;
}

/** s: see `stopS`; a stop without a queue in the lane */
const STOP_DIFFERENCE = 0.8;

/**
 * A stop before the car ahead: new tyres gain on it until it answers. Both lose the same in the lane, but for the difference of their stops.
 */
export function undercut(facts: UndercutFacts): Undercut {
  const ahead = aheadAfter(facts);
  return {probability: 1 - probabilityBelow(0, ahead), ahead: expectedOfUncertain(ahead)};
}

/**
 * The same where it is not known when the other car answers: a mixture over the laps until then.
 *
 * @param answers probabilities, which add up to 1, of the laps that the other car stays out
 */
export function undercutOver(
  facts: Omit<UndercutFacts, "laps">,
  answers: readonly {laps: number; p: number}[],
): Undercut {
  const parts = answers.map(({laps, p}) => ({p, ahead: aheadAfter({...facts, laps})}));
  const below = (limit: number) => parts.reduce((sum, {p, ahead}) => sum + p * probabilityBelow(limit, ahead), 0);
  const reach = Math.max(...parts.map(({ahead}) => Math.abs(ahead.mean) + 5 * ahead.deviation));
  const at = (share: number) => {
    let [low, high] = [-reach, reach];
    for (let i = 0; i < BISECTIONS; i++) {
      const middle = (low + high) / 2;
      if (below(middle) < share) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  };
  return {probability: 1 - below(0), ahead: {value: at(0.5), low: at(0.05), high: at(0.95)}};
}

/** of an interval of some tens of seconds: to a millisecond */
const BISECTIONS = 18;

function aheadAfter({gapS, loss, freshS, laps, scatterS = 0, stopS = STOP_DIFFERENCE}: UndercutFacts): Uncertain {
  const difference = Math.SQRT2 * Math.min(loss.deviation, stopS);
  const scatter = scatterS * Math.sqrt(2 * (laps + 1));
  return {mean: laps * freshS.mean - gapS, deviation: Math.hypot(laps * freshS.deviation, difference, scatter)};
}

/** A stop after the car ahead: where old tyres are as fast as its new ones (they need to warm up, or it meets traffic), staying out gains. */
export function overcut({freshS, ...facts}: UndercutFacts): Undercut {
  return undercut({...facts, freshS: {mean: -freshS.mean, deviation: freshS.deviation}});
}
