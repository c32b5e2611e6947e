import {html, svg} from "npm:htl";
import type {CornerProgress, CornersProgress} from "../../core/laps/open/cornerProgress.js";
import {pageLink} from "../ui/archive.js";
import {counted, delta, fixed} from "../ui/format.js";

const [WIDTH, HEIGHT] = [120, 24];

/** Where the time was found: corners by how much faster the last session is than the first. */
export function cornerProgressTable(
  {corners, sessions, refused, source}: CornersProgress,
  dates: ReadonlyMap<string, string>,
): HTMLElement {
  const dated = (session: string) => dates.get(session) ?? "";
  if (corners.length === 0) return html`<p class="lb-muted">No corners are known of this circuit: ${source}.</p>`;
  if (sessions.length < 2)
    return html`<p class="lb-muted">One session has whole laps with samples: corners compare from the second one on.</p>`;
  const sorted = corners.toSorted((a, b) => differenceOf(a) - differenceOf(b));
  const [first, last] = [sessions[0].session, sessions[sessions.length - 1].session];
  const rows = sorted.map((corner) => {
    const {number, name, medianS, change} = corner;
    const difference = differenceOf(corner);
    const isResolved = change !== undefined && (change.low > 0 || change.high < 0);
    const side = difference > 0 ? "lb-lost" : "lb-gained";
    return html`<tr class=${isResolved ? "" : "lb-faded"}>
      <th scope="row"><a href=${pageLink("corners", {session: last, corner: number})}>${name}</a></th>
      <td class=${`lb-number ${side}`}>${delta(1000 * difference)}</td>
      <td class="lb-number lb-muted">${change ? `${delta(1000 * change.low)} to ${delta(1000 * change.high)}` : "too few laps"}</td>
      <td class="lb-number">${fixed(medianS[0], 3)}</td>
      <td class="lb-number">${fixed(medianS[medianS.length - 1], 3)}</td>
      <td>${sparkPath(medianS)}</td>
    </tr>`;
  });
  return html`<div>
    <div class="lb-scroll" tabindex="0"><table class="lb-table" aria-label="corners, those with most time found first">
    <thead><tr><th scope="col">corner</th><th scope="col" class="lb-number">change s</th><th scope="col" class="lb-number" title="of the difference of the means, by Welch">95 % interval</th>
      <th scope="col" class="lb-number" title="median of the first session, s">${dated(first)} s</th><th scope="col" class="lb-number" title="median of the last session, s">${dated(last)} s</th><th scope="col">by session</th></tr></thead>
    <tbody>${rows}</tbody></table></div>
    <p class="lb-muted">Of each session up to six laps are read, evenly chosen among those that show the pace (${sessions.map(({session, laps}) => `${dated(session)}: ${laps}`).join(", ")}); ${source}. Faded: not resolved by these laps. Weather, tyres, fuel and setup are part of every change.${
      refused.length ? ` ${counted(refused.length, "lap")} could not be placed: ${refused[0].because}.` : ""
    }</p></div>`;
}

/** Last session − first one, s: of the means where the laps are enough for them, else of the medians. */
function differenceOf({change, medianS}: CornerProgress): number {
  return change?.difference ?? medianS[medianS.length - 1] - medianS[0];
}

function sparkPath(values: Float64Array): SVGElement | string {
  const known = values.filter(Number.isFinite);
  if (known.length < 2) return "";
  const [least, greatest] = [Math.min(...known), Math.max(...known)];
  const x = (i: number) => 4 + (i / (values.length - 1)) * (WIDTH - 8);
  const y = (v: number) => HEIGHT - 4 - ((v - least) / (greatest - least || 1)) * (HEIGHT - 8);
  const points = [...values].flatMap((v, i) => (Number.isFinite(v) ? [`${x(i).toFixed(1)},${y(v).toFixed(1)}`] : []));
  const end = points[points.length - 1].split(",");
  return svg<SVGElement>`<svg width=${WIDTH} height=${HEIGHT} viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
    <path d=${`M${points.join("L")}`} fill="none" stroke="var(--lb-line)" stroke-width="1.5"></path>
    <circle cx=${end[0]} cy=${end[1]} r="3" fill="var(--lb-series1)"></circle></svg>`;
}
