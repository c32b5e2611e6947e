import type {LapRow} from "../../core/archive/types.js";
import {lapFaultOf, wholeLapsText} from "../../core/laps/open/archivedLap.js";

/** A lap of a page, with all laps of its session. */
export interface NamedLap {
  label: string;
  lap: LapRow;
  laps: readonly LapRow[];
}

/** A sentence for each lap that is not whole: how far its curves are compared, and which laps are whole; [] where all are. The first is the reference. */
export function wholeNotes(shown: readonly NamedLap[]): string[] {
  return shown.flatMap(({label, lap, laps}, i) => {
    const fault = lapFaultOf({row: lap});
    if (!fault) return [];
    const effect =
      i > 0
        ? "its delta covers the part that there is, and can't be checked at the line"
        : shown.length > 1
          ? "as the reference it gives a delta only where it was recorded"
          : "it is shown as far as it goes";
    return [`${label}: ${fault}; ${effect}; ${wholeLapsText(laps, lap.car)}.`];
  });
}
