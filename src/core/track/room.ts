import {evenPath, type Path, pathLength} from "../geometry/closedPath.js";
import {offsetsAt} from "./offsetsAt.js";
import type {Room, Track} from "./track.js";

/** Laps needed to take their spread for the width of the road. */
const LAPS_FOR_ROOM = 3;
/** m from the middle beyond which a car is off the road, in the pits. */
const MOST_ROOM = 12;

/** The spread of driven laps as the width of the road; undefined for fewer than three laps. */
export function roomOfLaps(track: Track, paths: Path[]): Room | undefined {
  if (paths.length < LAPS_FOR_ROOM) return undefined;
  const offsets = paths.map((path) => offsetsAt(track, path));
  const most = (sign: number) =>
    track.x.map((_, i) =>
      offsets.reduce((sum, {[i]: value}) => (Math.abs(value) < MOST_ROOM ? Math.max(sum, sign * value) : sum), 0),
    );
  return {from: "laps", left: most(-1), right: most(1)};
}

/** The width of the road between its measured edges. */
export function roomOfBorders(track: Track, borders: {left: Path; right: Path}): Room {
  const side = (path: Path, sign: number) => {
    const count = Math.ceil(pathLength(path, true) / 2);
    const offset = offsetsAt(track, evenPath(path, count, true));
    return offset.map((value) => Math.max(0, sign * value));
  };
  return {from: "borders", left: side(borders.left, -1), right: side(borders.right, 1)};
}
