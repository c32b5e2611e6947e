import {html} from "npm:htl";
import type {ArchivedSession} from "../../core/archive/types.js";
import type {SessionStatistics} from "../../core/laps/sessionStatistics.js";
import {driverTable} from "../session/driverTable.js";
import {pageLink} from "../ui/archive.js";
import {typeName} from "../ui/sessionNames.js";

/** A session without a race to show: its cars by best laps, and the reason. */
export function practiceView(
  {session, laps}: ArchivedSession,
  {cars}: SessionStatistics,
  why: "no race" | "one car",
): HTMLElement {
  const type = typeName(session.type);
  const text =
    why === "one car"
      ? "Only one car of this race was recorded: it has no order and no gaps to others."
      : `This session${type ? ` (${type})` : ""} is no race: cars start when they like, so there are no gaps and positions by lap. ${cars.length > 1 ? "The order is that of the best laps." : ""}`;
  return html<HTMLElement>`<div><p>${text} Runs and tyres are on <a href=${pageLink("stints", {session: session.id})}>stints and tyres</a>.</p>${driverTable(session, laps)}</div>`;
}
