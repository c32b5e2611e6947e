import type {MathChannel} from "../expressions/mathChannels.js";
import {fnv1a} from "../signal/fnv1a.js";
import {cusumEvaluator} from "./cusum.js";
import type {RuleEvaluator} from "./evaluator.js";
import {fuelEvaluator} from "./fuelShort.js";
import {bestEvaluator, trackLimitsEvaluator} from "./lapRules.js";
import {lockUpEvaluator} from "./lockUp.js";
import {eventEvaluator, penaltyEvaluator, rainEvaluator, safetyCarEvaluator} from "./messageRules.js";
import {missingEvaluator} from "./missing.js";
import type {AlertRule} from "./rule.js";
import {conditionEvaluator, rateEvaluator, thresholdEvaluator} from "./threshold.js";

/** A compiled rule with its place in a state. */
export interface PlacedRule extends RuleEvaluator {
  /** hash of the rule, hexadecimal */
  version: string;
  /** of the session time of its last alert; its own state follows */
  at: number;
}

/** Compiled rules: those over the samples of a car, and those over session events. */
export interface AlertProgram {
  /** hash of all rules: a state of other rules cannot be continued */
  version: number;
  cars: readonly PlacedRule[];
  session: readonly PlacedRule[];
  /** channels that the rules and the place of an alert need of a sample */
  channels: readonly string[];
  /** state of a car, and of the session's events, before anything */
  initialCar: readonly number[];
  initialSession: readonly number[];
}

/** Compiles rules that checkAlertRules let pass, those that are switched on; expressions may name math channels. Throws an ExpressionError where they have changed since. */
export function compileAlertRules(
  rules: readonly AlertRule[],
  mathChannels: readonly MathChannel[] = [],
): AlertProgram {
  const on = rules.filter(({enabled}) => enabled !== false).map(({enabled: _, ...rule}) => rule as AlertRule);
  const evaluators = on.map((rule) => evaluatorOf(rule, mathChannels));
  const cars = placed(evaluators.filter(({message}) => !message));
  const session = placed(evaluators.filter(({message}) => message));
  return {
    version: hash(JSON.stringify([on, mathChannels])),
    cars: cars.rules,
    session: session.rules,
    channels: [...new Set(["sessionTime", "lapDistance", ...evaluators.flatMap(({channels}) => channels)])],
    initialCar: cars.initial,
    initialSession: session.initial,
  };
}

function placed(evaluators: readonly RuleEvaluator[]): {rules: PlacedRule[]; initial: number[]} {
  const initial: number[] = [];
  const rules = evaluators.map((evaluator) => {
    const at = initial.length;
    initial.push(Number.NaN, ...evaluator.initial);
    const version = (hash(JSON.stringify(evaluator.rule)) >>> 0).toString(16).padStart(8, "0");
    return {...evaluator, version, at};
  });
  return {rules, initial};
}

/** Copies the states of rules that are the same in both lists; `head`: numbers before the first rule's. The others stay as they are. */
export function carryStates(
  from: readonly PlacedRule[],
  state: Float64Array,
  to: readonly PlacedRule[],
  into: Float64Array,
  head: number,
): void {
  for (const {version, initial, at} of to) {
    const same = from.find((one) => one.version === version && one.initial.length === initial.length);
    if (same) into.set(state.subarray(head + same.at, head + same.at + 1 + initial.length), head + at);
  }
}

function hash(text: string): number {
  return fnv1a(new TextEncoder().encode(text));
}

function evaluatorOf(rule: AlertRule, mathChannels: readonly MathChannel[]): RuleEvaluator {
  switch (rule.kind) {
    case "threshold":
      return thresholdEvaluator(rule, mathChannels);
    case "rate":
      return rateEvaluator(rule, mathChannels);
    case "condition":
      return conditionEvaluator(rule, mathChannels);
    case "missing":
      return missingEvaluator(rule, mathChannels);
    case "cusum":
      return cusumEvaluator(rule, mathChannels);
    case "lockUp":
      return lockUpEvaluator(rule);
    case "trackLimits":
      return trackLimitsEvaluator(rule);
    case "fuelShort":
      return fuelEvaluator(rule);
    case "best":
      return bestEvaluator(rule);
    case "rain":
      return rainEvaluator(rule);
    case "safetyCar":
      return safetyCarEvaluator(rule);
    case "penalty":
      return penaltyEvaluator(rule);
    case "event":
      return eventEvaluator(rule);
  }
}
