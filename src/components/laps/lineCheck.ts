import {html} from "npm:htl";
import type {LapComparison} from "../../core/laps/compareLaps.js";
import {isConfirmed} from "../../core/laps/isConfirmed.js";
import {delta, fixed} from "../ui/format.js";
import type {LapsOnLine} from "./lapsOnLine.js";
import {isPlaced} from "./sharedDistance.js";

/** The check of a delta at the line: the difference by the samples alone less the official one, beside what the samples resolve, s. */
export function lineCheck(comparison: LapComparison | null | undefined): HTMLElement | string {
  if (!comparison) return "";
  const {measuredDifferenceMs, officialDifferenceMs, measuredErrorMs} = comparison;
  const confirmed = isConfirmed(comparison);
  if (confirmed === null) {
    const why = "the samples do not show both crossings of the line, or a lap has no official time";
    return html`<span class="lb-muted" title=${why}>not shown by the samples</span>`;
  }
  const miss = measuredDifferenceMs! - officialDifferenceMs!;
  const title = `${delta(measuredDifferenceMs)} s by the samples, ${delta(officialDifferenceMs)} s officially`;
  return html`<span title=${title}><span class=${confirmed ? "lb-gained" : "lb-lost"}>${confirmed ? "✓" : "✗"} ${delta(miss)}</span> <span class="lb-muted">±${fixed((measuredErrorMs ?? 0) / 1000, 3)}</span></span>`;
}

/** How a lap was placed, in words. */
const PLACED: Record<LapComparison["alignment"], string> = {
  "track line": "",
  "reference path": "",
  "lap fraction": "placed by the game's distance along the lap",
  distance: "placed by the metres driven",
  none: "no delta",
};

/** What the metres of the page are: read-outs, ranges and corners count alike. */
export function distanceNote(onLine: LapsOnLine | null): string {
  if (!onLine || !isPlaced(onLine.laps[0].position.at))
    return "Distances are each lap's own count: the reference has no places on a line.";
  return "All distances are metres along the track's line, for every lap alike: a wider line drives more.";
}

/** A sentence for each lap that could not be placed by its positions, or only with a limit; [] where all are. */
export function placementNotes(onLine: LapsOnLine | null): string[] {
  return (onLine?.laps ?? []).flatMap(({trace, comparison}) => {
    if (!comparison) return [];
    const {alignment, because, zeroAtM} = comparison;
    const zero = zeroAtM
      ? `its delta begins with 0 at ${Math.round(zeroAtM)} m: the recordings have no common clock`
      : "";
    const facts = [PLACED[alignment], because ?? "", zero].filter(Boolean);
    return facts.length ? [`${trace.label}: ${facts.join("; ")}.`] : [];
  });
}
