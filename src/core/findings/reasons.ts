import type {Measure} from "./finding.js";
import {LEAST_LAPS, type PairingVerdict} from "./pairings.js";
import {sizeText} from "./words.js";

/** Why a difference is not claimed, and what would settle it. `ownBest`: the reference is the driver's own best lap. */
export function reasonOf(measure: Measure, verdict: PairingVerdict, {ownBest = false} = {}): string {
  const {answer, laps, sameSign, pairings, noiseFloor, resolves, more, median} = verdict;
  const size = `${median < 0 ? "−" : "+"}${sizeText(measure, median)}`;
  if (answer === "tooFew") return `${laps} ${laps === 1 ? "lap" : "laps"}; a habit needs ${LEAST_LAPS} at least`;
  if (answer === "floor")
    return `${size} is within the ±${sizeText(measure, noiseFloor)} that these recordings resolve`;
  if (answer === "varies" && sameSign === pairings)
    return `${size} every time (${sameSign} of ${pairings}), but it changes by more than that from lap to lap`;
  if (answer === "varies")
    return `${size}, but it changes from lap to lap: ${sameSign} of ${pairings} pairings have that sign`;
  if (ownBest && median > 0 && more?.of !== "driver") return `${size}, but the best of several laps is faster anyway`;
  const times = sameSign === pairings ? ` every time (${sameSign} of ${pairings})` : "";
  return `${size}${times}, but less than these laps can show (±${sizeText(measure, resolves)}); ${moreText(more)}`;
}

/** How many more laps would settle what these do not. */
export function moreText(more: PairingVerdict["more"]): string {
  if (!more) return "more laps like these would not settle it";
  const {laps, of} = more;
  return `about ${laps} more ${laps === 1 ? "lap" : "laps"}${of === "both" ? " of both" : ""} would settle it`;
}
