import type {GridLap} from "./gridLap.js";
import type {Alignment} from "./lapPosition.js";

/** A lap against a reference on the same grid. */
export interface LapComparison {
  /** lap − reference at each grid point, s; negative where the lap is ahead; NaN where either has no time */
  deltaS: Float64Array;
  /** bound of its error, s */
  errorS: Float64Array;
  /** where both laps are whole: the delta at the line, their official difference, and how well the samples show it: their bound, or
   * by how much they disagree where that is more */
  deltaAtLineMs: number | null;
  officialDifferenceMs: number | null;
  uncertaintyMs: number | null;
  /** the check: the difference by the samples alone, without the official times, and what it may be wrong by; null where they don't show it */
  measuredDifferenceMs: number | null;
  measuredErrorMs: number | null;
  /** the worse of the two laps' */
  alignment: Alignment;
  because?: string;
  /** m along the line at which the delta is 0 because nothing tells the laps' clocks apart from each other; undefined: the line */
  zeroAtM?: number;
}

/** Two official times, each rounded to a millisecond. */
const ROUNDING_MS = 1;

/** Cars cross the line metres apart, and its direction is known to half a degree: 5 cm, 1 ms at 50 m/s. */
const CROSSING_MS = 1;

const RANK: readonly Alignment[] = ["track line", "reference path", "lap fraction", "distance", "none"];

/** Time variance of a lap against a reference on the same line. Throws `different grids` otherwise. */
export function compareLaps(lap: GridLap, reference: GridLap): LapComparison {
  const {n, lengthM} = reference;
  if (lap.n !== n || Math.abs(lap.lengthM - lengthM) > 1e-6 * lengthM)
    throw new Error(`different grids: ${lap.lengthM} m, ${lengthM} m`);
  const deltaS = new Float64Array(n + 1);
  const errorS = new Float64Array(n + 1);
  for (let g = 0; g <= n; g++) {
    deltaS[g] = lap.time[g] - reference.time[g];
    errorS[g] = lap.timeError[g] + reference.timeError[g];
  }
  const worse = RANK.indexOf(lap.alignment) > RANK.indexOf(reference.alignment) ? lap : reference;
  const because = lap.because ?? reference.because;
  const zeroAtM = lap.fromLine && reference.fromLine ? undefined : zeroFirst(deltaS, reference.stepM);
  return {
    ...{deltaS, errorS, ...atLine(lap, reference, deltaS), alignment: worse.alignment},
    ...(because !== undefined && {because}),
    ...(zeroAtM !== undefined && {zeroAtM}),
  };
}

/** Shifts a delta so that it begins with 0, and returns where, m; undefined where there is none. */
function zeroFirst(deltaS: Float64Array, stepM: number): number | undefined {
  const first = deltaS.findIndex((value) => !Number.isNaN(value));
  if (first < 0) return undefined;
  const zero = deltaS[first];
  for (let g = first; g < deltaS.length; g++) deltaS[g] -= zero;
  return first * stepM;
}

function atLine(
  lap: GridLap,
  reference: GridLap,
  deltaS: Float64Array,
): Omit<LapComparison, "deltaS" | "errorS" | "alignment" | "because" | "zeroAtM"> {
  if (lap.lapTimeS === null || reference.lapTimeS === null)
    return {
      ...{deltaAtLineMs: null, officialDifferenceMs: null, uncertaintyMs: null},
      ...{measuredDifferenceMs: null, measuredErrorMs: null},
    };
  const measured = 1000 * (lap.measured.lapTimeS - reference.measured.lapTimeS);
  const isMeasured = Number.isFinite(measured);
  const officialDifferenceMs = 1000 * (lap.lapTimeS - reference.lapTimeS);
  const bound = ROUNDING_MS + (isMeasured ? 1000 * (lap.measured.errorS + reference.measured.errorS) : 0);
  return {
    deltaAtLineMs: 1000 * deltaS[deltaS.length - 1],
    officialDifferenceMs,
    uncertaintyMs: isMeasured ? Math.max(bound, Math.abs(measured - officialDifferenceMs)) : bound,
    measuredDifferenceMs: isMeasured ? measured : null,
    measuredErrorMs: isMeasured ? bound + CROSSING_MS : null,
  };
}
