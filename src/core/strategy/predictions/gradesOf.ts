import type {Prediction} from "../../messages/events.js";
import {mean} from "../../signal/moments.js";
import {median} from "../../signal/robust.js";
import {PREDICTION_KINDS, type PredictionName, UNDONE} from "./kinds.js";

/** How good the predictions of one kind were. */
export interface Grade {
  kind: PredictionName;
  /** graded predictions with an outcome */
  n: number;
  /** outcomes within the 90 % interval, and their share, 0–1 */
  inside: number;
  coverage: number;
  /** medians of the absolute errors, in the kind's unit */
  error: number;
  baselineError: number;
  /** mean half width of the intervals */
  reach: number;
  /**
   * Of an event, mean of (probability − 1 or 0)² (Brier 1950), and of always giving the share that happened, which nobody knows before; NaN: no event
   */
  brier: number;
  baselineBrier: number;
  /** events of which the more probable outcome came */
  right: number;
  /** predictions within one place or lap of the outcome */
  withinOne: number;
  /** predictions that could not be graded (a stop that did not come, a safety car), and those whose event is still to come */
  ungraded: number;
  open: number;
}

/** Grades by kind; kinds without a prediction are absent. A graded record takes the place of the one that was written before the event. */
export function gradesOf(predictions: Iterable<Prediction>): Grade[] {
  const byKind = new Map<string, Map<string, Prediction>>();
  for (const one of predictions) {
    const kind = byKind.get(one.kind) ?? new Map<string, Prediction>();
    byKind.set(one.kind, kind);
    if (one.because === UNDONE) kind.delete(one.id);
    else if (one.graded || !kind.get(one.id)?.graded) kind.set(one.id, one);
  }
  return (Object.keys(PREDICTION_KINDS) as PredictionName[]).flatMap((kind) => {
    const all = [...(byKind.get(kind)?.values() ?? [])];
    return all.length > 0 ? [gradeOf(kind, all)] : [];
  });
}

/** A grade for a reader: "within one place in 14 of 17". */
export function gradeText({kind, n, inside, withinOne, right}: Grade): string {
  if (n === 0) return "not graded yet";
  const {unit, isEvent} = {isEvent: false, ...PREDICTION_KINDS[kind]};
  if (isEvent) return `right in ${right} of ${n}`;
  return unit === "place" || unit === "lap"
    ? `within one ${unit} in ${withinOne} of ${n}`
    : `inside its interval in ${inside} of ${n}`;
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
    ...eventGrade("isEvent" in PREDICTION_KINDS[kind] ? known : []),
    withinOne: known.filter(({error}) => Math.abs(error) <= 1).length,
    ungraded: all.filter(({graded, outcome}) => graded && !Number.isFinite(outcome)).length,
    open: all.filter(({graded}) => !graded).length,
  };
}

function eventGrade(known: readonly Prediction[]): Pick<Grade, "brier" | "baselineBrier" | "right"> {
  const happened = known.map(({outcome}) => Number(outcome > 0));
  const share = mean(happened);
  return {
    brier: mean(known.map(({probability}, i) => (probability - happened[i]) ** 2)),
    baselineBrier: share * (1 - share),
    right: known.filter(({probability}, i) => probability > 0.5 === happened[i] > 0).length,
  };
}
