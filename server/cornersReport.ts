import type {NamedCorners} from "../loaders/tracks/namedCorners.js";
import type {Corner, Corners} from "../src/core/track/corner.js";
import {alongTrack} from "../src/core/track/track.js";

/** The corners of a session or track as JSON: places in m along the line, positions in the track's coordinates. */
export function cornersReport({name, track, corners}: NamedCorners) {
  return {
    track: name,
    lengthM: rounded(track.lengthM),
    source: cornersSource(corners),
    corners: corners.list.map((corner) => {
      const {number, label, name = null, type, direction, entryM, apexM, exitM} = corner;
      const [x, y, z] = placeOf(corner, track);
      return {
        ...{number, ...(label && {label}), name, type, direction},
        ...{fromM: rounded(entryM), apexM: rounded(apexM), toM: rounded(exitM)},
        ...{x, y, z},
      };
    }),
  };
}

/** Position of a corner's apex in the track's coordinates, m; the height is null where it is unknown. */
function placeOf({apexM}: Corner, track: NamedCorners["track"]): [x: number, y: number | null, z: number] {
  const {x, y, z} = track;
  const at = (column: Float64Array) => rounded(alongTrack(column, track, apexM));
  return [at(x), y ? at(y) : null, at(z)];
}

/** Where the numbers come from, for the user. */
export function cornersSource({from, circuit, note, verified}: Corners): string {
  if (from === "official") return `official corners of ${circuit}`;
  if (from === "shape") return `counted along the line${note ? `: ${note}` : ""}`;
  if (!verified) return "edited by hand";
  return verified.stale
    ? `edited by hand; verified by ${verified.by}, but the corners or the line have changed since`
    : `edited by hand, verified by ${verified.by}`;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
