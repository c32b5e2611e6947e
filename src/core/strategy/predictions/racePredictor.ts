import type {Prediction} from "../../messages/events.js";
import type {Expected} from "../expected.js";
import {PIT_PRIOR} from "../pitCost.js";
import {duelsOf, endOfDuel} from "./duels.js";
import {type PredictionName, UNDONE} from "./kinds.js";
import {nextLapTime, type PaceError, recentPace} from "./nextLap.js";
import {rejoinNow, visitCost} from "./pitVisits.js";
import type {LapFact, MarkFact, PitFact, RaceFact} from "./raceFacts.js";
import {fuelAtEnd, fuelLeft} from "./raceFuel.js";
import {carOf, changingRoad, type KnownCar, learn, nothingKnown, type RaceKnown, wasNeutral} from "./raceKnown.js";
import {rewindRace} from "./rewind.js";
import {stopOf} from "./stops.js";

/** Session time that a fact waits for earlier ones of other cars, s. */
const LATENESS = 1;
/** Fuel and stops are predicted at every so many laps. */
const EVERY = 3;

const MODELS: Record<PredictionName, string> = {
  lapTime: "pace 1",
  pitLoss: "pit lane 1",
  rejoin: "gaps 1",
  fuel: "rate 1",
  stop: "stints 1",
  undercut: "new tyres 1",
  overcut: "new tyres 1",
};

interface State {
  known: RaceKnown;
  waiting: RaceFact[];
  newest: number;
  open: Prediction[];
  /** graded lately, with the session time: a flashback opens them again */
  closed: {one: Prediction; at: number}[];
  /** lap times ÷ recent pace − 1, oldest first: see nextLapTime */
  errors: PaceError[];
  /** of duels: see endOfDuel */
  gains: {gain: number; car: number; at: number}[];
  /** see RacePredictorOptions.earlierLosses; null: not known yet */
  earlier: readonly number[] | null;
}

export interface RacePredictorOptions {
  /** losses of visits in earlier sessions of this track and game, s */
  earlierLosses?: readonly number[];
}

/**
 * Predicts a race and grades its predictions: (state, fact) → (state, predictions). It writes each prediction before the event, with what was
 * known then, and again with the outcome. Facts of different cars may come up to a second of session time out of order. Deterministic: the
 * same facts give the same predictions from the log and from an archive. It says nothing before a race's distance is announced.
 */
export class RacePredictor {
  private state: State;

  constructor(
    private readonly emit: (prediction: Prediction) => void,
    {earlierLosses}: RacePredictorOptions = {},
  ) {
    this.state = {
      ...{known: nothingKnown(), waiting: [], newest: Number.NEGATIVE_INFINITY},
      ...{open: [], closed: [], errors: [], gains: [], earlier: earlierLosses ?? null},
    };
  }

  /** What earlier sessions of this track show, which is read while the race runs: it counts from the next visit on. The first reading stays. */
  setEarlierLosses(losses: readonly number[]): void {
    this.state.earlier ??= losses;
  }

  take(fact: RaceFact): void {
    const {state} = this;
    if (fact.type === "rewind") {
      this.rewind(fact);
      return;
    }
    let place = state.waiting.length;
    while (place > 0 && comesAfter(state.waiting[place - 1], fact)) place--;
    state.waiting.splice(place, 0, fact);
    state.newest = Math.max(state.newest, fact.time);
    let due = 0;
    while (due < state.waiting.length && state.waiting[due].time <= state.newest - LATENESS) due++;
    for (const one of state.waiting.splice(0, due)) this.apply(one);
  }

  /** Takes the facts that still wait, and grades nothing more: the session is over. */
  end(): void {
    for (const fact of this.state.waiting.splice(0)) this.apply(fact);
    const {known} = this.state;
    for (const one of [...this.state.open]) this.grade(one, known.time, Number.NaN, "the session ended before");
  }

  /** The state as text, for `load`. */
  save(): string {
    return JSON.stringify(this.state, (_, value) =>
      value === Number.NEGATIVE_INFINITY
        ? "-∞"
        : value === Number.POSITIVE_INFINITY
          ? "∞"
          : Number.isNaN(value)
            ? "?"
            : value,
    );
  }

  load(text: string): void {
    this.state = JSON.parse(text, (_, value) =>
      value === "-∞"
        ? Number.NEGATIVE_INFINITY
        : value === "∞"
          ? Number.POSITIVE_INFINITY
          : value === "?"
            ? Number.NaN
            : value,
    );
  }

