import {interpolate} from "../signal/interpolate.js";
import type {DrivenLap} from "./drivenLap.js";
import {lapEnds} from "./lapEnds.js";
import {type LapPosition, NOT_MEASURED} from "./lapPosition.js";
import {pairPlaces} from "./pairing.js";
import {pinPlaces} from "./pinPlaces.js";

/** Lengths that differ by more than this share, and one sample's way, were not measured along the same line. */
const SAME_LENGTH = 0.002;

/** Games tell their tracks' lengths in whole metres. */
const ROUNDED_M = 0.5;

/** Of laps that were placed by their positions. */
const BY_PATH: ReadonlySet<string> = new Set(["track line", "reference path"]);

/** A lap that is on the line, and its distances along the track as the game counts them. */
export interface Ruler {
  lap: DrivenLap;
  position: LapPosition;
}

/**
 * Places a lap by its distances: those that the game counts along its track ("lap fraction"), or, scaled to the line's length, those
 * along the driven path ("distance").
 *
 * @param because why its positions are of no use
 * @param ruler shows where on the line each of the game's distances is; without one they are spread evenly over the line
 */
export function placeByDistance(lap: DrivenLap, lengthM: number, because: string, ruler?: Ruler): LapPosition {
  const {distance, time, lapTimeS, fromLine, alongPath} = lap;
  const nothing = () => new Float64Array(time.length).fill(Number.NaN);
  const unknown = (reason: string): LapPosition => ({
    ...{at: nothing(), offset: nothing(), lengthM, alignment: "none", because: `${because}; ${reason}`},
    ...{pinned: false, sameStart: false, jitterS: 0, measured: NOT_MEASURED},
  });
  if (!distance || !(lengthM > 0)) return unknown("no distance");
  const {along, jitterS} = pairPlaces(time, ascending(distance));
  const placed = {offset: nothing(), lengthM, because, jitterS};
  if (lapTimeS === null || !fromLine) {
    if (alongPath) return unknown("its distance is of the driven path");
    return {
      ...placed,
      at: along,
      alignment: "lap fraction",
      pinned: false,
      sameStart: fromLine,
      measured: NOT_MEASURED,
    };
  }
  const ends = {lapTimeS, jitterS, lengthErrorM: ROUNDED_M};
  const ticks = ruler && !alongPath ? ticksOf(ruler) : undefined;
  if (ticks) {
    const {startM, endM, ...measured} = lapEnds(time, along, {...ends, lengthM: ticks.lengthM});
    if (Math.abs(endM - startM - ticks.lengthM) <= SAME_LENGTH * ticks.lengthM + (endM - startM) / time.length) {
      const game = pinPlaces(along, {startM, endM, lengthM: ticks.lengthM});
      const at = interpolate(ticks.distance, ticks.at, game);
      return {...placed, at, alignment: "lap fraction", pinned: true, sameStart: true, measured};
    }
  }
  const {startM, endM, ...measured} = lapEnds(time, along, {...ends, lengthM});
  const own = endM - startM;
  if (!(own > 0)) return unknown("its distance does not increase");
  const isTrack = !alongPath && Math.abs(own - lengthM) <= SAME_LENGTH * lengthM + own / time.length;
  return {
    ...{...placed, at: pinPlaces(along, {startM, endM, lengthM}), pinned: true, sameStart: true},
    alignment: isTrack ? "lap fraction" : "distance",
    measured: isTrack ? measured : NOT_MEASURED,
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

/** The line's places at the game's distances from line to line; undefined where the ruler has none. */
function ticksOf({lap, position}: Ruler): {distance: Float64Array; at: Float64Array; lengthM: number} | undefined {
  const {distance, alongPath, lapTimeS, time} = lap;
  if (!distance || alongPath || lapTimeS === null || !position.pinned || !BY_PATH.has(position.alignment))
    return undefined;
  const along = ascending(distance);
  const {startM, endM} = lapEnds(time, along, {lapTimeS, lengthM: position.lengthM, jitterS: 0});
  const lengthM = endM - startM;
  if (!(lengthM > 0)) return undefined;
  const rows: number[] = [];
  for (let i = 0; i < along.length; i++)
    if (along[i] > startM && along[i] < endM && !Number.isNaN(position.at[i])) rows.push(i);
  return {
    distance: Float64Array.of(0, ...rows.map((i) => along[i] - startM), lengthM),
    at: Float64Array.of(0, ...rows.map((i) => position.at[i]), position.lengthM),
    lengthM,
  };
}
