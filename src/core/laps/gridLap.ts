import {kthSmallest} from "../signal/smallest.js";
import type {DrivenLap} from "./drivenLap.js";
import {type GridColumn, gridColumns} from "./gridColumn.js";
import {gridWeights} from "./gridWeights.js";
import type {Alignment, LapPosition} from "./lapPosition.js";
import {timeErrors} from "./timeErrors.js";

/** A lap on an even grid along its line: the form in which laps are compared. */
export interface GridLap {
  /** of the line, m */
  lengthM: number;
  /** m between grid points: 1, but for the rounding of the length to whole steps */
  stepM: number;
  /** steps; columns have n + 1 values, at 0, stepM … lengthM */
  n: number;
  /** s since the lap's start; 0 and the official time at the ends of a whole lap; NaN where the lap has no position */
  time: Float64Array;
  /** bound of the time's error, s */
  timeError: Float64Array;
  /** m to the right of the line */
  offset: Float64Array;
  /** continuous ones linear between samples, discrete ones of the nearest sample; NaN in gaps */
  channels: Record<string, Float64Array>;
  /** official, s; null where the lap is not whole on this line */
  lapTimeS: number | null;
  /** `time` counts from this line; else only its differences mean something */
  fromLine: boolean;
  alignment: Alignment;
  because?: string;
  /** usual time between its samples, s */
  sampleS: number;
  /** see LapPosition */
  measured: LapPosition["measured"];
}

/** Without samples for longer, s (or five times the usual step), channels are unknown. */
const GAP_S = 0.25;
const USUAL_STEPS = 5;

/** A placed lap on the grid of its line, with the channels asked for. */
export function gridLap(
  lap: DrivenLap,
  position: LapPosition,
  channels: Readonly<Record<string, GridColumn>> = {},
): GridLap {
  const {lengthM, pinned, alignment, because, measured, jitterS} = position;
  const n = Math.max(1, Math.round(lengthM));
  const stepM = lengthM / n;
  const lapTimeS = pinned ? lap.lapTimeS : null;
  const weights = gridWeights(lap.time, position.at, {n, stepM, lapTimeS});
  const gapS = longestStep(weights.knotTime);
  const names = Object.keys(channels);
  const [offset, ...columns] = gridColumns(weights, gapS, [
    {values: position.offset},
    ...names.map((name) => channels[name]),
  ]);
  const apartS = lapTimeS === null ? Number.NaN : Math.abs(measured.lapTimeS - lapTimeS);
  const closingS = apartS > measured.errorS + measured.lineErrorS ? apartS : 0;
  return {
    ...{lengthM, stepM, n, time: weights.time, timeError: timeErrors(weights, {lapTimeS, jitterS, closingS})},
    ...{offset, channels: Object.fromEntries(names.map((name, i) => [name, columns[i]])), lapTimeS},
    fromLine: pinned || (lap.fromLine && position.sameStart),
    ...{alignment, because, measured, sampleS: meanStep(weights.knotTime)},
  };
}

function meanStep(time: Float64Array): number {
  return time.length > 1 ? (time[time.length - 1] - time[0]) / (time.length - 1) : Number.NaN;
}

/** The longest time between samples that is no gap, s. */
function longestStep(time: Float64Array): number {
  const count = Math.max(0, time.length - 1);
  let long = 0;
  for (let i = 0; i < count; i++) if (USUAL_STEPS * (time[i + 1] - time[i]) > GAP_S) long++;
  // most laps have more samples: the median need not be looked for
  if (2 * long < count) return GAP_S;
  const steps = Float64Array.from({length: count}, (_, i) => time[i + 1] - time[i]);
  return Math.max(GAP_S, USUAL_STEPS * kthSmallest(steps, count >> 1));
}
