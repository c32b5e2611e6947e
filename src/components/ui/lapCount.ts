import {html} from "npm:htl";
import {type LapUseReason, lapCountText} from "../../core/laps/open/lapCount.js";

/** The line in which each analysis says how many of a driver's laps it counts, and why not the others. */
export function lapCount(laps: readonly LapUseReason[], options: {numbers?: boolean; name?: string} = {}): HTMLElement {
  const {name} = options;
  return html<HTMLElement>`<p class="lb-muted lb-lap-count">${name ? `${name}: ` : ""}${lapCountText(laps, options)}</p>`;
}
