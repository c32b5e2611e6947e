import type {PredictedRace} from "../../src/core/analyst/predictRace.js";
import type {SessionFile} from "../../src/core/archive/types.js";
import type {Prediction} from "../../src/core/messages/events.js";
import {type Grade, gradeText} from "../../src/core/strategy/predictions/gradesOf.js";
import {PREDICTION_KINDS, type PredictionName} from "../../src/core/strategy/predictions/kinds.js";
import {alignedColumns} from "./alignedColumns.js";

/** Grades of a race's predictions, and the predictions of one car, as text. */
export function describePredictions(
  {id, track, type}: SessionFile,
  {laps, isGuessed}: PredictedRace,
  grades: readonly Grade[],
  listed: readonly Prediction[],
): string {
  const distance = `${laps} laps${isGuessed ? ", as driven: the session announces no distance" : ""}`;
  const lines = [`${id}  ${track.name}  ${type}, ${distance}`, ""];
  if (grades.length === 0) return [...lines, "nothing could be predicted: no car has samples of two laps"].join("\n");
  const head = ["prediction", "graded", "in 90 %", "error", "simplest rule", "not graded", "in words"];
  const rows = grades.map((grade) => {
    const {kind, n, coverage, error, baselineError, ungraded} = grade;
    const {label} = PREDICTION_KINDS[kind];
    const share = n > 0 ? `${Math.round(100 * coverage)} %` : "–";
    return [label, `${n}`, share, text(kind, error), text(kind, baselineError), `${ungraded}`, gradeText(grade)];
  });
  lines.push(...alignedColumns([head, ...rows], {lastLeft: true}));
  lines.push("", "error, simplest rule: median of the absolute errors");
  const graded = listed.filter((one) => one.graded);
  if (graded.length > 0) lines.push("", ...alignedColumns([PREDICTED, ...graded.map(row)], {lastLeft: true}));
  return lines.join("\n");
}

const PREDICTED = ["prediction", "lap", "value", "90 % from", "to", "simplest rule", "outcome", ""];

function row({kind, lap, value, low, high, baseline, outcome, inside, because}: Prediction): string[] {
  const name = kind as PredictionName;
  const numbers = [value, low, high, baseline, outcome].map((one) => text(name, one));
  return [PREDICTION_KINDS[name].label, `${lap}`, ...numbers, because || (inside ? "inside" : "outside")];
}

function text(kind: PredictionName, value: number): string {
  const {unit, decimals} = PREDICTION_KINDS[kind];
  if (!Number.isFinite(value)) return "–";
  return unit === "ms" ? `${(value / 1000).toFixed(3)} s` : `${value.toFixed(decimals)}${unit === "s" ? " s" : ""}`;
}
