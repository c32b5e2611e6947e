import type {Prediction} from "../../messages/events.js";
import {median} from "../../signal/robust.js";
import {PREDICTION_KINDS, type PredictionName} from "./kinds.js";

/** How good the predictions of one kind were. */
export interface Grade {
  kind: PredictionName;
  /** graded predictions with an outcome */
  n: number;
  /** outcomes within the 90 % interval */
  inside: number;
  /** share of them, 0–1 */
  coverage: number;
  /** median of the absolute errors, in the kind's unit */
  error: number;
  baselineError: number;
  /** mean half width of the intervals */
  reach: number;
  /** predictions within one place or lap of the outcome */
  withinOne: number;
  /** predictions that could not be graded (a stop that did not come, a safety car), and those whose event is still to come */
  void: number;
  open: number;
}

/** Grades by kind of the predictions of one or more sessions; kinds without a prediction are absent. Later records replace earlier ones of the same prediction. */
export function gradesOf(predictions: Iterable<Prediction>): Grade[] {
  const byKind = new Map<string, Map<string, Prediction>>();
  const session = 0;
  for (const one of predictions) {
    const kind = byKind.get(one.kind) ?? new Map<string, Prediction>();
    byKind.set(one.kind, kind);
    const key = `${session} ${one.id}`;
    if (one.graded || !kind.get(key)?.graded) kind.set(key, one);
  }
  return (Object.keys(PREDICTION_KINDS) as PredictionName[]).flatMap((kind) => {
    const all = [...(byKind.get(kind)?.values() ?? [])];
    return all.length > 0 ? [gradeOf(kind, all)] : [];
  });
}

function gradeOf(kind: PredictionName, all: readonly Prediction[]): Grade {
  const known = all.filter(({graded, outcome}) => graded && Number.isFinite(outcome));
  const inside = known.filter((one) => one.inside).length;
  const absolute = (errors: number[]) => median(errors.map(Math.abs));
  return {
    kind,
    n: known.length,
    inside,
    coverage: inside / known.length,
    error: absolute(known.map(({error}) => error)),
    baselineError: absolute(known.map(({baselineError}) => baselineError)),
    reach: known.reduce((sum, {low, high}) => sum + (high - low) / 2, 0) / known.length,
    withinOne: known.filter(({error}) => Math.abs(error) <= 1).length,
    void: all.filter(({graded, outcome}) => graded && !Number.isFinite(outcome)).length,
    open: all.filter(({graded}) => !graded).length,
  };
}
