import {html} from "npm:htl";
import type {LibraryIndex} from "../../core/archive/types.js";
import {isSameTrack} from "../../core/track/sameTrack.js";
import {type LapKey, lapKey} from "../ui/archive.js";
import {make} from "../ui/canvas.js";
import {counted} from "../ui/format.js";
import {chosenLaps} from "./chosenLaps.js";
import {type CandidateFilter, lapCandidates} from "./lapCandidates.js";
import {type ChosenLap, MAX_COMPARED, newestFirst, withSlots} from "./lapChoice.js";
import {lapPickTable} from "./lapPickTable.js";

export interface LapPicker extends HTMLElement {
  value: ChosenLap[];
  /** chooses other laps, the reference first */
  choose(laps: readonly LapKey[]): void;
}

/**
 * Chooses laps of the reference's circuit: the chosen ones in a row, reference first, with laps that are often wanted, and below a searchable
 * table, best first. Fires "input" when the choice changes.
 */
export function lapPicker(
  library: LibraryIndex,
  chosen: readonly LapKey[],
  {fetch}: Pick<CandidateFilter, "fetch"> = {},
): LapPicker {
  const sessions = newestFirst(library);
  const trackOf = (id: string | undefined) => sessions.find((one) => one.id === id)?.track;
  const here = () => trackOf(root.value[0]?.session);
  let anyCircuit = false;
  const candidates = lapCandidates(sessions, {track: here, anyCircuit: () => anyCircuit, ...(fetch && {fetch})});
  const note = html`<span class="lb-muted" role="status"></span>`;
  const more = html<HTMLButtonElement>`<button type="button" class="lb-button" onclick=${() => load()}></button>`;
  const elsewhere = html<HTMLElement>`<label></label>`;
  const table = lapPickTable({
    controls: [more, note, elsewhere],
    isShown: (key) => root.value.some((one) => lapKey(one) === lapKey(key)),
    isReference: (key) => root.value.length > 0 && lapKey(root.value[0]) === lapKey(key),
    isFull: () => root.value.length >= MAX_COMPARED,
    isElsewhere: ({session}) => {
      const track = here();
      return track !== undefined && !isSameTrack(session.track, track);
    },
    toggle(key) {
      const rest = root.value.filter((one) => lapKey(one) !== lapKey(key));
      set(rest.length < root.value.length ? rest : [...root.value, key]);
    },
    refer: (key) => set([key, ...root.value.filter((one) => lapKey(one) !== lapKey(key))]),
    only: (key) => set([key]),
    referenceMs: () =>
      candidates.list.find(({key}) => root.value[0] && lapKey(key) === lapKey(root.value[0]))?.lap.lapTimeMs,
  });
  const panel = html<HTMLDetailsElement>`<details class="lb-choose"><summary>Choose laps</summary>${table.element}</details>`;
  // other sessions are fetched when the panel is first opened
  panel.addEventListener("toggle", () => panel.open && candidates.list.length === 0 && load());
  const row = chosenLaps({set: (next) => set(next), ...(fetch && {fetch})});
  const root = Object.assign(make("div", "lb-picker", row.element, panel), {
    value: withSlots(chosen),
    choose: set,
  }) as LapPicker;

  function set(next: readonly LapKey[]): void {
    const before = here();
    root.value = withSlots(next.slice(0, MAX_COMPARED), root.value);
    const now = here();
    draw();
    if (panel.open && before && now && !isSameTrack(before, now)) void load();
    root.dispatchEvent(new CustomEvent("input", {bubbles: true}));
  }

  async function load(): Promise<void> {
    note.textContent = "reading laps…";
    const failed = await candidates.more();
    note.textContent = failed
      ? `${counted(failed, "session")} could not be read`
      : candidates.list.length
        ? ""
        : "no session of this circuit has samples";
    draw();
  }

  function draw(): void {
    row.show(root.value);
    if (!panel.open && candidates.list.length === 0) return;
    const waiting = candidates.waiting().length;
    more.hidden = waiting === 0;
    more.textContent = `${waiting} older sessions`;
    const others = candidates.others();
    const box = html<HTMLInputElement>`<input type="checkbox" onchange=${() => {
      anyCircuit = box.checked;
      void load();
    }}>`;
    box.checked = anyCircuit;
    const circuits = new Set(others.map(({track}) => track.name)).size;
    elsewhere.hidden = others.length === 0;
    elsewhere.replaceChildren(
      box,
      html`<span>other circuits too <span class="lb-muted">(${counted(others.length, "session")} of ${counted(circuits, "circuit")}: not compared, equal distances would be different places)</span></span>`,
    );
    table.setRows(candidates.list);
  }
  // fields of the panel are no input of the page
  panel.addEventListener("input", (event) => event.stopPropagation());
  row.show(root.value);
  return root;
}
