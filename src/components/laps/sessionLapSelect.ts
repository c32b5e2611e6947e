import {html} from "npm:htl";
import type {LibraryIndex} from "../../core/archive/types.js";
import {fetchSession, type LapKey, lapKey} from "../ui/archive.js";
import {make} from "../ui/canvas.js";
import {sessionMenu} from "../ui/sessionMenu.js";
import {drawableOwnFirst, lapText, newestFirst} from "./lapChoice.js";

export interface SessionLapSelect extends HTMLElement {
  value: LapKey | null;
}

/** Chooses one lap: a session, then one of its laps, the player's first, fastest first. Fires "input" when the choice changes. */
export function sessionLapSelect(library: LibraryIndex, chosen: LapKey | null): SessionLapSelect {
  const sessions = sessionMenu(newestFirst(library), chosen?.session);
  const laps = html<HTMLSelectElement>`<select></select>`;
  const root = Object.assign(make("div", "lb-bar", sessions, html`<label>lap ${laps}</label>`), {
    value: chosen,
  }) as SessionLapSelect;

  async function listLaps(): Promise<LapKey | null> {
    const id = sessions.value;
    const rows = id ? drawableOwnFirst(await fetchSession(id)) : [];
    if (id !== sessions.value) return root.value; // another session has been chosen since
    laps.replaceChildren(...rows.map((lap) => html`<option value=${lapKey({session: id, ...lap})}>${lapText(lap)}`));
    laps.disabled = !rows.length;
    if (!rows.length) laps.append(html`<option>no lap with samples`);
    const kept = rows.find((l) => root.value && lapKey(root.value) === lapKey({session: id, ...l})) ?? rows[0];
    if (!kept) return null;
    const key = {session: id, car: kept.car, lap: kept.lap};
    laps.value = lapKey(key);
    return key;
  }
  function choose(key: LapKey | null): void {
    root.value = key;
    root.dispatchEvent(new CustomEvent("input", {bubbles: true}));
  }
  const fail = () => laps.replaceChildren(html`<option>cannot be read`);
  sessions.addEventListener("input", (event) => {
    event.stopPropagation();
    listLaps().then(choose, fail);
  });
  laps.addEventListener("input", (event) => {
    event.stopPropagation();
    const [session, car, lap] = laps.value.split(":");
    choose({session, car: Number(car), lap: Number(lap)});
  });
  listLaps().catch(fail);
  return root;
}
