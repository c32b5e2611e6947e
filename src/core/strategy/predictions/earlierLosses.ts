import type {SessionEvent} from "../../archive/types.js";
import {type Prediction, plainMessage} from "../../messages/events.js";
import {median} from "../../signal/robust.js";
import {announcedBy} from "./announced.js";

/** Visits remembered of earlier sessions: those of a race. */
const MOST = 60;

/**
 * What visits to the pits lost in an archived race, s, by its graded predictions: under green, and without those in which something else was
 * repaired (more than twice the usual).
 */
export function greenLosses(predictions: readonly Prediction[], events: readonly SessionEvent[]): number[] {
  const neutral = neutralTimes(events);
  const losses = predictions
    .filter(({kind, graded, outcome}) => kind === "pitLoss" && graded && Number.isFinite(outcome))
    .filter(({madeAt, sessionTime}) => !neutral.some(({from, to}) => madeAt < to && sessionTime > from))
    .map(({outcome}) => outcome);
  const usual = median(losses);
  return losses.filter((loss) => loss < 2 * usual).slice(-MOST);
}

/** Session times between which race control held the pace down, s. */
function neutralTimes(events: readonly SessionEvent[]): {from: number; to: number}[] {
  const times: {from: number; to: number}[] = [];
  const held = {safetyCar: false, redFlag: false};
  for (const {code: kind, sessionTime, details = {}} of events) {
    const fact = announcedBy(plainMessage({kind, sessionTime, text: "", details}));
    if (fact?.what !== "safetyCar" && fact?.what !== "redFlag") continue;
    const before = held.safetyCar || held.redFlag;
    held[fact.what] = fact.value > 0;
    const now = held.safetyCar || held.redFlag;
    if (now && !before) times.push({from: sessionTime, to: Number.POSITIVE_INFINITY});
    else if (!now && before) times[times.length - 1].to = sessionTime;
  }
  return times;
}
