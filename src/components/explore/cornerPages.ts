import {html} from "npm:htl";
import {type LapKey, lapKey, pageLink} from "../ui/archive.js";

/** Links from a corner of a page's laps to the pages about it: of the second lap against the first, or of the only one. */
export function cornerPages([first, second]: readonly LapKey[]): (corner: string) => HTMLElement {
  const {session, car, lap} = second ?? first;
  const choice = {session, car, lap, reference: second ? lapKey(first) : null};
  return (corner) =>
    html`<span class="lb-corner-links"><a href=${pageLink("corners", {...choice, corner})}>all laps through it</a> · <a href=${pageLink("debrief", choice)}>debrief</a></span>`;
}
