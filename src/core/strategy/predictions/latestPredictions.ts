import type {Prediction} from "../../messages/events.js";
import {type PitCost, pitCost} from "../pitCost.js";
import type {PredictionName} from "./kinds.js";

/**
 * The last prediction of each kind for a car, as it was written before the event; `outcome`: the graded record, where the event is over.
 *
 * @param predictions a source's events of the topic `predictions`, up to the play head
 */
export function latestPredictions(
  predictions: readonly Prediction[],
  car: number,
): Map<PredictionName, {made: Prediction; outcome: Prediction | null}> {
  const found = new Map<PredictionName, {made: Prediction; outcome: Prediction | null}>();
  for (const one of predictions) {
    if (one.car !== car) continue;
    const kind = one.kind as PredictionName;
    const last = found.get(kind);
    if (!one.graded) {
      // made again after a flashback: the same one, maybe sooner
      const isNewer = !last || one.madeAt >= last.made.madeAt || one.id === last.made.id;
      if (isNewer) found.set(kind, {made: one, outcome: null});
    } else if (last?.made.id === one.id) last.outcome = one;
  }
  return found;
}

/** What a stop costs now, from the visits that this race's predictions were graded by; `safetyCar`: see raceState. */
export function pitCostNow(predictions: readonly Prediction[], safetyCar = 0): PitCost {
  const losses = predictions.flatMap(({kind, graded, outcome}) =>
    kind === "pitLoss" && graded && Number.isFinite(outcome) ? [outcome] : [],
  );
  return pitCost({losses, safetyCar});
}
