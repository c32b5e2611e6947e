import {html} from "npm:htl";
import type {LibraryEntry} from "../../core/archive/types.js";
import {sessionLabel} from "../laps/lapChoice.js";

/** A menu of sessions, newest first; its value is the chosen id. An unknown id stays chosen: its error is shown. */
export function sessionPicker(sessions: readonly LibraryEntry[], {value}: {value?: string} = {}): HTMLElement {
  const chosen = value || sessions[0]?.id || "";
  const known = sessions.some(({id}) => id === chosen);
  const select = html<HTMLSelectElement>`<select>
    ${known || !chosen ? "" : html`<option value=${chosen}>${chosen}</option>`}
    ${sessions.map(
      ({id, track, type, startedAt, source}) =>
        html`<option value=${id}>${sessionLabel({track, type, startedAt})}${source.simulated ? ", simulated" : ""}</option>`,
    )}
  </select>`;
  select.value = chosen;
  const root = html<HTMLElement & {value: string}>`<div class="lb-bar"><label>Session ${select}</label></div>`;
  root.value = chosen;
  select.addEventListener("input", () => (root.value = select.value));
  return root;
}
