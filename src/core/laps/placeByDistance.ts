import type {DrivenLap} from "./drivenLap.js";
import {lapEnds} from "./lapEnds.js";
import type {LapPosition} from "./lapPosition.js";
import {pinPlaces} from "./pinPlaces.js";

/** Lengths that differ by more than this share, and one sample's way, were not measured along the same line. */
const SAME_LENGTH = 0.002;

/**
 * Places a lap by its distances: those that the game counts along its track ("lap fraction"), or, scaled to the line's length, those
 * along the driven path ("distance").
 *
 * @param because why its positions are of no use
 */
export function placeByDistance(lap: DrivenLap, lengthM: number, because: string): LapPosition {
  const {distance, time, lapTimeS, fromLine, alongPath} = lap;
  const nothing = () => new Float64Array(time.length).fill(Number.NaN);
  const notMeasured = {lapTimeS: Number.NaN, errorS: Number.NaN};
  const unknown = (reason: string): LapPosition => ({
    ...{at: nothing(), offset: nothing(), lengthM, alignment: "none", because: `${because}; ${reason}`},
    ...{pinned: false, sameStart: false, measured: notMeasured},
  });
  if (!distance || !(lengthM > 0)) return unknown("no distance");
  const along = ascending(distance);
  const placed = {offset: nothing(), lengthM, because};
  if (lapTimeS === null || !fromLine) {
    if (alongPath) return unknown("its distance is of the driven path");
    return {...placed, at: along, alignment: "lap fraction", pinned: false, sameStart: fromLine, measured: notMeasured};
  }
  const {startM, endM, ...measured} = lapEnds(time, along, lapTimeS, lengthM);
  const own = endM - startM;
  if (!(own > 0)) return unknown("its distance does not increase");
  const isTrack = !alongPath && Math.abs(own - lengthM) <= SAME_LENGTH * lengthM + own / time.length;
  return {
    ...{...placed, at: pinPlaces(along, {startM, endM, lengthM}), pinned: true, sameStart: true},
    alignment: isTrack ? "lap fraction" : "distance",
    measured: isTrack ? measured : notMeasured,
  };
}

/** Without decreases; NaN stays. */
function ascending(values: ArrayLike<number>): Float64Array {
  const out = Float64Array.from(values);
  let reached = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < out.length; i++) {
    if (out[i] < reached) out[i] = reached;
    else if (out[i] > reached) reached = out[i];
  }
  return out;
}
