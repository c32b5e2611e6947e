import type {Path} from "../geometry/closedPath.js";
import {inverse, moved} from "./align.js";
import type {DrivenLap} from "./drivenLap.js";
import {learnTrack} from "./learn.js";
import {locatePath} from "./locate.js";
import {recognise, recogniseInFrame} from "./recognise.js";
import {makeTrack, reverseTrack, type Track} from "./track.js";

/** m by which a sample may miss a place of the track that the lap is said to pass there */
const NEAR = 30;

/**
 * A known track as it lies under a path, in the path's world and direction: as it stands where both are of one world, else
 * turned and shifted by shape. Undefined when the path was not driven on it.
 */
export function layTrack(known: Track, path: Path): Track | undefined {
  const here = recogniseInFrame([known], path).match;
  if (here) return here.reversed ? reverseTrack(known) : known;
  const {match} = recognise([known], path, {mirrored: true});
  if (!match) return undefined;
  const {x: kx, z: kz, room, ...facts} = match.reversed ? reverseTrack(known) : known;
  const {x, z} = moved({x: kx, z: kz}, inverse(match.move));
  // in a mirror left is right
  const sides = room && match.move.mirrored ? {from: room.from, left: room.right, right: room.left} : room;
  return makeTrack({...facts, frame: "", room: sides}, x, z);
}

/** The track under a lap: a known one where it fits, else what the lap itself tells. Undefined when it tells none. */
export function lapTrack(known: Track | null, lap: DrivenLap): Track | undefined {
  const laid = known && layTrack(known, {x: Float64Array.from(lap.x), z: Float64Array.from(lap.z)});
  if (laid) return laid;
  try {
    return learnTrack([lap], {id: "lap"}).track;
  } catch {
    return undefined; // no whole lap
  }
}

/** Distance along the track at each sample of a lap, m; NaN without a position. */
export function alongTrackOf(track: Track, {x, z}: Pick<DrivenLap, "x" | "z">): Float64Array {
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
