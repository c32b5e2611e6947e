import {sampleTimes} from "../conditions/timeAt.js";

type Column = ArrayLike<number>;

/** How long a car had accelerations within a cell. */
export interface GgCell {
  /** middle of the cell, g: to the right and forwards */
  lateral: number;
  longitudinal: number;
  seconds: number;
}

/** A lap's accelerations with their times. */
export interface TimedG {
  time: Column;
  breaks?: Column;
  g: {lateral: Column; longitudinal: Column} | null;
}

/**
 * The time that laps spent at each combination of accelerations, in square cells around multiples of `cellG`; only cells with time. Laps
 * without accelerations, and samples without one of them, are left out.
 */
export function ggCells(laps: readonly TimedG[], cellG = 0.1): GgCell[] {
  const found = new Map<string, GgCell>();
  for (const {time, breaks, g} of laps) {
    if (!g) continue;
    const {seconds} = sampleTimes(time, breaks);
    for (let i = 0; i < seconds.length; i++) {
      const [x, y] = [Math.round(g.lateral[i] / cellG), Math.round(g.longitudinal[i] / cellG)];
      if (Number.isNaN(x + y) || seconds[i] === 0) continue;
      const key = `${x} ${y}`;
      const cell = found.get(key);
      if (cell) cell.seconds += seconds[i];
      else found.set(key, {lateral: x * cellG, longitudinal: y * cellG, seconds: seconds[i]});
    }
  }
  return [...found.values()];
}
