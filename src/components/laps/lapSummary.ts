import {html} from "npm:htl";
import type {CutLine} from "../../core/archive/types.js";
import {lapFlaw} from "../../core/laps/open/archivedLap.js";
import {isSameTrack} from "../../core/track/sameTrack.js";
import {swatch} from "../ui/badges.js";
import {delta, lapTime, percent, speed} from "../ui/format.js";
import type {LapsOnLine} from "./lapsOnLine.js";
import {lineCheck} from "./lineCheck.js";
import type {TraceLap} from "./traceLap.js";

type Field = "lapTimeMs" | "sector1Ms" | "sector2Ms" | "sector3Ms";
const FIELDS: [Field, string][] = [
  ["lapTimeMs", "time"],
  ["sector1Ms", "S1"],
  ["sector2Ms", "S2"],
  ["sector3Ms", "S3"],
];

/** Where a lap was cut whose time is not the game's. */
const CUT: Record<CutLine["from"], string> = {
  choice: "cut at a chosen line",
  track: "cut at the track's line",
  shape: "cut at a guessed line",
  bends: "cut at a guessed place",
};

/**
 * The laps in numbers: official times, each with its difference to the reference lap (the first), the check of the delta at the line, and top
 * speed.
 */
export function lapSummary(laps: readonly TraceLap[], onLine: LapsOnLine | null = null): HTMLElement {
  const reference = laps[0]?.lap;
  const fields = FIELDS.filter(([field]) => field === "lapTimeMs" || laps.some(({lap}) => lap[field] !== null));
  const time = (lap: TraceLap, field: Field) => {
    const value = lap.lap[field];
    const other = reference?.[field];
    // times of different circuits are not comparable
    const same = lap !== laps[0] && isSameTrack(lap.session.track, laps[0].session.track);
    const difference = same && value !== null && other != null ? value - other : null;
    const side = difference === null || difference === 0 ? "" : difference < 0 ? "lb-gained" : "lb-lost";
    return [
      html`<td class="lb-number">${lapTime(value)}</td>`,
      html`<td class=${`lb-number ${side}`}>${difference === null ? "" : delta(difference)}</td>`,
    ];
  };
  const compared = onLine !== null && laps.length > 1;
  const hasNotes = laps.some((lap) => notesOf(lap) !== "");
  const rows = laps.map((lap) => {
    const {topSpeedKmh, fullThrottle, braking} = lap.lap;
    return html`<tr>
      <th scope="row" class="lb-wide">${swatch(lap.color)} ${lap.label}${lap === laps[0] ? html`<span class="lb-muted"> reference</span>` : ""}</th>
      ${fields.flatMap(([field]) => time(lap, field))}
      ${compared ? html`<td class="lb-number">${lineCheck(onLine?.laps.find(({trace}) => trace === lap)?.comparison)}</td>` : ""}
      <td class="lb-number">${speed(topSpeedKmh)}</td>
      <td class="lb-number">${percent(fullThrottle)}</td>
      <td class="lb-number">${percent(braking)}</td>
      ${hasNotes ? html`<td class="lb-muted">${notesOf(lap)}</td>` : ""}
    </tr>`;
  });
  return html`<div class="lb-scroll" tabindex="0" role="region" aria-label="laps in numbers"><table class="lb-table">
    <thead><tr>
      <th scope="col">lap</th>
      ${fields.flatMap(([, name]) => [html`<th scope="col" class="lb-number">${name}</th>`, html`<th scope="col" class="lb-number" title=${`${name} minus that of the reference lap, s`}>Δ</th>`])}
      ${compared ? html`<th scope="col" class="lb-number" title="delta at the line by the samples alone minus the official difference, and what the samples resolve, s">check</th>` : ""}
      <th scope="col" class="lb-number">top speed</th>
      <th scope="col" class="lb-number">full throttle</th>
      <th scope="col" class="lb-number">braking</th>
      ${hasNotes ? html`<th scope="col"></th>` : ""}
    </tr></thead>
    <tbody>${rows}</tbody>
  </table></div>`;
}

/** What limits a lap: where it was cut, flaws, what of it was recorded. */
function notesOf({lap, session}: TraceLap): string {
  const cut = session.log?.line;
  const notes = [
    cut && lap.lapTimeMs !== null ? CUT[cut.from] : "",
    lap.valid ? "" : "invalid",
    lapFlaw(lap),
    lap.coverage < 0.995 ? `${percent(lap.coverage)} recorded` : "",
  ];
  return notes.filter(Boolean).join(", ");
}
