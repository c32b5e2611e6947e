import {html} from "npm:htl";
import type {LibraryEntry} from "../../core/archive/types.js";
import type {LapName} from "../../core/laps/open/archivedLap.js";
import type {LiveSession} from "../../core/live/timeline/liveSource.js";
import {lapCandidates} from "../laps/lapCandidates.js";
import {lapPickTable} from "../laps/lapPickTable.js";
import {lapKey} from "../ui/archive.js";
import {make} from "../ui/canvas.js";
import {counted} from "../ui/format.js";

export interface ReferenceTableOptions {
  /** the running session's circuit */
  track: () => LiveSession["track"] | undefined;
  /** SESSION:CAR:LAP of the reference */
  chosen: () => string;
  choose: (name: LapName) => void;
  cancel: () => void;
}

/** The circuit's laps in the archive, best first, to choose one from: by search, ↓, ↑ and Enter; Escape leaves. */
export function referenceTable(
  sessions: readonly LibraryEntry[],
  {track, chosen, choose, cancel}: ReferenceTableOptions,
): HTMLElement {
  // the sessions with the best laps are read first
  const fastestFirst = [...sessions].sort((a, b) => (a.best?.lapTimeMs ?? Infinity) - (b.best?.lapTimeMs ?? Infinity));
  const candidates = lapCandidates(fastestFirst, {track, anyCircuit: () => false});
  const note = html`<span class="lb-muted" role="status"></span>`;
  const more = html<HTMLButtonElement>`<button type="button" class="lb-button" onclick=${() => load()}></button>`;
  const close = html<HTMLButtonElement>`<button type="button" class="lb-button" onclick=${cancel}>Cancel</button>`;
  const table = lapPickTable({
    controls: [more, note, close],
    isShown: (key) => lapKey(key) === chosen(),
    isReference: (key) => lapKey(key) === chosen(),
    isFull: () => false,
    isElsewhere: () => false,
    compare: choose,
    referenceMs: () => candidates.list.find(({key}) => lapKey(key) === chosen())?.lap.lapTimeMs,
  });
  async function load(): Promise<void> {
    note.textContent = "reading laps…";
    const failed = await candidates.more();
    const none = candidates.list.length ? "" : "no archived session of this circuit has samples";
    note.textContent = failed ? `${counted(failed, "session")} could not be read` : none;
    const waiting = candidates.waiting().length;
    more.hidden = waiting === 0;
    more.textContent = `${waiting} slower sessions`;
    table.setRows(candidates.list.filter(({lap}) => lap.complete && lap.lapTimeMs !== null));
  }
  const element = make("div", "", table.element);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    cancel();
  });
  void load();
  return element;
}
