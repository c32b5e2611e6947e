import {html} from "npm:htl";
import type {LibraryIndex} from "../../core/archive/types.js";
import {isSameTrack} from "../../core/track/sameTrack.js";
import type {LapKey} from "../ui/archive.js";
import {counted} from "../ui/format.js";

/** Chosen laps by circuit. */
export interface CircuitSplit<L extends LapKey> {
  /** of the first lap's circuit */
  here: L[];
  elsewhere: L[];
  /** names: of the first lap's circuit, and of the others */
  circuit: string;
  others: string[];
}

/** Chosen laps of the first one's circuit, and of others. A lap of a session that the library does not list counts as here. */
export function splitByCircuit<L extends LapKey>(
  chosen: readonly L[],
  {sessions}: Pick<LibraryIndex, "sessions">,
): CircuitSplit<L> {
  const trackOf = ({session}: LapKey) => sessions.find(({id}) => id === session)?.track;
  const track = chosen[0] && trackOf(chosen[0]);
  const isHere = (lap: L) => {
    const own = trackOf(lap);
    return !track || !own || isSameTrack(own, track);
  };
  const elsewhere = chosen.filter((lap) => !isHere(lap));
  return {
    here: chosen.filter(isHere),
    elsewhere,
    circuit: track?.name ?? "",
    others: [...new Set(elsewhere.flatMap((lap) => trackOf(lap)?.name ?? []))],
  };
}

/** Says why laps of other circuits are not drawn, and what can be done. */
export function circuitRefusal<L extends LapKey>(
  {here, elsewhere, circuit, others}: CircuitSplit<L>,
  {choose, draw}: {choose: (laps: L[]) => void; draw: () => void},
): HTMLElement {
  const press = (text: string, act: () => void) =>
    html`<button type="button" class="lb-button lb-plain" onclick=${act}>${text}</button>`;
  const one = elsewhere.length === 1;
  return html`<div class="lb-error" role="alert"><strong>${counted(elsewhere.length, "lap")} of ${others.join(", ")} ${one ? "is" : "are"} not drawn.</strong>
    The reference is of ${circuit}: equal distances would be different places, and a delta would mean nothing.
    <div class="lb-error-acts">${press(one ? "Remove it" : "Remove them", () => choose(here))}${press(`Compare on ${others[0]} instead`, () => choose([...elsewhere]))}${press(`Draw ${one ? "it" : "them"} anyway, without a delta`, draw)}</div></div>`;
}
