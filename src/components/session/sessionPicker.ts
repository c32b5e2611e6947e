import {html} from "npm:htl";
import type {LibraryEntry} from "../../core/archive/types.js";
import {when} from "../ui/format.js";
import {sessionTitle} from "../ui/sessionNames.js";

/** A choice of sessions, newest first; its value is the id chosen. Unknown ids stay chosen, so that their error shows. */
export function sessionPicker(sessions: readonly LibraryEntry[], {value}: {value?: string} = {}): HTMLElement {
  const chosen = value || sessions[0]?.id || "";
  const known = sessions.some(({id}) => id === chosen);
  const select = html<HTMLSelectElement>`<select>
    ${known || !chosen ? "" : html`<option value=${chosen}>${chosen}</option>`}
    ${sessions.map(
      ({id, track, type, startedAt, source}) =>
        html`<option value=${id}>${sessionTitle({track, type})}, ${when(startedAt)}${source.simulated ? ", simulated" : ""}</option>`,
    )}
  </select>`;
  select.value = chosen;
  const root = html<HTMLElement & {value: string}>`<div class="lb-bar"><label>Session ${select}</label></div>`;
  root.value = chosen;
  select.addEventListener("input", () => (root.value = select.value));
  return root;
}
