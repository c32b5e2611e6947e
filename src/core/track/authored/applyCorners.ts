import {bendOf} from "../bends.js";
import {locate} from "../locate.js";
import type {PlacedCorner} from "../official/placeFacts.js";
import {alongTrack, type Track} from "../track.js";
import type {TrackGrid} from "../trackGrid.js";
import type {Anchor, AuthoredCorner, CornersFile} from "./cornersFile.js";
import {cornersHash} from "./cornersHash.js";

/** A place farther from the line than this is not on it, m: the user's corner is then placed by its share of the lap. */
const REACH = 60;

/** A user's corners on a track. */
export interface AppliedCorners {
  corners: PlacedCorner[];
  /** who verified them; stale: the corners or the line have changed since */
  verified?: {by: string; stale: boolean};
}

/**
 * A user's corners on a track, in order along it: each place at its foot on the line; where that is more than 60 m away (the track is
 * in other coordinates), at the same share of the lap.
 */
export function applyCorners(file: CornersFile, track: Track, grid: TrackGrid): AppliedCorners {
  const here = file.corners.every(({apex}) => distanceTo(track, apex) <= REACH);
  const at = (anchor: Anchor) => (here ? footOf(track, anchor) : (anchor[2] / file.lengthM) * track.lengthM);
  const corners = file.corners.map((corner): PlacedCorner => {
    const [entryM, apexM, exitM] = [corner.entry, corner.apex, corner.exit].map(at);
    const length = (((exitM - entryM) % track.lengthM) + track.lengthM) % track.lengthM;
    const from = Math.round(entryM / grid.stepM);
    const bend = bendOf(grid, from, Math.max(from + 1, Math.round((entryM + length) / grid.stepM)));
    const {number, label, name} = corner;
    const {direction, degrees, radiusM} = bend;
    return {
      number,
      ...(label && {label}),
      ...(name && {name}),
      ...{direction, entryM, apexM, exitM, degrees, radiusM},
    };
  });
  corners.sort((a, b) => a.apexM - b.apexM);
  const {verified} = file;
  if (!verified) return {corners};
  // a track in other coordinates is the same line: only the corners can have changed
  const stale = here && verified.hash !== cornersHash(file, track);
  return {corners, verified: {by: verified.by, stale}};
}

/** Corners of a track as a file; anchored to its line. `verifiedBy`: the user has looked at them. */
export function cornersToFile(
  track: Track,
  corners: readonly Pick<PlacedCorner, "number" | "label" | "name" | "entryM" | "apexM" | "exitM">[],
  verifiedBy = "",
): CornersFile {
  const anchor = (m: number): Anchor => [
    rounded(alongTrack(track.x, track, m)),
    rounded(alongTrack(track.z, track, m)),
    rounded(m),
  ];
  const file: CornersFile = {
    format: "lapbook-corners",
    version: 1,
    track: track.id,
    frame: track.frame,
    lengthM: rounded(track.lengthM),
    corners: corners.map(
      ({number, label, name, entryM, apexM, exitM}): AuthoredCorner => ({
        number,
        ...(label && {label}),
        ...(name && {name}),
        entry: anchor(entryM),
        apex: anchor(apexM),
        exit: anchor(exitM),
      }),
    ),
  };
  return verifiedBy ? {...file, verified: {by: verifiedBy, hash: cornersHash(file, track)}} : file;
}

function rounded(metres: number): number {
  return Math.round(metres * 10) / 10;
}

function footOf(track: Track, [x, z, m]: Anchor): number {
  return locate(track, x, z, {distance: 0, offset: 0}, m).distance;
}

function distanceTo(track: Track, [x, z, m]: Anchor): number {
  return Math.abs(locate(track, x, z, {distance: 0, offset: 0}, m).offset);
}
