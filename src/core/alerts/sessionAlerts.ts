import {improves} from "../laps/bests.js";
import type {SessionMessage, StrategyAlert} from "../messages/events.js";
import {type AlertProgram, carryStates, type PlacedRule} from "./alertProgram.js";
import {type AlertFact, alertText} from "./alertText.js";
import type {AlertSession, Raise} from "./evaluator.js";
import {safetyCarAfter} from "./messageRules.js";
import type {AlertCars} from "./rule.js";

// the head of the state; the rules' states follow
const VERSION = 0;
const PLAYER = 1;
const RACE_LAPS = 2;
const SAFETY_CAR = 3;
const HEAD = 4;

/**
 * Alerts of one session: what all its cars share, and the rules over its events. Its state is one vector. Cars are evaluated by CarAlerts.
 */
export class SessionAlerts implements AlertSession {
  readonly state: Float64Array;
  /** best valid lap time by car, ms; undone by a flashback of that car */
  private readonly bests = new Map<number, () => number>();
  private readonly parts: readonly Float64Array[];
  private readonly raises: readonly Raise[];
  private message: SessionMessage | undefined;

  constructor(
    readonly program: AlertProgram,
    readonly emit: (alert: StrategyAlert) => void,
  ) {
    const {session, initialSession, version} = program;
    this.state = Float64Array.of(version, Number.NaN, Number.NaN, 0, ...initialSession);
    this.parts = session.map((rule) => partOf(this.state, HEAD + rule.at, rule));
    this.raises = session.map((rule) => (fact) => {
      const {car, sessionTime} = this.message!;
      // an event about no car is of every car
      if (!Number.isNaN(car) && !this.concerns(rule.rule.cars, car)) return;
      raiseAlert(rule, this.state, HEAD + rule.at, {car, sessionTime, lapDistance: Number.NaN}, fact, this.emit);
    });
  }

  get raceLaps(): number {
    return this.state[RACE_LAPS];
  }

  get safetyCar(): number {
    return this.state[SAFETY_CAR];
  }

  /** The player's car; null: a spectator's session. Until it is known, rules about the player's car or its rivals are silent. */
  setPlayer(car: number | null): void {
    this.state[PLAYER] = car ?? -1;
  }

  concerns(cars: AlertCars, car: number): boolean {
    const player = this.state[PLAYER];
    return cars === "all" || (cars === "mine" ? car === player : player >= 0 && car !== player);
  }

  /** Takes a session event. */
  take(message: SessionMessage): void {
    const {state} = this;
    if (message.kind === "raceLaps") state[RACE_LAPS] = message.details.laps ?? Number.NaN;
    state[SAFETY_CAR] = safetyCarAfter(message, state[SAFETY_CAR]);
    this.message = message;
    const {session} = this.program;
    for (let i = 0; i < session.length; i++) session[i].message!(this.parts[i], message, this.raises[i]);
  }

  /** @param best returns the car's best valid lap time, ms; NaN: none */
  addCar(car: number, best: () => number): void {
    this.bests.set(car, best);
  }

  bestOfOthers(car: number): number {
    let best = Number.NaN;
    for (const [other, timeOf] of this.bests) if (other !== car && improves(timeOf(), best)) best = timeOf();
    return best;
  }

  /** Continues from a saved state; of one of other rules, `from`, what is known of the session and of the rules that are there unchanged. */
  load(saved: Float64Array, from?: AlertProgram): void {
    const known = saved[VERSION] === this.program.version && saved.length === this.state.length;
    this.state.set(known ? saved : saved.subarray(0, Math.min(HEAD, saved.length)));
    if (!known && from) carryStates(from.session, saved, this.program.session, this.state, HEAD);
    this.state[VERSION] = this.program.version;
  }
}

/** The part of a state that is a rule's own. */
export function partOf(state: Float64Array, at: number, {initial}: PlacedRule): Float64Array {
  return state.subarray(at + 1, at + 1 + initial.length);
}

/** Emits an alert unless the rule is silent for that long after its last one; `at`: where the session time of that is kept. */
export function raiseAlert(
  {rule, version}: PlacedRule,
  state: Float64Array,
  at: number,
  {car, sessionTime, lapDistance}: Pick<StrategyAlert, "car" | "sessionTime" | "lapDistance">,
  fact: AlertFact,
  emit: (alert: StrategyAlert) => void,
): void {
  if (sessionTime - state[at] < rule.coolDownS) return;
  state[at] = sessionTime;
  const {value, limit, unit, channel, fromTime, toTime, lap} = fact;
  emit({
    topic: "strategy-alerts",
    sessionTime,
    car,
    lap,
    rule: rule.id,
    ruleVersion: version,
    severity: rule.severity,
    title: rule.title,
    text: alertText(rule, fact),
    value,
    limit,
    unit,
    channel,
    fromTime,
    toTime,
    lapDistance,
  });
}
