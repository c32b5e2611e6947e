import {html} from "npm:htl";
import type {TraceLap} from "../laps/traceLap.js";
import {pageLink} from "../ui/archive.js";

/** Links from a corner of a page's laps to the pages about it: of the second lap against the first, or of the only one. */
export function cornerPages([first, second]: readonly Pick<TraceLap, "key" | "lap" | "session">[]): (
  corner: string,
) => HTMLElement {
  const {session, lap} = second ?? first;
  const choice = {session: session.id, car: lap.car, lap: lap.lap, reference: second ? first.key : null};
  return (corner) =>
    html`<span class="lb-corner-links"><a href=${pageLink("corners", {...choice, corner})}>all laps through it</a> · <a href=${pageLink("debrief", choice)}>debrief</a></span>`;
}
