import {lapAxes} from "../../core/laps/lapAxes.js";
import type {TraceLap} from "./traceLap.js";

/** A lap, and the m along the line at each of its samples. */
interface Placed {
  trace: TraceLap;
  position: {at: Float64Array};
}

/**
 * Counts the distance of a lap in m along the line, as its corners and chosen stretches are: equal distances are equal places, whatever a lap
 * on a wider line has driven. Beyond its placed samples it continues by the lap's own count. A lap without places keeps its own distance.
 */
export function shareDistance({trace, position: {at}}: Placed): void {
  if (!isPlaced(at)) return;
  const [first, last] = [at.findIndex(isKnown), at.findLastIndex(isKnown)];
  const own = trace.axes.distance;
  const lapDistance = at.map((metres, i) => {
    const end = i < first ? first : i > last ? last : i;
    return end === i ? metres : at[end] + own[i] - own[end];
  });
  trace.axes = {...trace.axes, distance: lapAxes({sessionTime: trace.axes.time, lapDistance}).distance};
}

/** Whether at least two samples have a place. */
export function isPlaced(at: Float64Array): boolean {
  return at.findIndex(isKnown) < at.findLastIndex(isKnown);
}

const isKnown = (metres: number) => !Number.isNaN(metres);
