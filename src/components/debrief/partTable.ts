import {html} from "npm:htl";
import type {Debrief} from "../../core/findings/debrief/debrief.js";
import {type DebriefPart, isAboveNoise} from "../../core/findings/debrief/debriefParts.js";
import {pageLink, readParams} from "../ui/archive.js";
import type {Cursor, View} from "../ui/cursor.js";
import {delta} from "../ui/format.js";
import {mount} from "../ui/mount.js";
import {lapsAt} from "./lapsAt.js";
import {lossBar, lossScale} from "./lossBar.js";
import {tracePair} from "./tracePair.js";

/** m of road before and after a part that its small traces and the zoom show */
const BEFORE_M = 60;
const AFTER_M = 80;

/** The stretch that is shown of a part, m. */
export function viewOf({fromM, toM}: {fromM: number; toM: number}, lengthM: number): View {
  return [Math.max(0, fromM - BEFORE_M), Math.min(lengthM, toM + AFTER_M)];
}

/**
 * The parts of a lap, those that lost most first. A click or Enter on a part zooms the cursor's charts and map to it; again, or Escape,
 * shows the whole lap.
 */
export function partTable(debrief: Debrief, cursor: Cursor): HTMLElement {
  const {parts, shown, comparison, repeatingS} = debrief;
  const scale = lossScale(parts);
  const {lengthM} = comparison;
  const rows = parts.map((part) => ({part, view: viewOf(part.place, lengthM), row: rowOf(part)}));
  const sumMs = (list: readonly DebriefPart[]) => list.reduce((total, {time}) => total + 1000 * (time.value ?? 0), 0);
  const isFolded = ({time, status}: DebriefPart) => status === "open" && time.value !== null;
  const small = parts.filter((part) => isFolded(part) && !isAboveNoise(part));
  const folds = small.length > 1 && small.length < parts.length;

  function rowOf(part: DebriefPart): HTMLTableRowElement {
    const {place, time, status, what} = part;
    const [, word, number, name] = /^(Turn|straight) (\S+)(.*)$/.exec(place.name) ?? [];
    const pair = (channel: string, domain?: [number, number]) => {
      const [fromM, toM] = viewOf(place, lengthM);
      return tracePair(shown.own.grid, shown.reference.grid, {channel, fromM, toM, domain});
    };
    const side = time.value === null ? "" : time.value > 0 ? "lb-lost" : "lb-gained";
    const title = time.interval
      ? `${time.about === "lap" ? "" : "95 % interval "}${time.interval.map((s) => delta(1000 * s)).join(" to ")} s`
      : "";
    const label = word === "Turn" ? html`<strong>${number}</strong>${name}` : html`<span>${place.name}</span>`;
    return html<HTMLTableRowElement>`<tr class=${status === "open" || status === "carried" || (status === "once" && repeatingS !== null) ? "lb-faded" : ""}>
      <th scope="row" class="c-turn"><button type="button" title=${`zoom to ${place.name}`}>${label}</button>${word === "Turn" ? cornerLink(place.name, number) : ""}</th>
      <td class=${`lb-number c-loss ${side}`} title=${title}>${time.value === null ? "—" : delta(1000 * time.value)}</td>
      <td class="c-bar" title=${title}>${lossBar(part, scale)}</td>
      <td class="c-repeats" title=${repeatsText(part)}>${countOf(part)}</td>
      <td class="c-what">${sentence(what)}</td>
      <td class="c-pair">${number ? tracesLink(place.name, lapsAt(debrief, `${word === "Turn" ? "T" : "S"}${number}`), pair("speedKmh")) : pair("speedKmh")}</td>
      <td class="c-pair">${pair("brake", [0, 1])}</td>
    </tr>`;
  }

  const rest = html<HTMLElement>`<tbody hidden>${rows.filter(({part}) => folds && small.includes(part)).map(({row}) => row)}</tbody>`;
  const unfold = html<HTMLButtonElement>`<button type="button" aria-expanded="false">show ${small.length} more</button>`;
  const fold = html`<tr class="lb-fold"><th scope="row">${unfold}</th><td class="lb-number">${delta(sumMs(small))}</td><td colspan="5" class="lb-muted">parts within the noise</td></tr>`;
  unfold.addEventListener("click", () => {
    rest.hidden = !rest.hidden;
    unfold.setAttribute("aria-expanded", String(!rest.hidden));
    unfold.textContent = `${rest.hidden ? "show" : "hide"} ${small.length} more`;
  });

  function choose(view: View): void {
    const isChosen = cursor.view?.[0] === view[0] && cursor.view[1] === view[1];
    cursor.setView(isChosen ? null : view);
  }
  function show(): void {
    for (const {view, row} of rows) {
      const isChosen = cursor.view?.[0] === view[0] && cursor.view[1] === view[1];
      row.setAttribute("aria-selected", String(isChosen));
      row.querySelector("button")!.setAttribute("aria-pressed", String(isChosen));
    }
  }
  // the button's click, of pointer or key, rises to its row
  for (const {row, view} of rows) row.addEventListener("click", () => choose(view));
  const root = html<HTMLElement>`<div class="lb-scroll" tabindex="0" role="region" aria-label="where the time went"><table class="lb-table lb-list lb-parts">
    <thead><tr>
      <th scope="col">turn</th>
      <th scope="col" class="lb-number" title="+ lost, − gained against the reference">lost (s)</th>
      <th scope="col"><span class="lb-visually-hidden">bar with its interval</span></th>
      <th scope="col" title="pairs of your laps and the reference's with the same sign">repeats</th>
      <th scope="col">what happened</th>
      <th scope="col" title="grey: the reference">speed</th>
      <th scope="col" title="grey: the reference">brake</th>
    </tr></thead>
    <tbody>${rows.filter(({part}) => !folds || !small.includes(part)).map(({row}) => row)}${folds ? fold : ""}</tbody>
    ${folds ? rest : ""}
    <tfoot><tr><th scope="row">all parts</th><td class="lb-number">${delta(sumMs(parts))}</td><td colspan="5" class="lb-muted">${sumText(parts)}</td></tr></tfoot>
  </table></div>`;
  show();
  mount(root, {
    pageKey(event) {
      if (event.key !== "Escape" || cursor.view === null) return false;
      cursor.setView(null);
      return true;
    },
    stops: [cursor.subscribe((what) => what === "view" && show())],
  });
  return root;
}

