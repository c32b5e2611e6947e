import {html} from "npm:htl";
import type {ArchivedSession} from "../../core/archive/types.js";
import {pageLink} from "../ui/archive.js";
import {simulatedBadge} from "../ui/badges.js";
import {counted, when} from "../ui/format.js";
import {driverName, typeName} from "../ui/sessionNames.js";
import {debriefedCar} from "./debriefChoice.js";

/** What is debriefed, in a line: track, session type, date, game, driver, laps. */
export function debriefSubject(archived: ArchivedSession, asked: string | undefined): HTMLElement {
  const {session, laps} = archived;
  const car = debriefedCar(archived, asked);
  const own = laps.filter((row) => row.car === car);
  const isPlayer = car !== null && car === session.playerCar;
  const parts = [
    typeName(session.type),
    when(session.startedAt),
    session.source.game === "unknown" ? "" : session.source.game,
    own.length ? `${driverName(own[0])}${isPlayer ? " (you)" : ""}` : "",
    counted(own.length, "lap"),
  ];
  return html`<p class="lb-debrief-subject"><a href=${pageLink("session", {session: session.id})}>${session.track.name}</a> · ${parts.filter(Boolean).join(" · ")} ${simulatedBadge(session.source)}</p>`;
}
