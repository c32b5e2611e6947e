import {html} from "npm:htl";
import type {Progress, SessionPace} from "../../core/laps/progress/sessionPaces.js";
import {pageLink} from "../ui/archive.js";
import {delta, fixed, lapTime, when} from "../ui/format.js";

/** What the sessions show together, in one sentence. */
export function progressSentence({sessions, trend}: Progress): string {
  const paced = sessions.filter(({pace}) => pace);
  if (paced.length < 2) return "One session shows the pace: progress needs two.";
  const [first, last] = [paced[0], paced[paced.length - 1]];
  const gained = last.recordMs !== null && first.bestMs !== null ? first.bestMs - last.recordMs : null;
  const best =
    gained === null || gained <= 0
      ? "The best lap is still that of the first session"
      : `The best lap became ${fixed(gained / 1000, 3)} s faster over ${paced.length} sessions`;
  if (!trend) return `${best}. A trend of the median needs four sessions with three laps each.`;
  const range = `${delta(trend.low)} to ${delta(trend.high)} s`;
  return trend.low > 0 || trend.high < 0
    ? `${best}. The median lap changes by ${delta(trend.value)} s a session (${range}).`
    : `${best}. A trend of the median is not resolved by ${trend.n} sessions: ${delta(trend.value)} s a session (${range}).`;
}

/** A row for each session, newest first. */
export function progressTable(sessions: readonly SessionPace[]): HTMLElement {
  const rows = sessions.toReversed().map((one) => {
    const {session, car, startedAt, laps, pace, bestMs, isRecord, compounds, change} = one;
    const counts = laps.filter(({leftOut}) => !leftOut).length;
    return html`<tr>
      <th scope="row"><a href=${pageLink("debrief", {session, car})}>${when(startedAt)}</a></th>
      <td class="lb-number">${isRecord ? html`<span class="lb-best" title="best lap so far">${lapTime(bestMs)}</span>` : lapTime(bestMs)}</td>
      <td class="lb-number">${lapTime(pace?.median)}</td>
      <td class="lb-number">${pace ? fixed(pace.robust / 1000, 3) : "—"}</td>
      <td class="lb-number">${changeCell(change)}</td>
      <td class="lb-number" title=${`${laps.length} laps, of which ${counts} show the pace`}>${counts} of ${laps.length}</td>
      <td>${compounds.join(", ") || "—"}</td>
    </tr>`;
  });
  return html`<div class="lb-scroll" tabindex="0"><table class="lb-table" aria-label="sessions, newest first">
    <thead><tr><th scope="col">session</th><th scope="col" class="lb-number">best</th>
      <th scope="col" class="lb-number">median</th><th scope="col" class="lb-number" title="median absolute deviation × 1.48: as a standard deviation, not moved by odd laps">spread s</th>
      <th scope="col" class="lb-number" title="mean lap time against the session before, with its 95 % interval by Welch">against the one before s</th><th scope="col" class="lb-number">laps that count</th><th scope="col">tyres</th></tr></thead>
    <tbody>${rows}</tbody></table></div>`;
}

function changeCell(change: SessionPace["change"]): HTMLElement | string {
  if (!change) return "—";
  const isResolved = change.low > 0 || change.high < 0;
  const side = change.difference > 0 ? "lb-lost" : "lb-gained";
  return html`<span class=${isResolved ? side : "lb-muted"} title=${isResolved ? "" : "not resolved by these laps"}>${delta(change.difference)}</span>
    <span class="lb-muted">(${delta(change.low)} to ${delta(change.high)})</span>`;
}
