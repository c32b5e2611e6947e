import {html} from "npm:htl";
import type {LapRow, LibraryIndex, SessionFile} from "../../core/archive/types.js";
import {BestTimes} from "../../core/laps/bests.js";
import {lapTimingClass, type TimingClass} from "../../core/laps/timingClass.js";
import {fetchSession, type LapKey, lapKey} from "../ui/archive.js";
import {aiBadge, simulatedBadge, swatch, tyre} from "../ui/badges.js";
import {make} from "../ui/canvas.js";
import {dataTable} from "../ui/dataTable.js";
import {lapTime, when} from "../ui/format.js";
import {series} from "../ui/palette.js";
import {driverName} from "../ui/sessionNames.js";
import {type ChosenLap, drawable, MAX_COMPARED, newestFirst, withSlots} from "./lapChoice.js";

const SESSIONS_AT_ONCE = 12;

interface Candidate {
  key: LapKey;
  lap: LapRow;
  session: SessionFile;
  timing: TimingClass;
}

export interface LapPicker extends HTMLElement {
  value: ChosenLap[];
}

/**
 * Chooses laps of any sessions: the chosen ones in a row, reference first, and below a searchable table of all. Fires
 * "input" when the choice changes.
 */
export function lapPicker(library: LibraryIndex, chosen: readonly LapKey[]): LapPicker {
  const candidates = new Map<string, Candidate>();
  const waiting = newestFirst(library).map((s) => s.id);
  const row = make("ul", "lb-chosen");
  row.setAttribute("aria-label", "laps shown");
  const note = html`<span class="lb-muted" role="status"></span>`;
  const more = html`<button type="button" class="lb-button" onclick=${() => loadMore()}></button>`;
  const table = dataTable<Candidate>([], {
    label: "laps to choose from",
    tall: true,
    sort: "time",
    search: ({lap, session: {track, type, source, startedAt}}) =>
      [lap.driver, `lap ${lap.lap}`, track.name, type, source.game, when(startedAt), lap.tyreCompound].join(" "),
    nothing: "No lap matches. Try a driver, a track or a date.",
    controls: [more, note],
    columns: [
      {label: "show", cell: ({key}) => toggle(key)},
      {key: "time", label: "time", number: true, value: ({lap}) => lap.lapTimeMs, cell: timeCell},
      {label: "driver", value: ({lap}) => driverName(lap)},
      {label: "car", value: ({lap, session}) => session.drivers.find(({car}) => car === lap.car)?.team || null},
      {label: "lap", number: true, value: ({lap}) => lap.lap},
      {label: "tyre", value: ({lap}) => lap.tyreCompound, cell: ({lap}) => tyre(lap.tyreCompound)},
      {label: "track", value: ({session}) => session.track.name},
      {label: "session", value: ({session}) => session.type},
      {
        label: "when",
        value: ({session}) => session.startedAt,
        cell: ({session}) => html`<span>${when(session.startedAt)} ${simulatedBadge(session.source)}</span>`,
      },
    ],
  });
  const panel = html<HTMLDetailsElement>`<details class="lb-choose"><summary>Choose laps</summary>${table}</details>`;
  // other sessions are fetched when the panel is first opened
  panel.addEventListener("toggle", () => panel.open && candidates.size === 0 && loadMore(), {once: true});
  const root = Object.assign(make("div", "lb-picker", row, panel), {value: withSlots(chosen)}) as LapPicker;

  function set(next: readonly LapKey[]): void {
    root.value = withSlots(next, root.value);
    draw();
    root.dispatchEvent(new CustomEvent("input", {bubbles: true}));
  }

  function toggle(key: LapKey): HTMLElement {
    const name = lapKey(key);
    const shown = root.value.some((c) => lapKey(c) === name);
    const flip = () => set(shown ? root.value.filter((c) => lapKey(c) !== name) : [...root.value, key]);
    const box = html<HTMLInputElement>`<input type="checkbox" onchange=${flip} aria-label=${`show lap ${key.lap} of car ${key.car}`}>`;
    box.checked = shown;
    box.disabled = !shown && root.value.length >= MAX_COMPARED;
    return box;
  }

  async function loadMore(): Promise<void> {
    const ids = waiting.splice(0, SESSIONS_AT_ONCE);
    note.textContent = "reading laps…";
    const sessions = await Promise.allSettled(ids.map(fetchSession));
    for (const result of sessions) {
      if (result.status === "fulfilled") for (const c of candidatesOf(result.value)) candidates.set(lapKey(c.key), c);
    }
    const failed = sessions.filter((s) => s.status === "rejected").length;
    note.textContent = failed
      ? `${failed} sessions could not be read`
      : candidates.size
        ? ""
        : "no session has samples yet";
    table.setRows([...candidates.values()]);
    more.hidden = !waiting.length;
    more.textContent = `${Math.min(waiting.length, SESSIONS_AT_ONCE)} older sessions`;
  }
  more.hidden = true;

  function draw(): void {
    row.replaceChildren(...root.value.map(chip));
    table.redraw();
  }

  function chip(choice: ChosenLap, i: number): HTMLElement {
    const look = i === 0 ? {name: "reference", dash: ""} : series(choice.slot);
    const name = html`<span class="lb-chip-name">car ${choice.car} lap ${choice.lap}</span>`;
    const others = root.value.filter((c) => c !== choice);
    const role =
      i === 0
        ? html`<span class="lb-muted">reference</span>`
        : html`<button type="button" class="lb-button lb-quiet" title="compare the others with this lap" onclick=${() => set([choice, ...others])}>as reference</button>`;
    const remove = html`<button type="button" class="lb-button lb-quiet" aria-label=${`remove ${lapKey(choice)}`} onclick=${() => set(others)}>×</button>`;
    fetchSession(choice.session)
      .then(({session, laps}) => {
        const lap = laps.find((l) => l.car === choice.car && l.lap === choice.lap);
        if (!lap) return;
        name.replaceChildren(
          html`<span><strong>${lapTime(lap.lapTimeMs)}</strong> ${driverName(lap)} lap ${lap.lap} <span class="lb-muted">${session.track.name}</span> ${simulatedBadge(session.source)}${aiBadge(session, lap.car)}</span>`,
        );
        remove.setAttribute("aria-label", `remove ${driverName(lap)} lap ${lap.lap}`);
      })
      .catch(() => name.append(" (cannot be read)"));
    return html`<li>${swatch(look.name, look.dash)}${name}${role}${remove}</li>`;
  }

  draw();
  return root;
}

function timeCell({lap, timing}: Candidate): HTMLElement {
  const titles = {best: "session best", personal: "driver's best"};
  const known = timing === "best" || timing === "personal" ? timing : null;
  const time = make("span", known ? `lb-${known}` : lap.valid ? "" : "lb-muted", lapTime(lap.lapTimeMs));
  if (known) time.title = titles[known];
  if (!lap.valid) time.append(" invalid");
  return time;
}

/** The laps of a session that can be drawn, with their timing class. */
export function candidatesOf({session, laps}: {session: SessionFile; laps: LapRow[]}): Candidate[] {
  const bests = new BestTimes(laps);
  return drawable(laps).map((lap) => ({
    key: {session: session.id, car: lap.car, lap: lap.lap},
    lap,
    session,
    timing: lapTimingClass(lap, "lapTimeMs", bests),
  }));
}
