import type {LapRow} from "../../core/archive/types.js";
import {lapTime} from "../ui/format.js";
import {picker} from "../ui/picker.js";
import {driverName} from "../ui/sessionNames.js";

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
  return `${driverName(lap)}, lap ${lap.lap}, ${lap.lapTimeMs ? lapTime(lap.lapTimeMs) : "unfinished"}`;
}

/** A menu of laps; its value is the chosen lap, or null where there is none. */
export function lapSelect(
  laps: readonly SessionLap[],
  {label, index = 0}: {label: string; index?: number},
): HTMLElement & {value: SessionLap | null} {
  const options = laps.map((lap) => ({value: lap, label: lapName(lap)}));
  return picker(label, options, index);
}
