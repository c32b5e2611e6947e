import {html} from "npm:htl";
import type {SessionFile} from "../../core/archive/types.js";
import {CIRCUIT_FRAME} from "../../core/track/circuitTrack.js";
import {cornersOf} from "../../core/track/corners.js";
import {trackIdentity} from "../../core/track/trackKey.js";
import {knownTrack} from "../ui/knownTrack.js";
import {cornerEditor} from "./cornerEditor.js";

/** The origin of a circuit's corners, and where the archive takes changes a button that opens their editor; empty without a learned track. */
export function cornerEditing(session: SessionFile, writable: boolean): HTMLElement {
  const root = html`<div></div>`;
  knownTrack(trackIdentity(session))
    .then((track) => {
      // our own circuits are drawn, not learned: there is no file beside which corners are kept
      if (!track || track.frame === CIRCUIT_FRAME) return;
      const {from, circuit, note, verified} = cornersOf(track);
      const origin = {
        authored: verified
          ? `Corners edited by hand, verified by ${verified.by}${verified.stale ? "; the corners or the line have changed since" : ""}.`
          : "Corners edited by hand.",
        official: `Official corners of ${circuit}.`,
        shape: `Corners counted along the line${note ? `: ${note}` : ""}.`,
      }[from];
      const place = html`<div></div>`;
      const open = html<HTMLButtonElement>`<button type="button" class="lb-button lb-plain" aria-expanded="false">Edit the corners…</button>`;
      open.addEventListener("click", () => {
        const opening = place.childElementCount === 0;
        place.replaceChildren(...(opening ? [cornerEditor(track)] : []));
        open.setAttribute("aria-expanded", String(opening));
        open.textContent = opening ? "Close the editor" : "Edit the corners…";
      });
      root.replaceChildren(
        html`<div class="lb-bar"><span class="lb-muted">${origin}</span>${writable ? open : ""}</div>`,
        place,
      );
    })
    .catch(() => {}); // the page works without
  return root;
}
