import {PREDICTION_KINDS, type PredictionName} from "../../core/strategy/predictions/kinds.js";
import {fixed, lapTime} from "../ui/format.js";

/** A value of a kind of prediction as it is written without its unit: a lap time, else a number. */
export function predictedNumber(kind: string, value: number): string {
  const {unit, decimals} = PREDICTION_KINDS[kind as PredictionName];
  return unit === "ms" ? lapTime(value) : fixed(value, decimals);
}

/** The same with its unit: "1:31.204", "21.3 s", "P12", "lap 18". */
export function predictedText(kind: string, value: number): string {
  const {unit} = PREDICTION_KINDS[kind as PredictionName];
  const number = predictedNumber(kind, value);
  if (unit === "place") return `P${number}`;
  if (unit === "lap") return `lap ${number}`;
  return unit === "ms" ? number : `${number} ${unit}`;
}
