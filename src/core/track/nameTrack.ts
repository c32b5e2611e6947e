import {type SessionFile, UNKNOWN_TRACK} from "../archive/types.js";
import {pathLength} from "../geometry/closedPath.js";
import {CIRCUITS} from "./circuits/all.js";
import {CIRCUIT_FRAME, circuitTrack} from "./circuitTrack.js";
import {recognise} from "./recognise.js";
import type {Track} from "./track.js";

/** Least length of a part of a lap that is named, m: of shorter ones one in twenty fits a wrong circuit. */
const LEAST_PART = 2000;

const REVERSE = / \(reverse\)$/;

/**
 * Names the unknown track of a session after the known track of its shape; returns a named one unchanged. The name of one of our
 * own circuits is preferred to that of a learned track.
 *
 * @param learned tracks learned from driven laps, in addition to our own circuits
 * @param before the session's track as named earlier: kept unchanged while that track still matches
 */
export function nameTrack(
  {track, outline}: Pick<SessionFile, "track" | "outline">,
  learned: readonly Track[],
  before?: SessionFile["track"],
): SessionFile["track"] {
  if (track.name !== UNKNOWN_TRACK || outline.length < 10) return track;
  const path = {x: Float64Array.from(outline, ([x]) => x), z: Float64Array.from(outline, ([, z]) => z)};
  const known = [...Object.values(CIRCUITS).map(circuitTrack), ...learned];
  const {match, whole, same, confidence} = recognise(known, path, {mirrored: true});
  if (!match || (!whole && !(pathLength(path, false) >= LEAST_PART))) return track;
  if (before?.shape && same.some((other) => other.track.id === before.shape?.track))
    return {...track, name: before.name, shape: before.shape};
  const best = same.find((other) => other.track.frame === CIRCUIT_FRAME && other.reversed === match.reversed) ?? match;
  return {
    ...track,
    name: best.reversed ? reverseName(best.track.name) : best.track.name,
    shape: {
      track: best.track.id,
      meanM: Math.round(best.meanM * 10) / 10,
      confidence: Math.round(confidence * 100) / 100,
      ...(best.reversed && {reversed: true}),
      ...(best.move.mirrored && {mirrored: true}),
    },
  };
}

/** "Monza (reverse)" of "Monza", and back. */
function reverseName(name: string): string {
  return REVERSE.test(name) ? name.replace(REVERSE, "") : `${name} (reverse)`;
}
