import type {Samples} from "../archive/samples.js";
import {type SessionFile, UNKNOWN_TRACK} from "../archive/types.js";
import {circuitNamed, circuitTrack} from "../track/circuitTrack.js";
import type {Corners} from "../track/corner.js";
import {cornersOf} from "../track/corners.js";
import {cleanLap} from "../track/lapPositions.js";
import {alignTrack} from "../track/lapTrack.js";
import {learnTrack} from "../track/learn.js";
import {sampledLap} from "../track/sampledLap.js";
import type {Track} from "../track/track.js";
import {trackIdentity, trackKey} from "../track/trackKey.js";
import type {DrivenLap} from "./drivenLap.js";
import type {BareLine} from "./placeLap.js";
import {lineOfTrack, type PlaceLine} from "./placeLine.js";

/** The line on which laps are compared, its corners, and where both come from. */
export interface ComparisonLine {
  line: PlaceLine | BareLine;
  /** of the line; absent where no line is known */
  track?: Track;
  corners: Corners;
  /** for the user */
  source: string;
}

const NO_CORNERS: Corners = {from: "shape", list: [], straights: []};

/**
 * The line for laps of a session's circuit, in the coordinates of the reference lap: the learned track of the session's game, else for
 * simulated sessions our own circuit, else the reference's own path. Without positions only the length is known, and the corners of the
 * learned track or of our own circuit of that name.
 *
 * @param learned the archive's tracks
 * @param samples of the reference lap; `driven` is made from them
 */
export function comparisonLine(
  learned: readonly Track[],
  session: SessionFile,
  samples: Samples,
  {x, z, distance}: DrivenLap,
): ComparisonLine {
  const known = knownTrack(learned, session);
  const positions = x && z && {...sampledLap(samples), x, z};
  if (!positions) return withoutPositions(known ?? drawnTrack(session), session.track.lengthM || greatest(distance));
  const laid = known && alignTrack(known, cleanLap(positions).path);
  if (laid) return {line: lineOfTrack(laid), track: laid, corners: cornersOf(laid), source: `track ${known.name}`};
  try {
    const name = session.track.name === UNKNOWN_TRACK ? "lap" : session.track.name;
    const {track} = learnTrack([positions], {id: "lap", name});
    return {
      line: lineOfTrack(track, "reference path"),
      track,
      corners: cornersOf(track),
      source: "the reference lap's path",
    };
  } catch {
    return withoutPositions(undefined, session.track.lengthM || greatest(distance));
  }
}

/** Only the length of the line, and a known track's corners, which distances along the track reach. */
function withoutPositions(known: Track | undefined, lengthM: number): ComparisonLine {
  if (!known)
    return {
      line: {lengthM},
      corners: NO_CORNERS,
      source: "no line of this track is known, and the lap has no positions of a whole lap",
    };
  return {
    line: {lengthM: known.lengthM},
    track: known,
    corners: cornersOf(known),
    source: `corners of ${known.name} by distance along the track`,
  };
}

/** Our own circuit of the session's name or number. */
function drawnTrack({track}: SessionFile): Track | undefined {
  const circuit = circuitNamed(track);
  return circuit && circuitTrack(circuit);
}

function knownTrack(learned: readonly Track[], session: SessionFile): Track | undefined {
  if (session.source.simulated) return drawnTrack(session);
  const key = trackKey(trackIdentity(session));
  return key === null ? undefined : learned.find(({id}) => id === key);
}

function greatest(distance: ArrayLike<number> = []): number {
  let most = 0;
  for (let i = 0; i < distance.length; i++) if (distance[i] > most) most = distance[i];
  return most;
}
