import {type Box, boundingBox, type Fit, fitBox, growBox} from "../../core/geometry/fit.js";
import {lowerBound} from "../../core/signal/search.js";
import type {LapPlace} from "../laps/lapPlace.js";
import {channelValues, type TraceLap} from "../laps/traceLap.js";
import type {Axis, View} from "../ui/cursor.js";

/** The driven line of a lap: world x and z in m. */
export interface DrivenLine {
  lap: TraceLap;
  x: Float64Array;
  z: Float64Array;
}

/** px around a circuit, for labels */
const MARGIN = 30;
/** m that a map shows at least */
const LEAST_SIZE = 80;

/** The line of a lap, or null when the recording has no positions. */
export function drivenLine(lap: TraceLap): DrivenLine | null {
  const x = channelValues(lap, "worldX");
  const z = channelValues(lap, "worldZ");
  return x && z ? {lap, x, z} : null;
}

/** First sample and the one after the last of a stretch of the axis; all samples without a view. */
export function sampleRange({lap, x}: DrivenLine, axis: Axis, view: View | null): [from: number, to: number] {
  if (!view) return [0, x.length];
  return [lowerBound(lap.axes[axis], view[0]), lowerBound(lap.axes[axis], view[1])];
}

/** The box of the lines and of the circuit where it is known; null without a position. */
export function wholeBox(lines: readonly DrivenLine[], place: LapPlace | null): Box | null {
  const driven = lines.map(({x, z}) => ({x, y: z}));
  return boundingBox(place ? [...driven, {x: place.track.x, y: place.track.z}] : driven);
}

/** Where the lines are drawn: all of them, or the stretch of the view with some road around it. */
export function circuitFit(
  lines: readonly DrivenLine[],
  width: number,
  height: number,
  axis: Axis,
  view: View | null,
  place: LapPlace | null = null,
): Fit | null {
  const stretch = (line: DrivenLine) => {
    const [from, to] = sampleRange(line, axis, view);
    return {x: line.x.subarray(from, to), y: line.z.subarray(from, to)};
  };
  const box = view ? boundingBox(lines.map(stretch)) : wholeBox(lines, place);
  return box && fitBox(growBox(box, LEAST_SIZE), width, height, MARGIN);
}

/** The sample of the line nearest to (x, z) within `reach` m; −1 when none is. */
export function nearestPoint({x: xs, z: zs}: Pick<DrivenLine, "x" | "z">, x: number, z: number, reach: number): number {
  let best = -1;
  let least = reach * reach;
  for (let i = 0; i < xs.length; i++) {
    const away = (xs[i] - x) ** 2 + (zs[i] - z) ** 2;
    if (away <= least) {
      least = away;
      best = i;
    }
  }
  return best;
}
