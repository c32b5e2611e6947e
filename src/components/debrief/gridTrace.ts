import type {LapRow, SessionFile} from "../../core/archive/types.js";
import type {Debrief} from "../../core/findings/debrief/debrief.js";
import {deltaRateError} from "../../core/laps/deltaRate.js";
import {gridPath} from "../../core/laps/gridPath.js";
import {type LapPlace, setPlace} from "../laps/lapPlace.js";
import type {LapLook, TraceLap} from "../laps/traceLap.js";

/** The two laps of a debrief as charts and map draw them, on the metres of their common line; the reference first. */
export function debriefTraces(debrief: Debrief, [own, reference]: readonly [TracedLap, TracedLap]): TraceLap[] {
  const {shown} = debrief;
  const {deltaS, errorS} = shown.delta;
  const derived = {delta: deltaS, deltaRate: shown.rate};
  const errors = {delta: errorS, deltaRate: deltaRateError(errorS, shown.own.grid.stepM)};
  return [
    gridTrace(debrief, shown.reference.grid, reference),
    {...gridTrace(debrief, shown.own.grid, own), derived, errors},
  ].map((lap) => {
    setPlace(lap, placeOf(debrief));
    return lap;
  });
}

/** A lap's row, session and look. */
export interface TracedLap {
  row: LapRow;
  session: SessionFile;
  look: LapLook;
}

function gridTrace(
  {opened: {line}}: Debrief,
  grid: Debrief["shown"]["own"]["grid"],
  {row, session, look}: TracedLap,
): TraceLap {
  const {n, stepM, time, channels} = grid;
  const path = "x" in line ? gridPath(grid, line) : null;
  const columns: Record<string, Float64Array> = {...channels, ...(path && {worldX: path.x, worldZ: path.z})};
  const samples = {
    rows: n + 1,
    names: Object.keys(columns),
    has: (name: string) => name in columns,
    values: (name: string) => columns[name],
  };
  const axes = {
    distance: Float64Array.from(time, (_, g) => g * stepM),
    time: ascending(time),
    breaks: new Uint8Array(n + 1),
  };
  return {...look, samples, axes, derived: {}, lap: row, session};
}

/** Times without gaps, so that they can be searched. */
function ascending(time: Float64Array): Float64Array {
  let last = 0;
  return time.map((value) => {
    if (value > last) last = value;
    return last;
  });
}

function placeOf({opened, shown}: Debrief): LapPlace | null {
  const {road, corners} = opened;
  if (!road) return null;
  const {stepM} = shown.own.grid;
  const sample = (metres: number) => Math.round(metres / stepM);
  return {
    track: road,
    numbered: corners.from,
    corners: corners.list.map((corner) => ({
      ...corner,
      entry: sample(corner.entryM),
      apex: sample(corner.apexM),
      exit: sample(corner.exitM),
    })),
  };
}
