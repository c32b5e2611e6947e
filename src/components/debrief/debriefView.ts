import {html} from "npm:htl";
import type {OpenedDebrief} from "../../core/findings/debrief/openDebrief.js";
import {isQualifying} from "../../core/laps/open/otherConditions.js";
import {CUTS} from "../../core/laps/partition.js";
import {traceChart} from "../laps/traceCharts.js";
import type {TraceLap} from "../laps/traceLap.js";
import {traceStack} from "../laps/traceStack.js";
import {circuitMap} from "../map/circuitMap.js";
import {swatch} from "../ui/badges.js";
import type {Cursor} from "../ui/cursor.js";
import {delta} from "../ui/format.js";
import {lapCount} from "../ui/lapCount.js";
import {debriefFigures} from "./debriefFigures.js";
import {partTable} from "./partTable.js";
import {questionList, workList} from "./workList.js";

const CHARTS = [traceChart("delta", {height: 132}), traceChart("speedKmh", {height: 112}), "throttle", "brake"];

/** A debrief: figures, what to work on, where the time went on map and in a table, delta and traces, what the laps cannot tell. */
export function debriefView(
  debrief: OpenedDebrief,
  [reference, own]: readonly TraceLap[],
  cursor: Cursor,
): HTMLElement {
  const {lap, comparison, opened, counts, parts} = debrief;
  const table = partTable(debrief, cursor);
  const map = circuitMap([own, reference], {cursor, channel: "deltaRate", height: 520});
  const mapped = map.querySelector(".lb-map-none") === null;
  const pair = html`<span>${swatch(own.color)} ${own.label} against ${swatch(reference.color)} ${reference.label}</span>`;
  const typical = lap === null ? "The pair of laps nearest to the median of all: " : "";
  const gains = parts.filter(({time}) => (time.value ?? 0) < 0 && time.status === "found").length;
  return html`<div class="lb-debrief">
    <p class="lb-debrief-why">${whyText(debrief, reference)}</p>
    ${debriefFigures(debrief)}
    ${workList(debrief)}
    <h2>Where the time went</h2>
    <p class="lb-caption">${
      opened.corners.list.length
        ? `Ranked by time lost; the whisker is ${lap === null ? "the 95 % interval" : "what the recordings resolve"}. Faded rows ${lap === null ? "do not repeat or are not resolved" : "are not resolved, began elsewhere or do not repeat"}. Choose a row to zoom map and charts to it; Escape shows the whole lap.${gains ? "" : " In no part are these laps resolved to be faster than the reference."}`
        : `No corners are known for this circuit: ${opened.source}. The lap is one piece.`
    }</p>
    <div class=${mapped ? "lb-debrief-where lb-mapped" : "lb-debrief-where"}><div class="lb-debrief-map">${map}</div><div>${table}</div></div>
    <h2>Delta</h2>
    <p class="lb-caption">${typical}${pair}. + behind the reference; the band is the bound of its error. Drag to zoom: map and table follow. ${mapped ? "Metres along" : "Places:"} ${opened.source}.</p>
    ${traceStack([reference, own], {charts: CHARTS, cursor})}
    ${questionList(debrief)}
    ${lapCount(counts)}
    <p class="lb-muted lb-debrief-laps">${lapsText(comparison.laps)} against ${lapsText(comparison.references)}. ${CUTS}</p>
  </div>`;
}

function whyText({lap, comparison, chosen, isAgainstBest}: OpenedDebrief, reference: TraceLap): string {
  const laps = comparison.laps.length;
  const subject =
    lap === null ? `Your ${laps} valid laps together` : `Lap ${lap}${laps === 1 ? ", the only one compared" : ""}`;
  const who = chosen.because ? ` (${chosen.because})` : "";
  const many = comparison.references.length > 1 ? `${comparison.references.length} laps, such as ` : "";
  const qualified = isQualifying(reference.session.type) ? ", from qualifying" : "";
  return `${subject}${who}. Reference: ${many}${reference.label}${qualified}; ${isAgainstBest ? comparison.why : chosen.why}.`;
}

function lapsText(laps: OpenedDebrief["comparison"]["laps"]): string {
  const [{driver, car, session}] = laps;
  const times = laps.map(
    ({lap, grid}) => `${lap} (${grid.lapTimeS === null ? "—" : delta(1000 * grid.lapTimeS).slice(1)})`,
  );
  return `${driver || `car ${car}`}, ${session}, ${laps.length === 1 ? "lap" : "laps"} ${times.join(", ")}`;
}