  private apply(fact: RaceFact): void {
    const {known} = this.state;
    learn(known, fact);
    if (known.laps === null || fact.type === "announced" || fact.type === "line") return;
    if (fact.type === "mark") this.passed(fact);
    else if (fact.type === "lap") this.lapDone(fact);
    else if (fact.type === "pitIn") this.pitIn(fact);
    else if (fact.type === "pitOut") this.pitOut(fact);
    else if (fact.type === "out") this.stopped(fact.car, fact.time, "it retired");
  }

  private lapDone({car: index, lap, timeMs, time}: LapFact): void {
    const {state} = this;
    const {known} = state;
    const car = carOf(known, index);
    const done = car.laps.findLast((one) => one.lap === lap);
    const why = !done ? "not seen as a whole" : done.pit ? "pit lane" : done.neutral ? "neutralised" : "";
    this.gradeAll("lapTime", index, time, why ? Number.NaN : timeMs, why);
    const isChanging = changingRoad(known) !== undefined;
    const before =
      done && !why ? recentPace({...car, laps: car.laps.filter((one) => one !== done)}, isChanging) : Number.NaN;
    if (before > 0) state.errors.push({error: timeMs / before - 1, car: index, at: time});
    if (state.errors.length > MOST_ERRORS) state.errors.shift();
    if (lap >= known.laps!) {
      this.gradeAll("fuel", index, time, fuelLeft(car), "fuel unknown");
      this.stopped(index, time, "it did not stop again");
      return;
    }
    if (car.isOut || !done) return;
    const isNeutral = known.safetyCar > 0 || wasNeutral(known, done.startS ?? 0);
    const next =
      isNeutral || car.visits.at(-1)?.outS === null ? undefined : nextLapTime(car, state.errors, changingRoad(known));
    if (next) this.make("lapTime", car, time, {...next, horizon: 1});
    if (lap % EVERY !== 0) return;
    const fuel = fuelAtEnd(known, car);
    if (fuel) this.make("fuel", car, time, {...fuel, horizon: known.laps! - lap});
    const stop = stopOf(known, car);
    if (!stop || stop.stop.probability < LEAST_PROBABLE) return;
    const {lap: expected, probability} = stop.stop;
    this.make("stop", car, time, {expected, probability, baseline: stop.baseline, horizon: expected.value - lap});
  }

  private pitIn({car: index, time, lap, position}: PitFact): void {
    const {known} = this.state;
    const car = carOf(known, index);
    const isRed = known.neutral.at(-1)?.to === null && known.neutral.at(-1)!.red;
    this.gradeAll("stop", index, time, isRed ? Number.NaN : lap, isRed ? "red flag" : "");
    if (isRed || lap > known.laps!) return;
    const {cost, baseline} = visitCost(known, this.state.earlier ?? []);
    this.make("pitLoss", car, time, {expected: cost.expected, baseline, horizon: 0});
    if (position === null) return;
    const {position: expected, probabilities, traffic} = rejoinNow(known, car, cost.loss);
    const probability = probabilities[expected.value - 1] ?? Number.NaN;
    const simple = rejoinNow(known, car, {mean: PIT_PRIOR.mean, deviation: 0}).position.value;
    this.make("rejoin", car, time, {expected, probability, baseline: simple, horizon: 0});
    for (const {kind, car: chaser, other, ...duel} of duelsOf(known, car, {
      traffic,
      gains: this.state.gains.map(({gain}) => gain),
    }))
      this.make(kind, chaser, time, {...duel, otherCar: other.car});
  }

  /** A car passed a mark: its duels are decided once both cars have stopped. */
  private passed({car, time}: MarkFact): void {
    for (const one of [...this.state.open]) {
      if (Number.isNaN(one.otherCar) || (one.car !== car && one.otherCar !== car)) continue;
      const end = endOfDuel(this.state.known, one);
      if (!end) continue;
      this.grade(one, time, end.outcome, end.because);
      if (Number.isFinite(end.gain)) this.state.gains.push({gain: end.gain, car: one.car, at: time});
      if (this.state.gains.length > MOST_ERRORS) this.state.gains.shift();
    }
  }

