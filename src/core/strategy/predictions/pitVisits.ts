import {median} from "../../signal/robust.js";
import type {Uncertain} from "../expected.js";
import {PASS_S, PIT_PRIOR, type PitCost, pitCost} from "../pitCost.js";
import {type Rejoin, type Rival, rejoin} from "../rejoin.js";
import {gapBetween, type KnownCar, paceNow, type RaceKnown, visitOf} from "./raceKnown.js";
import {ALL_STOP, isOnWrongTyres, stopSoon, togetherNow} from "./stops.js";

/** Visits of this race with a known loss, oldest first; without those in which something else was repaired: more than twice the usual. */
function lossesOf(known: RaceKnown): number[] {
  const visits = Object.values(known.cars).flatMap((car) => car.visits);
  const losses = visits
    .filter(({greenLossS}) => greenLossS !== null)
    .sort((a, b) => a.outS! - b.outS!)
    .map(({greenLossS}) => greenLossS!);
  const usual = median(losses);
  return losses.filter((loss) => loss < 2 * usual);
}

/** What a visit costs a car that enters the lane now, and by the simplest rule: as much as the last visit of any car. */
export function visitCost(known: RaceKnown, earlier: readonly number[]): {cost: PitCost; baseline: number} {
  const losses = lossesOf(known);
  const done = Object.values(known.cars).flatMap(({visits}) => visits.filter(({lossS}) => lossS !== null));
  const last = done.sort((a, b) => a.outS! - b.outS!).at(-1);
  const passS = usualPass(known);
  const slower = known.safetyCar > 0 ? paceNow(known, known.neutral.at(-1)?.from ?? 0) : Number.NaN;
  const cost = pitCost({
    ...{losses, earlier, passS, safetyCar: known.safetyCar, inLane: inLane(known)},
    ...(Number.isFinite(slower) && slower > 1 && {slower}),
  });
  return {cost, baseline: last?.lossS ?? PIT_PRIOR.mean};
}

/** s that driving past the lane takes, as of the last visit whose end is known; before any, about half a minute of track is not known. */
function usualPass(known: RaceKnown): number {
  const visits = Object.values(known.cars).flatMap((one) => one.visits);
  const last = visits.filter(({outS, greenLossS}) => outS !== null && greenLossS !== null).at(-1);
  return last ? last.outS! - last.inS - last.greenLossS! : PASS_S;
}

/** Where a car comes out that enters the lane now. */
export function rejoinNow(known: RaceKnown, car: KnownCar, loss: Uncertain): Rejoin {
  const rivals = Object.values(known.cars).flatMap((other): Rival[] => {
    if (other === car || other.isOut) return [];
    const behindS = gapBetween(car, other);
    const visit = visitOf(other);
    // what a car in the lane has lost already shows in its gap only at its next mark
    const done = visit ? Math.min(1, Math.max(0, (known.time - visit.inS) / (loss.mean + PASS_S))) : 1;
    const stops = visit ? 0 : stopSoon(known, other);
    const stopsTogether = !visit && isOnWrongTyres(known, other) ? Math.max(stops, ALL_STOP) : stops;
    if (Number.isFinite(behindS))
      return [{car: other.car, behindS, toLoseS: (1 - done) * loss.mean, stops, stopsTogether}];
    const isAhead = (other.position ?? Infinity) < (car.position ?? Infinity);
    return [{car: other.car, behindS: isAhead ? -FAR : FAR}];
  });
  return rejoin(rivals, loss, isOnWrongTyres(known, car) ? togetherNow(known) : 0);
}

/** s: beyond what a stop can change. */
const FAR = 1000;

/** Cars in the pit lane beside the one that has just come in. */
function inLane({cars}: RaceKnown): number {
  return Object.values(cars).filter((car) => !car.isOut && visitOf(car)).length - 1;
}
