import {type Path, pathLength} from "../../geometry/closedPath.js";
import {inverseMove, movePath} from "../../track/align.js";
import {CIRCUITS} from "../../track/circuits/all.js";
import {circuitTrack} from "../../track/circuitTrack.js";
import {recognise, recogniseInFrame, type TrackMatch} from "../../track/recognise.js";
import type {Track} from "../../track/track.js";
import type {FinishLine} from "./finishLine.js";

/** Shorter parts of a lap fit wrong circuits, m. */
const LEAST_PART = 2000;

/** No lap is longer, m. */
const LONGEST = 60_000;

/** The start line of a known track in a path's coordinates. */
export interface TrackLine {
  line: FinishLine;
  track: Track;
}

/**
 * The start line of the known track on which a path was driven: of a track learned in the same coordinates, else of a learned or own
 * circuit of its shape. Undefined where none fits.
 *
 * @param path one lap, or a part of one of 2 km or more
 * @param frame the game whose coordinates the path has; "": of no game
 */
export function trackLine(path: Path, learned: readonly Track[], frame: string): TrackLine | undefined {
  const length = pathLength(path, false);
  if (!(length <= LONGEST)) return undefined;
  const own = frame === "" ? [] : learned.filter((track) => track.frame === frame);
  const here = recogniseInFrame(own, path).match;
  if (here) return startOf(here);
  const {match, whole} = recognise([...Object.values(CIRCUITS).map(circuitTrack), ...learned], path);
  if (!match || (!whole && length < LEAST_PART)) return undefined;
  return startOf(match);
}

function startOf({track, move, reversed}: TrackMatch): TrackLine {
  const sign = reversed ? -1 : 1;
  const [x, z, heading] = [track.x[0], track.z[0], track.heading[0]];
  const ends = {
    x: Float64Array.of(x, x + sign * Math.cos(heading)),
    z: Float64Array.of(z, z + sign * Math.sin(heading)),
  };
  const placed = movePath(ends, inverseMove(move));
  const line = {
    x: placed.x[0],
    z: placed.z[0],
    dx: placed.x[1] - placed.x[0],
    dz: placed.z[1] - placed.z[0],
  };
  return {line, track};
}
