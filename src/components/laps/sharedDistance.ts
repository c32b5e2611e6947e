import {lapAxes} from "../../core/laps/lapAxes.js";
import {interpolate} from "../../core/signal/interpolate.js";
import type {TraceLap} from "./traceLap.js";

/** A lap, and the m along the line at each of its samples. */
interface Placed {
  trace: TraceLap;
  position: {at: Float64Array};
}

/**
 * Counts a lap's distance as the reference does at the same place, so that equal distances are equal places: a lap on a wider line drives more
 * metres. A lap or a reference without places keeps its own distance.
 */
export function shareDistance({trace, position: {at}}: Placed, reference: Placed): void {
  const places = reference.position.at;
  const known = Array.from(places, (_, i) => i).filter((i) => !Number.isNaN(places[i]));
  if (known.length < 2 || at.every(Number.isNaN)) return;
  const [from, to] = [places, reference.trace.axes.distance].map((column) =>
    Float64Array.from(known, (i) => column[i]),
  );
  const lapDistance = interpolate(from, to, at);
  trace.axes = {...trace.axes, distance: lapAxes({sessionTime: trace.axes.time, lapDistance}).distance};
}
