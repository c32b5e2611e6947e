import {gridAt} from "./gridAt.js";
import type {GridLap} from "./gridLap.js";

/** A stretch of a lap in which a channel exceeds a threshold; m along the line, to a part of a grid step. */
export interface GridRun {
  fromM: number;
  toM: number;
  peak: number;
  peakM: number;
  /** ∫ value dt, the channel's unit × s */
  integral: number;
  /** s */
  seconds: number;
}

export interface RunOptions {
  /** two runs closer than this are one, s */
  mergeS?: number;
  /** shorter runs are left out, s */
  leastS?: number;
}

/**
 * The stretches between two grid indices in which a column exceeds a threshold, in order; the crossings are linear between grid
 * points. NaN ends a run. A run that is cut by the range begins or ends there.
 */
export function runsAbove(
  lap: GridTimes,
  values: ArrayLike<number>,
  threshold: number,
  from: number,
  to: number,
  {mergeS = 0, leastS = 0}: RunOptions = {},
): GridRun[] {
  const {time} = lap;
  const runs: GridRun[] = [];
  for (let i = from; i <= to; i++) {
    if (!(values[i] > threshold)) continue;
    let end = i;
    while (end < to && values[end + 1] > threshold) end++;
    const fromM = (i > from ? crossing(values, threshold, i, i - 1) : i) * lap.stepM;
    const toM = (end < to ? crossing(values, threshold, end, end + 1) : end) * lap.stepM;
    const run = runOf(lap, values, i, end, fromM, toM);
    const before = runs[runs.length - 1];
    if (before && gridAt(lap, time, fromM) - gridAt(lap, time, before.toM) < mergeS)
      runs[runs.length - 1] = joinRuns(before, run);
    else runs.push(run);
    i = end;
  }
  return leastS > 0 ? runs.filter(({seconds}) => seconds >= leastS) : runs;
}

type GridTimes = Pick<GridLap, "time" | "stepM">;

/** The run from index `first` to index `last`, with its ends at the crossings. */
function runOf(
  lap: GridTimes,
  values: ArrayLike<number>,
  first: number,
  last: number,
  fromM: number,
  toM: number,
): GridRun {
  const {time, stepM} = lap;
  let [peak, integral] = [first, 0];
  for (let i = first + 1; i <= last; i++) {
    if (values[i] > values[peak]) peak = i;
    integral += ((values[i] + values[i - 1]) / 2) * (time[i] - time[i - 1]);
  }
  const seconds = gridAt(lap, time, toM) - gridAt(lap, time, fromM);
  return {fromM, toM, peak: values[peak], peakM: peak * stepM, integral, seconds};
}

/** Between an index above the threshold and its neighbour below; at the index beside a gap. */
function crossing(values: ArrayLike<number>, threshold: number, above: number, below: number): number {
  if (Number.isNaN(values[below])) return above;
  return above + ((below - above) * (values[above] - threshold)) / (values[above] - values[below]);
}

function joinRuns(a: GridRun, b: GridRun): GridRun {
  const peak = b.peak > a.peak ? b : a;
  return {
    fromM: a.fromM,
    toM: b.toM,
    peak: peak.peak,
    peakM: peak.peakM,
    integral: a.integral + b.integral,
    seconds: a.seconds + b.seconds,
  };
}
