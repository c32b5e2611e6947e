import type {Path} from "../geometry/closedPath.js";
import {inverseMove, movePath} from "./align.js";
import type {LapPositions} from "./lapPositions.js";
import {learnTrack} from "./learn.js";
import {locatePath} from "./locate.js";
import {recognise, recogniseInFrame} from "./recognise.js";
import {makeTrack, reverseTrack, type Track} from "./track.js";

/** m between a sample and a place of the track that still counts as passing it */
const NEAR = 30;

/**
 * A known track in the coordinates and direction of a path that was driven on it: unchanged where both have the same frame, else
 * turned and shifted by shape. Undefined when the path was not driven on it.
 */
export function alignTrack(known: Track, path: Path): Track | undefined {
  const here = recogniseInFrame([known], path).match;
  if (here) return here.reversed ? reverseTrack(known) : known;
  const {match} = recognise([known], path, {mirrored: true});
  if (!match) return undefined;
  const {x: kx, z: kz, room, ...facts} = match.reversed ? reverseTrack(known) : known;
  const {x, z} = movePath({x: kx, z: kz}, inverseMove(match.move));
  // mirroring exchanges left and right
  const sides = room && match.move.mirrored ? {from: room.from, left: room.right, right: room.left} : room;
  return makeTrack({...facts, frame: "", room: sides}, x, z);
}

/** The track of a lap: the known one where it fits, else one of that name learned from the lap. Undefined when the lap is not whole. */
export function lapTrack(known: Track | null, lap: LapPositions, name = "lap"): Track | undefined {
  const laid = known && alignTrack(known, {x: Float64Array.from(lap.x), z: Float64Array.from(lap.z)});
  if (laid) return laid;
  try {
    return learnTrack([lap], {id: "lap", name}).track;
  } catch {
    return undefined; // not a whole lap
  }
}

/** Distance along the track at each sample of a lap, m; NaN without a position. */
export function alongTrackOf(track: Track, {x, z}: Pick<LapPositions, "x" | "z">): Float64Array {
  return locatePath(track, x, z).distance;
}

/** The sample at which a lap passes a place of the track, m from its line; −1 where it does not. */
export function sampleAlong(along: Float64Array, lengthM: number, atM: number): number {
  let best = -1;
  let least = NEAR;
  for (let i = 0; i < along.length; i++) {
    const gap = Math.abs(along[i] - atM);
    const away = Math.min(gap, lengthM - gap);
    if (away < least) {
      least = away;
      best = i;
    }
  }
  return best;
}
