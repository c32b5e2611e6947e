import type {Debrief} from "../../core/findings/debrief/debrief.js";
import {lapKey, pageLink} from "../ui/archive.js";

/**
 * The address of all channels of both laps at a corner (`T4`) or straight (`S2`); of the lap alone where the reference is a theoretical best,
 * which is no lap.
 */
export function lapsAt(
  {shown, isAgainstBest}: Pick<Debrief, "shown"> & {isAgainstBest?: boolean},
  place: string,
): string {
  const {own, reference} = shown;
  const keys = [...(isAgainstBest ? [] : [reference]), own].map(lapKey);
  return pageLink("laps", {laps: [...new Set(keys)].join(","), corner: place});
}
