import {html} from "npm:htl";
import type {LapRow} from "../../core/archive/types.js";
import {lapTime} from "../ui/format.js";

/** A lap and the session it belongs to. */
export interface SessionLap {
  session: string;
  lap: LapRow;
}

/** Fastest finished laps first, then the unfinished. */
export function fastestLapsFirst(laps: readonly SessionLap[]): SessionLap[] {
  const rank = ({lap}: SessionLap) => (lap.complete ? 0 : 1e9) + (lap.valid ? 0 : 1e8) + (lap.lapTimeMs ?? 1e7);
  return [...laps].sort((a, b) => rank(a) - rank(b));
}

/** Driver, number and time of a lap. */
function lapName({lap}: SessionLap): string {
  return `${lap.driver || `car ${lap.car}`}, lap ${lap.lap}, ${lap.lapTimeMs ? lapTime(lap.lapTimeMs) : "unfinished"}`;
}

/** A menu of laps; its value is the chosen lap, or null where there is none. */
export function lapSelect(
  laps: readonly SessionLap[],
  {label, index = 0}: {label: string; index?: number},
): HTMLElement & {value: SessionLap | null} {
  const first = Math.min(index, laps.length - 1);
  const select = html<HTMLSelectElement>`<select>${laps.map((lap, i) => html`<option value=${i} selected=${i === first}>${lapName(lap)}</option>`)}</select>`;
  const root = html<
    HTMLElement & {value: SessionLap | null}
  >`<div class="lb-bar"><label>${label} ${select}</label></div>`;
  root.value = laps[first] ?? null;
  select.addEventListener("input", () => (root.value = laps[Number(select.value)] ?? null));
  return root;
}
