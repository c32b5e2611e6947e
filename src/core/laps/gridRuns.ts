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
  lap: Pick<GridLap, "time" | "stepM">,
  values: ArrayLike<number>,
  threshold: number,
  from: number,
  to: number,
  {mergeS = 0, leastS = 0}: RunOptions = {},
): GridRun[] {
  const {time, stepM} = lap;
  const runs: GridRun[] = [];
  for (let i = from; i <= to; i++) {
    if (!(values[i] > threshold)) continue;
    let end = i;
    while (end < to && values[end + 1] > threshold) end++;
    const run = measure(i, end);
    const before = runs[runs.length - 1];
    if (before && gridAt(lap, time, run.fromM) - gridAt(lap, time, before.toM) < mergeS)
      runs[runs.length - 1] = joinRuns(before, run);
    else runs.push(run);
    i = end;
  }
  return leastS > 0 ? runs.filter(({seconds}) => seconds >= leastS) : runs;

  function measure(first: number, last: number): GridRun {
    const fromM = first > from ? (first - share(first, first - 1)) * stepM : first * stepM;
    const toM = last < to ? (last + share(last, last + 1)) * stepM : last * stepM;
    let [peak, integral] = [first, 0];
    for (let i = first; i <= last; i++) {
      if (values[i] > values[peak]) peak = i;
      if (i > first) integral += ((values[i] + values[i - 1]) / 2) * (time[i] - time[i - 1]);
    }
    return {
      fromM,
      toM,
      peak: values[peak],
      peakM: peak * stepM,
      integral,
      seconds: gridAt(lap, time, toM) - gridAt(lap, time, fromM),
    };
  }

  /** Part of the step from an index above the threshold to its neighbour below at which the threshold is crossed. */
  function share(above: number, below: number): number {
    return Number.isNaN(values[below]) ? 0 : (values[above] - threshold) / (values[above] - values[below]);
  }
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
