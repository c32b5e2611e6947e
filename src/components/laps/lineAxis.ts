import {interpolate} from "../../core/signal/interpolate.js";
import type {Axis} from "../ui/cursor.js";
import type {LineLap} from "./lapsOnLine.js";

/** Places on the line as positions on the charts' axis, and back, by the reference lap. */
export interface LineAxis {
  /** of m along the line */
  position(metres: number, axis: Axis): number;
  /** m along the line */
  metres(position: number, axis: Axis): number;
}

/** The axis of a lap that is placed on its line; null where none of its samples has a place. Beyond its samples the nearest one counts. */
export function lineAxis({position: {at, pinned, lengthM}, trace: {axes}}: LineLap): LineAxis | null {
  const known = Array.from(at, (_, i) => i).filter((i) => !Number.isNaN(at[i]));
  if (known.length < 2) return null;
  const places = known.map((i) => at[i]);
  const [first, last] = [places[0], places[places.length - 1]];
  const positions: Record<Axis, number[]> = {
    distance: known.map((i) => axes.distance[i]),
    time: known.map((i) => axes.time[i]),
  };
  const within = (values: number[], x: number) => Math.min(Math.max(x, values[0]), values[values.length - 1]);
  return {
    position: (metres, axis) => interpolate(places, positions[axis], [within(places, metres)])[0],
    metres(position, axis) {
      const metres = interpolate(positions[axis], places, [within(positions[axis], position)])[0];
      // the ends of a whole lap are those of the line
      if (pinned && metres <= first) return 0;
      return pinned && metres >= last ? lengthM : metres;
    },
  };
}