  private pitOut({car: index, time, position}: PitFact): void {
    const {known} = this.state;
    const visit = carOf(known, index).visits.at(-1);
    const isRed = visit !== undefined && wasNeutral(known, visit.inS, true);
    const red = isRed ? "red flag" : "";
    this.gradeAll("pitLoss", index, time, isRed ? Number.NaN : (visit?.lossS ?? Number.NaN), red || "loss unknown");
    this.gradeAll("rejoin", index, time, isRed ? Number.NaN : (position ?? Number.NaN), red || "position unknown");
  }

  private stopped(car: number, time: number, why: string): void {
    for (const one of [...this.state.open])
      if (one.car === car || one.otherCar === car) this.grade(one, time, Number.NaN, why);
  }

  private make(
    kind: PredictionName,
    car: KnownCar,
    madeAt: number,
    {expected, baseline, horizon, probability = Number.NaN, otherCar = Number.NaN}: Made,
  ): void {
    const {value, low, high} = expected;
    const prediction: Prediction = {
      topic: "predictions",
      sessionTime: madeAt,
      car: car.car,
      id: [kind, car.car, car.lap, ...(Number.isNaN(otherCar) ? [] : [otherCar])].join("/"),
      ...{kind, otherCar},
      model: MODELS[kind],
      madeAt,
      lap: car.lap,
      ...{horizon, value, low, high, probability, baseline},
      ...{graded: false, outcome: Number.NaN, error: Number.NaN, inside: false, baselineError: Number.NaN, because: ""},
    };
    this.state.open.push(prediction);
    this.emit({...prediction});
  }

  private gradeAll(kind: PredictionName, car: number, time: number, outcome: number, because: string): void {
    for (const one of [...this.state.open])
      if (one.kind === kind && one.car === car) this.grade(one, time, outcome, because);
  }

  private grade(one: Prediction, time: number, outcome: number, because: string): void {
    const {open, closed} = this.state;
    open.splice(open.indexOf(one), 1);
    closed.push({one, at: time});
    while (closed[0].at < time - LONGEST_FLASHBACK) closed.shift();
    this.emit(gradedOf(one, time, outcome, because));
  }

  /**
   * Predictions made after the time that a flashback returned to did not happen: a record says so, unless they are made again, under the same
   * identity. Those that were graded after it are open again.
   */
  private rewind({car, to, time}: Extract<RaceFact, {type: "rewind"}>): void {
    const {state} = this;
    const isUndone = (one: RaceFact) => "car" in one && one.car === car && one.time > to;
    state.waiting = state.waiting.filter((one) => !isUndone(one));
    state.newest = to;
    const own = state.closed.filter(({one, at}) => one.car === car && at > to);
    state.closed = state.closed.filter((closed) => !own.includes(closed));
    state.open.push(...own.map(({one}) => one));
    const undone = state.open.filter((one) => one.car === car && one.madeAt > to);
    state.open = state.open.filter((one) => !undone.includes(one));
    for (const one of undone) this.emit(gradedOf(one, time, Number.NaN, UNDONE));
    state.errors = state.errors.filter((one) => one.car !== car || one.at <= to);
    state.gains = state.gains.filter((one) => one.car !== car || one.at <= to);
    rewindRace(state.known, car, to);
  }
}

/** s of session time in which grades can be taken back: as long as a car’s states are kept for flashbacks (see CarAnalyst). */
const LONGEST_FLASHBACK = 60;

function gradedOf(one: Prediction, time: number, outcome: number, because: string): Prediction {
  const isKnown = Number.isFinite(outcome);
  return {
    ...one,
    sessionTime: time,
    graded: true,
    outcome,
    error: one.value - outcome,
    inside: isKnown && outcome >= one.low && outcome <= one.high,
    baselineError: one.baseline - outcome,
    because: isKnown ? "" : because,
  };
}

interface Made {
  expected: Expected;
  baseline: number;
  horizon: number;
  probability?: number;
  otherCar?: number;
}

/** Errors remembered. */
const MOST_ERRORS = 100;
/** A stop less probable than this is not predicted. */
const LEAST_PROBABLE = 0.5;

/** The order of facts, whatever order they came in. */
function comesAfter(a: RaceFact, b: RaceFact): boolean {
  const rank = (fact: RaceFact) => ORDER.indexOf(fact.type);
  const car = (fact: RaceFact) => ("car" in fact ? fact.car : -1);
  return a.time !== b.time ? a.time > b.time : car(a) !== car(b) ? car(a) > car(b) : rank(a) > rank(b);
}

const ORDER: readonly RaceFact["type"][] = ["announced", "mark", "line", "lap", "pitIn", "pitOut", "out", "rewind"];
