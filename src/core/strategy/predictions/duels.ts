import type {Prediction} from "../../messages/events.js";
import {type Expected, learned} from "../expected.js";
import {type StopFacts, stopLaps} from "../nextStop.js";
import {PIT_PRIOR} from "../pitCost.js";
import {type Undercut, undercutOver} from "../undercut.js";
import {
  carOf,
  changingRoad,
  gapBetween,
  type KnownCar,
  lastCommonMark,
  type RaceKnown,
  visitOf,
  wasNeutral,
} from "./raceKnown.js";
import {stopFacts} from "./stops.js";

/** Two cars closer than this, s, race each other for the place through their stops. */
export const DUEL_S = 5;
/** A rival that hardly stops again cannot answer. */
const LEAST_PROBABLE = 0.5;

/**
 * What a lap after the stop gains on one before it, share of the lap time, before a duel of the race shows it: new tyres gain about as much as the
 * cold out lap and traffic cost.
 */
const GAIN = {mean: 0, deviation: 0.01};
const GAIN_SCATTER = 0.012;
const GAIN_WEIGHT = 3;
/** Share of the lap time that a lap behind slower cars costs after the stop. */
const HELD_UP = 0.01;
/** Stops of two cars and their way through the lane differ by this each, s: see pitCost. */
const STOP_S = 1.5;
/** Scatter of a lap in a duel, share of the lap time: see the notes on predictions. */
const LAP_SCATTER = 0.01;

/** What is expected of a duel through the stops: `car` stays behind, or gets past the other one. */
export interface Duel {
  kind: "undercut" | "overcut";
  car: KnownCar;
  other: KnownCar;
  /** s that `car` is ahead once both have stopped */
  expected: Expected;
  probability: number;
  /** as the order is now */
  baseline: number;
  /** laps until both have stopped */
  horizon: number;
}

/**
 * The duels that a stop begins: it undercuts the car ahead, and the car behind may overcut it by staying out. None behind a safety car, where others
 * stop at once, nor while the road gets wet or dry.
 *
 * @param traffic probability that it rejoins close behind another car
 * @param gains of this race's duels: see endOfDuel
 */
export function duelsOf(
  known: RaceKnown,
  car: KnownCar,
  {traffic, gains}: {traffic: number; gains: readonly number[]},
): Duel[] {
  if (known.safetyCar > 0 || wasNeutral(known, known.time) || changingRoad(known)) return [];
  const rivals = Object.values(known.cars).flatMap((other) => {
    if (other === car || other.isOut || visitOf(other)) return [];
    const behindS = gapBetween(car, other);
    return Math.abs(behindS) < DUEL_S ? [{other, behindS}] : [];
  });
  const ahead = rivals.filter(({behindS}) => behindS < 0).sort((a, b) => b.behindS - a.behindS)[0];
  const behind = rivals.filter(({behindS}) => behindS >= 0).sort((a, b) => a.behindS - b.behindS)[0];
  return [
    ...(ahead ? duel(known, "undercut", {traffic, gains, car, other: ahead.other, gapS: -ahead.behindS}) : []),
    ...(behind ? duel(known, "overcut", {traffic, gains, car: behind.other, other: car, gapS: behind.behindS}) : []),
  ];
}

function duel(
  known: RaceKnown,
  kind: Duel["kind"],
  {
    car,
    other,
    gapS,
    traffic,
    gains,
  }: Pick<Duel, "car" | "other"> & {gapS: number; traffic: number; gains: readonly number[]},
): Duel[] {
  const [stopping, staying] = kind === "undercut" ? [car, other] : [other, car];
  const facts = stopFacts(known, staying);
  // a car ahead that drove past the entry comes in a lap later at the earliest
  const answers = facts ? answersOf(facts, stopping.lap, kind === "undercut" ? 1 : 0) : [];
  if (answers.length === 0) return [];
  const lapS = (staying.pass ?? stopping.pass)?.lapS;
  if (!lapS) return [];
  const {ahead, probability} = duelOver(kind, {gapS, traffic, gains, lapS}, answers);
  const horizon = answers.reduce((sum, {laps, p}) => sum + p * laps, 0);
  return [{kind, car, other, expected: ahead, probability, baseline: -gapS, horizon}];
}

/** A duel between two cars `gapS` apart, whose laps take about `lapS`: see duelsOf and undercutOver. */
export function duelOver(
  kind: Duel["kind"],
  {gapS, traffic, gains, lapS}: {gapS: number; traffic: number; gains: readonly number[]; lapS: number},
  answers: readonly {laps: number; p: number}[],
): Undercut {
  const sign = kind === "undercut" ? 1 : -1;
  const gain = learned(gains, GAIN, GAIN_SCATTER, GAIN_WEIGHT);
  const freshS = {mean: sign * (gain.mean - HELD_UP * traffic) * lapS, deviation: gain.deviation * lapS};
  return undercutOver({gapS, loss: PIT_PRIOR, stopS: STOP_S, freshS, scatterS: LAP_SCATTER * lapS}, answers);
}

function answersOf(facts: StopFacts & {probability: number}, lap: number, least: number): {laps: number; p: number}[] {
  if (facts.probability < LEAST_PROBABLE) return [];
  return stopLaps(facts, lap + least).map((one) => ({laps: one.lap - lap, p: one.p}));
}

/**
 * The outcome of a duel: by how many seconds the car leads at the first mark that both pass after both have stopped, or the reason why there is no
 * outcome. Null while the duel goes on.
 * `gain`: what each lap after the stop gained, share of the lap time; NaN where both stopped in one lap.
 */
export function endOfDuel(
  known: RaceKnown,
  {car, otherCar, kind, madeAt, baseline}: Pick<Prediction, "car" | "otherCar" | "kind" | "madeAt" | "baseline">,
): {outcome: number; gain: number; because: string} | null {
  const [own, other] = [car, otherCar].map((one) => carOf(known, one));
  const [stopping, staying] = kind === "undercut" ? [own, other] : [other, own];
  const unknown = (because: string) => ({outcome: Number.NaN, gain: Number.NaN, because});
  if (wasNeutral(known, madeAt)) return unknown("neutralised");
  const answer = staying.visits.find(({inS}) => inS > madeAt);
  const stops = stopping.visits.filter(({inS}) => inS >= madeAt);
  if (stops.length > 1) return unknown("it stopped again");
  const outS = Math.max(answer?.outS ?? Number.NaN, stops[0]?.outS ?? Number.NaN);
  // a place that one of them passed before its stop says nothing
  const [ofOwn = Number.NaN, ofOther = Number.NaN] = lastCommonMark(own, other) ?? [];
  if (!(Math.min(ofOwn, ofOther) > outS)) return null;
  const outcome = ofOther - ofOwn;
  const laps = answer!.lap - stops[0].lap;
  const gained = kind === "undercut" ? outcome - baseline : baseline - outcome;
  const lapS = (own.pass ?? other.pass)?.lapS ?? Number.NaN;
  return {outcome, gain: laps > 0 ? gained / laps / lapS : Number.NaN, because: ""};
}
