import {html} from "npm:htl";
import {cornerProgress} from "../../core/laps/open/cornerProgress.js";
import type {LapArchive} from "../../core/laps/open/lapArchive.js";
import {judgedReasons} from "../../core/laps/open/lapCount.js";
import {type DrivenSession, sessionPaces} from "../../core/laps/progress/sessionPaces.js";
import {counted} from "../ui/format.js";
import {lapCount} from "../ui/lapCount.js";
import {mount} from "../ui/mount.js";
import {pageArchive} from "../ui/pageArchive.js";
import {emptyState, errorState} from "../ui/states.js";
import {cornerProgressTable} from "./cornerProgressTable.js";
import {paceChart} from "./paceChart.js";
import {progressSentence, progressTable} from "./progressTable.js";
import {sessionDates} from "./sessionDates.js";

/** A driver's sessions on one circuit: lap times at once, then the corners, whose samples are read. */
export function progressView(
  driven: readonly DrivenSession[],
  {archive = pageArchive}: {archive?: LapArchive} = {},
): HTMLElement {
  if (driven.length === 0) return emptyState("This driver has no lap on this circuit.");
  const progress = sessionPaces(driven);
  const chart = html<HTMLElement>`<div></div>`;
  mount(chart, {resize: (width) => chart.replaceChildren(paceChart(progress.sessions, {width}))});
  const status = html`<p class="lb-loading" role="status">Reading laps…</p>`;
  const corners = html<HTMLElement>`<div aria-busy="true">${status}</div>`;
  const onRead = (laps: number) => (status.textContent = `Reading laps: ${counted(laps, "lap")} read…`);
  cornerProgress(archive, progress.sessions, {onRead})
    .then((found) =>
      found
        ? cornerProgressTable(found, sessionDates(progress.sessions))
        : emptyState("No whole lap of these sessions has samples: corners need them."),
    )
    .catch(errorState)
    .then((content) => {
      corners.replaceChildren(content);
      corners.removeAttribute("aria-busy");
    });
  return html<HTMLElement>`<div>
    <p>${progressSentence(progress)}</p>
    ${lapCount(
      progress.sessions.flatMap(({laps}) => judgedReasons(laps)),
      {numbers: driven.length === 1},
    )}
    ${chart}
    ${progressTable(progress.sessions)}
    <h2>Corner by corner</h2>
    ${corners}
  </div>`;
}
