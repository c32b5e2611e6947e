import {html} from "npm:htl";
import type {LapRow, SessionFile} from "../../core/archive/types.js";
import {CIRCUIT_FRAME} from "../../core/track/circuitTrack.js";
import {cornersOf} from "../../core/track/corners.js";
import {lapTrack} from "../../core/track/lapTrack.js";
import {sampledLap} from "../../core/track/sampledLap.js";
import type {Track} from "../../core/track/track.js";
import {trackIdentity} from "../../core/track/trackKey.js";
import {drawable} from "../laps/lapChoice.js";
import {fetchSamples} from "../ui/archive.js";
import {distance} from "../ui/format.js";
import {knownTrack} from "../ui/knownTrack.js";
import {trackMap} from "./trackMap.js";
import {trackThumbnail} from "./trackThumbnail.js";

/** The circuit of a session with a line of facts; the outline of a driven lap while the track loads or is unknown. */
export function sessionMap(session: SessionFile, laps: readonly LapRow[]): HTMLElement {
  const outline = session.outline.length ? trackThumbnail(session.outline, {width: 240, height: 160}) : "";
  const root = html`<figure class="lb-session-map">${outline}</figure>`;
  sessionTrack(session, laps)
    .then((track) => {
      if (!track) return;
      const {sectorStartsM} = session.track;
      root.replaceChildren(
        trackMap(track, {sectorStartsM}),
        html`<figcaption class="lb-muted">${aboutTrack(track)}</figcaption>`,
      );
    })
    .catch(() => {}); // keep the outline
  return root;
}

/** The track in the session's own coordinates where possible, else in its own; null when it is unknown. */
async function sessionTrack(session: SessionFile, laps: readonly LapRow[]): Promise<Track | null> {
  const known = await knownTrack(trackIdentity(session));
  if (known && (known.frame !== CIRCUIT_FRAME || session.source.simulated)) return known;
  const [best] = drawable(laps);
  const driven = best && session.outline.length ? sampledLap(await fetchSamples(session.id, best)) : null;
  return (driven && lapTrack(known, driven, session.track.name)) || known;
}

function aboutTrack(track: Track): string {
  const {from, circuit, list} = cornersOf(track);
  const official = circuit === track.name ? "" : `, numbered as at ${circuit}`;
  const numbered = {official, shape: ", numbered along the driven line", authored: ", edited by hand"}[from];
  const facts = [
    `${distance(track.lengthM)} along the centre line`,
    `${list.length} corners${numbered}`,
    track.laps > 0 ? `learned from ${track.laps === 1 ? "1 lap" : `${track.laps} laps`}` : "",
  ];
  return facts.filter(Boolean).join("; ");
}
