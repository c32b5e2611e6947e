import {html} from "npm:htl";
import {pageLink} from "../ui/archive.js";

/** Where to go on from a session that has ended: its laps, its debrief, its race, its replay. */
export function sessionEnd(session: string): HTMLElement {
  const links = [
    ["debrief", "Debrief", {session}],
    ["session", "Laps and recording", {session}],
    ["race", "Race", {session}],
    ["live", "Replay", {replay: session}],
  ] as const;
  return html<HTMLElement>`<span class="pw-after">${links.map(
    ([page, title, params]) => html`<a class="lb-button" href=${pageLink(page, params)}>${title}</a> `,
  )}</span>`;
}
