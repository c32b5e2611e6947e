import {gridAt} from "../gridAt.js";
import type {GridLap} from "../gridLap.js";
import {pieceTimes} from "../partition.js";

/** A stretch of the line, m. */
export interface LineRange {
  fromM: number;
  toM: number;
}

/** A lap in a stretch of the line against the reference; NaN where either has no time there. */
export interface RangeTime {
  /** time of the lap in it, s */
  seconds: number;
  /** that time − the reference's, s: the difference of the delta at both ends; negative where the lap gains */
  deltaS: number;
  /** bound of its error, s: of both laps' times at both ends */
  errorS: number;
}

type Timed = Pick<GridLap, "time" | "timeError" | "stepM">;

/** The time of a lap in a stretch, and what it gains or loses there; the same numbers as those of a partition with these cuts. */
export function rangeTime(lap: Timed, reference: Timed, range: LineRange): RangeTime {
  const [seconds] = pieceTimes(lap, [range]);
  const [others] = pieceTimes(reference, [range]);
  const errorAt = (metres: number) =>
    gridAt(lap, lap.timeError, metres) + gridAt(reference, reference.timeError, metres);
  return {seconds, deltaS: seconds - others, errorS: errorAt(range.fromM) + errorAt(range.toM)};
}
