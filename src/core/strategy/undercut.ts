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
}

export interface Undercut {
  /** probability of being ahead once both have stopped */
  probability: number;
  /** s ahead of the other car then; negative: behind */
  ahead: Expected;
}

/** Stops of two cars differ by this much, s, where the deviation of the loss is not known better: it is common to both as far as the lane is. */
const STOP_DIFFERENCE = 0.8;

/**
 * A stop before the car ahead: new tyres gain on it until it answers. Both lose the same in the lane, but for the difference of their stops.
 */
export function undercut({gapS, loss, freshS, laps}: UndercutFacts): Undercut {
  const difference = Math.SQRT2 * Math.min(loss.deviation, STOP_DIFFERENCE);
  const ahead = {mean: laps * freshS.mean - gapS, deviation: Math.hypot(laps * freshS.deviation, difference)};
  return {probability: 1 - probabilityBelow(0, ahead), ahead: expectedOfUncertain(ahead)};
}

/** A stop after the car ahead: where old tyres are as fast as its new ones (they need to warm up, or it meets traffic), staying out gains. */
export function overcut({freshS, ...facts}: UndercutFacts): Undercut {
  return undercut({...facts, freshS: {mean: -freshS.mean, deviation: freshS.deviation}});
}
