import {rowsInRange} from "../../../core/laps/range/rangeSegments.js";
import type {LineRange} from "../../../core/laps/range/rangeTimes.js";
import type {LineLap} from "../../laps/lapsOnLine.js";
import type {TraceChannel} from "../../laps/traceChannels.js";
import {samplesOf} from "../samplesOf.js";

/** The samples of a lap in a stretch, with the values of two channels, as they are written. */
export interface XyPoints {
  lap: LineLap;
  rows: Int32Array;
  x: Float64Array;
  y: Float64Array;
}

/** Points of each lap; samples without one of the values are left out. */
export function xyPoints(
  laps: readonly LineLap[],
  [across, up]: readonly [TraceChannel, TraceChannel],
  range: LineRange,
): XyPoints[] {
  return laps.flatMap((lap) => {
    const [xs, ys] = [across.values(lap.trace), up.values(lap.trace)];
    if (!xs || !ys) return [];
    const rows = rowsInRange(samplesOf(lap), range).rows.filter((row) => Number.isFinite(xs[row] + ys[row]));
    const x = Float64Array.from(rows, (row) => xs[row] * across.factor);
    const y = Float64Array.from(rows, (row) => ys[row] * up.factor);
    return rows.length ? [{lap, rows, x, y}] : [];
  });
}

/** Least and greatest of the values, with some room (a share of what they span); [0, 1] for none. */
export function domainOf(columns: readonly ArrayLike<number>[], {room = 0.04} = {}): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const column of columns)
    for (let i = 0; i < column.length; i++) {
      if (column[i] < least) least = column[i];
      if (column[i] > most) most = column[i];
    }
  if (least > most) return [0, 1];
  if (room === 0) return [least, most];
  const around = room * (most - least) || Math.abs(most) * 0.05 || 1;
  return [least - around, most + around];
}

/**
 * Two domains widened so that a unit is as long on either axis, for channels of one unit (g-g).
 *
 * @param size px of the drawing area
 */
export function evenAspect(
  x: [number, number],
  y: [number, number],
  [width, height]: readonly [number, number],
): {x: [number, number]; y: [number, number]} {
  const perPx = Math.max((x[1] - x[0]) / width, (y[1] - y[0]) / height);
  const widened = ([from, to]: [number, number], px: number): [number, number] => {
    const extra = (perPx * px - (to - from)) / 2;
    return [from - extra, to + extra];
  };
  return {x: widened(x, width), y: widened(y, height)};
}

/** The point nearest to a place of the drawing, px; null when none is within `reach`. */
export function nearestPlotted(
  points: readonly XyPoints[],
  px: (x: number) => number,
  py: (y: number) => number,
  [atX, atY]: readonly [number, number],
  reach = 14,
): {points: XyPoints; k: number} | null {
  let best: {points: XyPoints; k: number} | null = null;
  let least = reach * reach;
  for (const one of points)
    for (let k = 0; k < one.rows.length; k++) {
      const away = (px(one.x[k]) - atX) ** 2 + (py(one.y[k]) - atY) ** 2;
      if (away <= least) {
        least = away;
        best = {points: one, k};
      }
    }
  return best;
}
