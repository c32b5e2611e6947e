import {html} from "npm:htl";
import {isDatedByFile} from "../../core/archive/fileDate.js";
import type {LapRow, ReportOrigin, SessionFile} from "../../core/archive/types.js";
import {sessionMap} from "../map/sessionMap.js";
import {pageLink} from "../ui/archive.js";
import {simulatedBadge} from "../ui/badges.js";
import {distance, durationText, fixed, lapTime, when} from "../ui/format.js";
import {formatName, typeName} from "../ui/sessionNames.js";
import {trackNamer} from "./trackNamer.js";

/** The head of a session's page: track, type, time, weather and source. */
export function sessionFacts(
  session: SessionFile,
  laps: readonly LapRow[],
  {writable = false}: {writable?: boolean} = {},
): HTMLElement {
  const {track, source, best, drivers, fromReport} = session;
  const driver = drivers.find(({car}) => car === best?.car)?.name;
  const temperature = (t: number | null) => (t === null ? null : `${fixed(t)} °C`);
  const facts: [string, Node | string | null][] = [
    [
      "best",
      best && html`<span><span class="lb-best">${lapTime(best.lapTimeMs)}</span> ${driver}, lap ${best.lap}</span>`,
    ],
    ["finished laps", String(laps.filter((lap) => lap.lapTimeMs !== null).length)],
    ["samples", laps.length > 0 && laps.every(({file}) => file === null) ? "none: lap times only" : null],
    ["drivers", drivers.length > 1 ? String(drivers.length) : null],
    [
      "when",
      html`<span><time datetime=${session.startedAt}>${when(session.startedAt)}</time>${isDatedByFile(session) ? ", date of the file" : ""}</span>`,
    ],
    ["duration", session.durationS > 0 ? durationText(session.durationS) : null],
    ["length", track.lengthM ? distance(track.lengthM) : null],
    ["weather", session.weather],
    ["track", temperature(session.trackTempC)],
    ["air", temperature(session.airTempC)],
    [
      "game",
      [source.game === "unknown" ? "" : source.game || "unknown", source.gameVersion && `version ${source.gameVersion}`]
        .filter(Boolean)
        .join(", "),
    ],
    ["format", formatName(source)],
    ["file", source.file],
  ];
  return html`<header class="lb-head">
    ${sessionMap(session, laps)}
    <div>
      <h2>${track.name} <span class="lb-muted">${typeName(session.type)}</span> ${simulatedBadge(source)}</h2>
      ${best && laps.some(({file}) => file !== null) ? html`<p><a href=${pageLink("debrief", {session: session.id})}>Debrief: where the time went</a></p>` : ""}
      ${trackNamer(session, {writable})}
      ${fromReport ? reportOrigin(fromReport) : ""}
      <dl class="lb-facts">${facts.filter(([, value]) => value).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
    </div>
  </header>`;
}

/** Says that the session is part of one, and what is missing. */
function reportOrigin({title, laps, leftOut, redacted}: ReportOrigin): HTMLElement {
  return html`<p class="lb-muted"><strong>Part of a session, from the report “${title}”${redacted ? ", with other names" : ""}.</strong> ${laps === 1 ? "One lap has" : `${laps} laps have`} samples.
    Not in it: ${leftOut.join("; ")}.</p>`;
}
