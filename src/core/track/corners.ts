import {wrapDistance} from "../geometry/closedGrid.js";
import {applyCorners} from "./authored/applyCorners.js";
import type {CornersFile} from "./authored/cornersFile.js";
import {findBends} from "./bends.js";
import type {Corner, Corners} from "./corner.js";
import {CHICANE, COMPLEX_GAP, cornerType} from "./cornerType.js";
import {officialCorners} from "./official/officialCorners.js";
import type {PlacedCorner} from "./official/placeFacts.js";
import {coverLap} from "./straights.js";
import type {Track} from "./track.js";
import {trackGrid} from "./trackGrid.js";

const known = new WeakMap<Track, Corners>();

/**
 * The corners and straights of a track: a user's, if there are any; else numbered and named officially where the circuit is known and
 * its shape agrees; else counted from the start line. Computed once for a track.
 */
export function cornersOf(track: Track): Corners {
  let corners = known.get(track);
  if (!corners) {
    corners = track.authored ? authoredCorners(track, track.authored) : findCorners(track);
    known.set(track, corners);
  }
  return corners;
}

function authoredCorners(track: Track, file: CornersFile): Corners {
  const {corners, verified} = applyCorners(file, track, trackGrid(track));
  return {from: "authored", ...(verified && {verified}), ...coverLap(describe(corners, track), track.lengthM)};
}

function findCorners(track: Track): Corners {
  const grid = trackGrid(track);
  const {circuit, corners, note} = officialCorners(track, grid);
  if (corners) return {from: "official", circuit, ...coverLap(describe(corners, track), track.lengthM)};
  const list = findBends(grid).map(
    ({fromM, toM, ...bend}, i): PlacedCorner => ({number: i + 1, ...bend, entryM: fromM, exitM: toM}),
  );
  return {from: "shape", ...(note && {note}), ...coverLap(describe(list, track), track.lengthM)};
}

/** Adds what follows from a corner and its neighbours: its type and its complex. */
function describe(placed: readonly PlacedCorner[], {lengthM}: Track): Corner[] {
  const n = placed.length;
  const bends = placed.map((corner) => ({...corner, lengthM: wrapDistance({lengthM}, corner.exitM - corner.entryM)}));
  const follows = (i: number) => {
    const gap = wrapDistance({lengthM}, bends[(i + 1) % n].entryM - bends[i].exitM);
    return n > 1 && Math.min(gap, lengthM - gap) < COMPLEX_GAP;
  };
  let first: number | undefined;
  return placed.map((corner, i) => {
    const [before, after] = [(i + n - 1) % n, (i + 1) % n];
    const near = (k: number) => {
      const gap = wrapDistance({lengthM}, bends[k].apexM - corner.apexM);
      return k !== i && Math.min(gap, lengthM - gap) <= CHICANE;
    };
    const type = cornerType(
      bends[i],
      [before, after].filter(near).map((k) => bends[k]),
    );
    if (i === 0 || !follows(before)) first = corner.number;
    return follows(before) || follows(i) ? {...corner, type, complex: first} : {...corner, type};
  });
}
