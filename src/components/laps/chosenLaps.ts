import {html} from "npm:htl";
import type {ArchivedSession} from "../../core/archive/types.js";
import {fetchSession, type LapKey, lapKey} from "../ui/archive.js";
import {aiBadge, simulatedBadge, swatch} from "../ui/badges.js";
import {make} from "../ui/canvas.js";
import {lapTime} from "../ui/format.js";
import {series} from "../ui/palette.js";
import {driverName} from "../ui/sessionNames.js";
import {type ChosenLap, MAX_COMPARED} from "./lapChoice.js";
import {quickPicks} from "./quickPicks.js";

export interface ChosenLapsOptions {
  set(laps: readonly LapKey[]): void;
  /** replaced in tests */
  fetch?: typeof fetchSession;
}

/** The chosen laps in a row, the reference first, and buttons that add laps of its session which are often wanted. */
export function chosenLaps({set, fetch = fetchSession}: ChosenLapsOptions): {
  element: HTMLElement;
  show(laps: readonly ChosenLap[]): void;
} {
  const row = make("ul", "lb-chosen");
  row.setAttribute("aria-label", "laps shown");
  const picks = make("div", "lb-bar lb-quick-picks");
  picks.setAttribute("role", "group");
  picks.setAttribute("aria-label", "add laps of the reference's session");
  let shown: readonly ChosenLap[] = [];

  function chip(choice: ChosenLap, i: number): HTMLElement {
    const look = i === 0 ? {name: "reference", dash: ""} : series(choice.slot);
    const name = html`<span class="lb-chip-name">car ${choice.car} lap ${choice.lap}</span>`;
    const others = shown.filter((one) => one !== choice);
    const role =
      i === 0
        ? html`<span class="lb-muted">reference</span>`
        : html`<button type="button" class="lb-button lb-quiet" title="compare the others with this lap" onclick=${() => set([choice, ...others])}>as reference</button>`;
    const remove = html`<button type="button" class="lb-button lb-quiet" aria-label=${`remove ${lapKey(choice)}`} onclick=${() => set(others)}>×</button>`;
    fetch(choice.session)
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

  function showPicks(archived: ArchivedSession, car: number): void {
    const {id} = archived.session;
    const keys = new Set(shown.map(lapKey));
    picks.replaceChildren(
      html`<span class="lb-muted">add</span>`,
      ...quickPicks(archived, car).map(({label, laps, because}) => {
        const fresh = laps
          .map((lap) => ({session: id, car: lap.car, lap: lap.lap}))
          .filter((key) => !keys.has(lapKey(key)));
        const room = fresh.slice(0, MAX_COMPARED - shown.length);
        const why =
          because ?? (fresh.length === 0 ? "shown already" : room.length === 0 ? `${MAX_COMPARED} laps are shown` : "");
        return html`<button type="button" class="lb-button lb-plain" disabled=${why !== ""} title=${why || null} onclick=${() => set([...shown, ...room])}>${label}</button>`;
      }),
    );
  }

  return {
    element: make("div", "", row, picks),
    show(laps) {
      shown = laps;
      row.replaceChildren(...laps.map(chip));
      const [reference] = laps;
      if (!reference) picks.replaceChildren();
      else
        fetch(reference.session)
          .then((archived) => shown[0] === reference && showPicks(archived, reference.car))
          .catch(() => picks.replaceChildren());
    },
  };
}
