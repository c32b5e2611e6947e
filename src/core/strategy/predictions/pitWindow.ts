import type {Prediction} from "../../messages/events.js";
import type {PitCost} from "../pitCost.js";
import {type Rejoin, rejoin} from "../rejoin.js";
import type {Undercut} from "../undercut.js";
import {DUEL_S, duelOver} from "./duels.js";
import {pitCostNow} from "./latestPredictions.js";

/** A duel through the stops with the car next to one's own. */
export interface NextDuel extends Undercut {
  car: number;
  gapS: number;
}

/** What a stop at this moment means. */
export interface PitWindow {
  cost: PitCost;
  /** s less than without a safety car */
  cheaperS: number;
  rejoin: Rejoin;
  /** stopping before the car ahead; staying out while it stops; the car behind stops first and gets past. null: nobody within 5 s, or a safety car */
  undercut: NextDuel | null;
  overcut: NextDuel | null;
  threat: NextDuel | null;
}

/** Laps within which the other car answers, each as probable: its own plan is not known to a page. */
const ANSWERS = [1, 2, 3].map((laps) => ({laps, p: 1 / 3}));

/**
 * What a stop now would mean for a car, by this race's visits and duels so far.
 *
 * @param predictions of the race, up to now
 * @param rivals that still race, with their gaps in s; in the lane with what they are still to lose
 */
export function pitWindow(
  predictions: readonly Prediction[],
  {
    rivals,
    lapS,
    safetyCar,
  }: {rivals: readonly {car: number; behindS: number; inLane: boolean}[]; lapS: number; safetyCar: number},
): PitWindow {
  const cost = pitCostNow(predictions, safetyCar);
  const cheaperS = pitCostNow(predictions).loss.mean - cost.loss.mean;
  // a car in the lane has lost half of it on average
  const facing = rivals.map(({car, behindS, inLane}) => ({car, behindS, toLoseS: inLane ? cost.loss.mean / 2 : 0}));
  const after = rejoin(facing, cost.loss);
  const gains = gainsOf(predictions, lapS);
  const near = rivals.filter(({behindS, inLane}) => !inLane && Math.abs(behindS) < DUEL_S);
  const ahead = near.filter(({behindS}) => behindS < 0).sort((a, b) => b.behindS - a.behindS)[0];
  const behind = near.filter(({behindS}) => behindS >= 0).sort((a, b) => a.behindS - b.behindS)[0];
  const duel = (kind: "undercut" | "overcut", rival: typeof ahead | undefined, traffic: number): NextDuel | null => {
    if (!rival || safetyCar > 0 || !(lapS > 0)) return null;
    const gapS = Math.abs(rival.behindS);
    return {car: rival.car, gapS, ...duelOver(kind, {gapS, traffic, gains, lapS}, ANSWERS)};
  };
  return {
    ...{cost, cheaperS, rejoin: after},
    undercut: duel("undercut", ahead, after.traffic),
    overcut: duel("overcut", ahead, 0),
    threat: duel("undercut", behind, 0),
  };
}

/** What each lap after a stop gained in the duels that are decided, share of the lap time; see endOfDuel. */
function gainsOf(predictions: readonly Prediction[], lapS: number): number[] {
  return predictions.flatMap(({kind, graded, outcome, baseline, horizon}) => {
    if (!graded || !Number.isFinite(outcome) || (kind !== "undercut" && kind !== "overcut") || horizon < 0.5) return [];
    const gained = kind === "undercut" ? outcome - baseline : baseline - outcome;
    return [gained / horizon / lapS];
  });
}
