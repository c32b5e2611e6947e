import type {Debrief} from "../../core/findings/debrief/debrief.js";
import {lapKey, pageLink} from "../ui/archive.js";

type ShownLaps = Pick<Debrief, "shown"> & {isAgainstBest?: boolean};

/** The laps of a debrief's charts, the reference first; the lap alone where the reference is a theoretical best, which is no lap. */
export function shownLaps({shown: {own, reference}, isAgainstBest}: ShownLaps): string {
  const keys = [...(isAgainstBest ? [] : [reference]), own].map(lapKey);
  return [...new Set(keys)].join(",");
}

/** The address of all channels of the shown laps at a corner (`T4`) or straight (`S2`). */
export function lapsAt(debrief: ShownLaps, place: string): string {
  return pageLink("laps", {laps: shownLaps(debrief), corner: place});
}