/** To the corner with all laps through it; the choice is that of this page. */
function cornerLink(name: string, corner: string): HTMLElement {
  const {session, car, lap, reference} = readParams();
  const href = pageLink("corners", {session, car, lap, reference, corner});
  // a click on the row would zoom
  const stop = (event: Event) => event.stopPropagation();
  return html`<a class="lb-corner-link" href=${href} onclick=${stop} aria-label=${`${name}: all laps through it`} title="all laps through it"></a>`;
}

/** From the small traces to all channels of both laps there. */
function tracesLink(name: string, href: string, traces: SVGElement | string): HTMLElement {
  const stop = (event: Event) => event.stopPropagation();
  return html`<a class="lb-traces-link" href=${href} onclick=${stop} aria-label=${`${name}: all channels of both laps`} title="all channels of both laps">${traces}</a>`;
}

/** The same in short: why a repeated sign does not count is said in the words beside it. */
function countOf(part: DebriefPart): string {
  const {repeats, status} = part;
  return repeats && status === "open" ? `${repeats.same} of ${repeats.of}` : repeatsText(part);
}

/** How often the sign of a loss repeats, or why that does not count. */
export function repeatsText({repeats, status, time}: Pick<DebriefPart, "repeats" | "status" | "time">): string {
  if (status === "carried") return "carried over";
  if (repeats) return repeats.text;
  if (time.about === "lap") return status === "open" ? "not resolved" : "this lap";
  return "not resolved";
}

function sumText(parts: readonly DebriefPart[]): string {
  return parts[0]?.time.about === "lap"
    ? "the parts of the lap add up to its difference"
    : "medians, each over your laps without an incident there: they need not add up to the typical difference";
}

function sentence(text: string): string {
  return text && text[0].toUpperCase() + text.slice(1);
}
