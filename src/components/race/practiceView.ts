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
  const best = cars.length > 1 ? " The order is that of the best laps." : "";
  const text = () => {
    if (why === "one car") return "Only one car of this race was recorded: it has no order and no gaps to others.";
    const type = typeName(session.type);
    if (type && cars.length < 2)
      return `This session (${type}) is no race and has one driver: there is no order, and there are no gaps to others.`;
    if (type)
      return `This session (${type}) is no race: cars start when they like, so there are no gaps and positions by lap.${best}`;
    const link = html`<a href=${pageLink("race", {session: session.id, as: "race"})}>show it as a race</a>`;
    return html`The recording does not say what kind of session this is. ${cars.length > 1 ? html`If all cars started together, ${link}.` : ""}${best}`;
  };
  return html<HTMLElement>`<div><p>${text()} Runs and tyres: <a href=${pageLink("stints", {session: session.id})}>stints and tyres</a>.</p>${driverTable(session, laps)}</div>`;
}
