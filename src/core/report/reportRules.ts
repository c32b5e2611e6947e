import {MOST_LAPS} from "../findings/debrief/openDebrief.js";
import {LEAST_LAPS} from "../findings/pairings.js";

const COMPARED = [
  "Lap times are official, or the file's own; − is faster, + slower than the reference.",
  "Laps are compared at the same places of one line, 1 m apart. The band of a delta is the bound of its error, from the samples' rate and places; the check at the line compares the delta by the samples alone with the official difference.",
];

const RULES: Readonly<Record<string, readonly string[]>> = {
  laps: COMPARED,
  circuit: COMPARED.slice(0, 1),
  race: [
    "The order is the official one where the source has it; gaps and positions by lap are measured at the line, by lap times, before penalties.",
    "A stop's loss is its laps' time beyond the driver's usual laps; laps behind a safety car do not count as usual.",
  ],
  consistency: [
    "Laps count that show the pace: valid, without pits, neutralisation and incidents; each lap that is left out has its reason in the table.",
    "Standard deviations have their 95 % intervals; values that a frame of the game or the rounding of the source may cause are faded.",
  ],
  stints: ["Slopes are fitted over laps that show the pace, with 95 % intervals; a faded slope is not told from 0."],
  corners: COMPARED,
  debrief: [
    ...COMPARED,
    `A loss is a habit of a driver with at least ${LEAST_LAPS} laps, 90 % of the pairings of laps on one side, a median above 1.5 median absolute deviations and above the noise floor, and a 95 % interval without 0. Of many laps the ${MOST_LAPS} fastest count.`,
    "The parts of one lap add up to its difference; medians over laps need not. Estimates of what a single change is worth overlap and never add up.",
    "A theoretical best joins laps on straights where their speeds agree within 1 %.",
  ],
};

/** By which rules the views of a report were computed, for its reader. */
export function reportRules(views: readonly string[]): string[] {
  return [...new Set(views.flatMap((view) => RULES[view] ?? []))];
}
