import {type Expected, expectedOfUncertain, learned, type Uncertain} from "./expected.js";

export interface PitCost {
  /** time lost against driving past the pits, s */
  loss: Uncertain;
  expected: Expected;
  from: "this session" | "earlier sessions" | "prior";
  /** visits that it rests on */
  n: number;
}

/**
 * Loss before any visit is seen: pit lanes of Formula 1 circuits cost 16 to 28 s with a stop of 2 to 3 s (published by the tyre supplier before
 * each race).
 */
export const PIT_PRIOR: Uncertain = {mean: 21, deviation: 4};
/** Stops and traffic in the lane, s: visits on one day differ by this. */
const SCATTER = 1.5;
const WEIGHT = 3;

/** s that each car in the lane costs, ± as much: a car waits for a free lane, or for its team's other car. */
const HELD_UP = 0.4;

/** s that driving past takes where it is not known: a lane of 350 m with its ways in and out, at racing speed. */
export const PASS_S = 9;

/** Lap time under a (virtual) safety car as a multiple of a lap's. */
const SLOWER: Record<number, Uncertain> = {
  1: {mean: 1.55, deviation: 0.2},
  2: {mean: 1.4, deviation: 0.12},
  3: {mean: 2, deviation: 0.5},
};

export interface PitCostFacts {
  /** losses of this session's visits, s: what each would have lost under green */
  losses: readonly number[];
  /** losses of visits in archived sessions of this track and game, s */
  earlier?: readonly number[];
  /** s that driving past the pits takes under green, from where the lane begins to where it ends */
  passS?: number;
  /** announced: 0 none, 1 safety car, 2 virtual safety car, 3 formation lap */
  safetyCar?: number;
  /** cars in the lane now: each may hold up the one that comes in */
  inLane?: number;
  /** pace of the cars on the road now as a multiple of their green lap, where it is seen */
  slower?: number;
}

/**
 * Time lost by a visit to the pits now. Behind a safety car the others drive slowly past the lane, so that less is lost: loss + pass · (1 −
 * slower). `slower` is between what the cars on the road show now and what the announcement usually means.
 */
export function pitCost({
  losses,
  earlier = [],
  passS = PASS_S,
  safetyCar = 0,
  inLane = 0,
  slower,
}: PitCostFacts): PitCost {
  const own = losses.length > 0;
  const from = own ? "this session" : earlier.length > 0 ? "earlier sessions" : "prior";
  // another day's visits are as good as one of today's, with the scatter between days
  const prior = earlier.length > 0 ? learned(earlier, PIT_PRIOR, SCATTER, WEIGHT) : PIT_PRIOR;
  const green = own ? learned(losses, prior, SCATTER, WEIGHT) : prior;
  const pace = paceUnder(safetyCar, slower);
  const loss = {
    mean: green.mean + passS * (1 - pace.mean) + HELD_UP * inLane,
    deviation: Math.hypot(green.deviation, passS * pace.deviation, HELD_UP * inLane),
    df: green.df,
  };
  return {loss, expected: expectedOfUncertain(loss), from, n: own ? losses.length : earlier.length};
}

function paceUnder(safetyCar: number, slower?: number): Uncertain {
  const announced = SLOWER[safetyCar];
  if (!announced) return {mean: 1, deviation: 0};
  // the pace changes while the car is in the lane: the queue behind the safety car forms
  return slower === undefined ? announced : {...announced, mean: (slower + announced.mean) / 2};
}
