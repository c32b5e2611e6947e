import {html} from "npm:htl";
import type {LibraryEntry} from "../../core/archive/types.js";
import {pageLink} from "../ui/archive.js";
import {simulatedBadge} from "../ui/badges.js";
import {counted, when} from "../ui/format.js";
import {typeName} from "../ui/sessionNames.js";

/** Sessions shown at first. */
const FIRST = 12;

/** Links that replay archived sessions on a page: the newest, the others after a click or by a word in the search. */
export function replayChoice(
  library: readonly LibraryEntry[],
  {current = null, page = "live"}: {current?: string | null; page?: string} = {},
): HTMLElement {
  const sessions = library.filter(isPlayable);
  const left = library.length - sessions.length;
  const because = left ? `${counted(left, "session")} without samples (lap times only) cannot be replayed.` : "";
  if (!sessions.length)
    return html`<p class="lb-muted">There is no session to replay yet. ${because} <a href=${pageLink("index")}>Import a capture</a>.</p>`;
  let shown = FIRST;
  const list = html`<ul class="pw-replays"></ul>`;
  const note = html`<p class="lb-caption" role="status"></p>`;
  const more = html<HTMLButtonElement>`<button type="button" class="lb-button">Show all</button>`;
  const search = html<HTMLInputElement>`<input type="search" class="lb-input" placeholder="circuit, driver, date …" aria-label="search the sessions to replay">`;
  const find = sessions.map((session) => searched(session));

  function draw(): void {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = sessions.filter((_, i) => words.every((word) => find[i].includes(word)));
    list.replaceChildren(...found.slice(0, shown).map((session) => line(session, {current, page})));
    const some = Math.min(shown, found.length);
    const told = found.length
      ? `${some < found.length ? `${some} of ${counted(found.length, "session")}, the newest` : counted(found.length, "session")}.`
      : `No session has “${search.value.trim()}” in its circuit, drivers, kind, date or file.`;
    note.textContent = [told, because].filter(Boolean).join(" ");
    more.hidden = some >= found.length;
  }
  search.addEventListener("input", draw);
  more.addEventListener("click", () => {
    shown = Infinity;
    draw();
  });
  draw();
  const bar = sessions.length > FIRST ? html`<div class="lb-bar">${search}</div>` : "";
  return html`<div>${bar}${list}<div class="lb-bar">${note}${more}</div></div>`;
}

/** Of sessions of lap times there is nothing to replay; copies published earlier do not say which laps have samples. */
function isPlayable({bestSampled, sampledLaps, laps}: LibraryEntry): boolean {
  return bestSampled || (sampledLaps ?? laps) > 0;
}

function lapsText({laps, sampledLaps}: LibraryEntry): string {
  return laps > 0 ? counted(laps, "lap") : `no finished lap${(sampledLaps ?? 0) > 0 ? ", part of one" : ""}`;
}

function line(session: LibraryEntry, {current, page}: {current: string | null; page: string}): HTMLElement {
  return html<HTMLElement>`<li>
    <a class="lb-button" href=${pageLink(page, {replay: session.id})} aria-current=${session.id === current ? "true" : null}>Replay ${session.track.name}</a>
    <span>${[typeName(session.type), counted(session.drivers, "driver"), lapsText(session)].filter(Boolean).join(", ")} ${simulatedBadge(session.source)}</span>
    <span class="lb-muted">${[when(session.startedAt), session.source.file].filter(Boolean).join(", ")}</span>
  </li>`;
}

function searched({track, type, startedAt, source, driver, bestDriver}: LibraryEntry): string {
  return [track.name, typeName(type), when(startedAt), source.file, source.game, driver?.name, bestDriver]
    .filter(Boolean)
    .join(" ")
    .toLowerCase();
}
