import type {LapRow} from "../../core/archive/types.js";
import {picker} from "../ui/picker.js";
import {lapRank, lapText} from "./lapChoice.js";

/** A lap and the session it belongs to. */
export interface SessionLap {
  session: string;
  lap: LapRow;
}

/** Fastest finished laps first, then the unfinished. */
export function fastestLapsFirst(laps: readonly SessionLap[]): SessionLap[] {
  return laps.toSorted((a, b) => lapRank(a.lap) - lapRank(b.lap));
}

/** A menu of laps; its value is the chosen lap, or null where there is none. */
export function lapSelect(
  laps: readonly SessionLap[],
  {label, index = 0}: {label: string; index?: number},
): HTMLElement & {value: SessionLap | null} {
  const options = laps.map((lap) => ({value: lap, label: lapText(lap.lap)}));
  return picker(label, options, index);
}
