import type {Debrief} from "../../core/findings/debrief/debrief.js";
import {deltaRateError} from "../../core/laps/deltaRate.js";
import {gridTrace, type TracedLap} from "../laps/gridTrace.js";
import type {TraceLap} from "../laps/traceLap.js";

/** The two laps of a debrief as charts and map draw them, on the metres of their common line; the reference first. */
export function debriefTraces(
  {shown, opened: {line, road, corners}}: Debrief,
  [own, reference]: readonly [TracedLap, TracedLap],
): TraceLap[] {
  const on = {line, track: road, corners};
  const mine = gridTrace(on, shown.own.grid, own);
  mine.derived = {delta: shown.delta.deltaS, deltaRate: shown.rate};
  const {errorS} = shown.delta;
  mine.errors = {delta: errorS, deltaRate: deltaRateError(errorS, shown.own.grid.stepM)};
  return [gridTrace(on, shown.reference.grid, reference), mine];
}
