import type {LapRow, SessionFile} from "../../core/archive/types.js";
import type {GridLap} from "../../core/laps/gridLap.js";
import {gridPath} from "../../core/laps/gridPath.js";
import type {BareLine} from "../../core/laps/placeLap.js";
import type {PlaceLine} from "../../core/laps/placeLine.js";
import type {Corners} from "../../core/track/corner.js";
import type {Track} from "../../core/track/track.js";
import {type LapPlace, setPlace} from "./lapPlace.js";
import type {LapLook, TraceLap} from "./traceLap.js";

/** A lap's row, session and look. */
export interface TracedLap {
  row: LapRow;
  session: SessionFile;
  look: LapLook;
}

/** The lines and corners on which a lap was placed. */
export interface GridLine {
  line: PlaceLine | BareLine;
  track?: Track;
  corners: Corners;
}

/** A lap on a grid as charts and maps draw it: a value for each grid point, on the metres of its line. */
export function gridTrace({line, track, corners}: GridLine, grid: GridLap, {row, session, look}: TracedLap): TraceLap {
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
  const lap = {...look, samples, axes, derived: {}, lap: row, session};
  setPlace(lap, track ? placeOf(track, corners, stepM) : null);
  return lap;
}

/** Times without gaps, so that they can be searched. */
function ascending(time: Float64Array): Float64Array {
  let last = 0;
  return time.map((value) => {
    if (value > last) last = value;
    return last;
  });
}

function placeOf(track: Track, corners: Corners, stepM: number): LapPlace {
  const sample = (metres: number) => Math.round(metres / stepM);
  return {
    track,
    numbered: corners.from,
    corners: corners.list.map((corner) => ({
      ...corner,
      entry: sample(corner.entryM),
      apex: sample(corner.apexM),
      exit: sample(corner.exitM),
    })),
  };
}
