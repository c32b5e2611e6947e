import type {Path} from "../geometry/closedPath.js";
import type {Track} from "./track.js";

/** A position relative to a track. */
export interface TrackPosition {
  /** m from the start line, 0 … length */
  distance: number;
  /** m to the right of the centre line */
  offset: number;
}

/** m before and after a hint within which a position is searched. */
const WINDOW = 60;
/** m from the centre line beyond which the hint is rejected. */
const LOST = 40;

/**
 * Foot of a position on a track's centre line, into `out`. A hint (m from the start line: where the car was just before) makes
 * it fast and avoids a jump to a part of the track that passes near by; without one, or when the track is far from the
 * position there, the whole lap is searched. NaN positions give NaN.
 */
export function locate(track: Track, x: number, z: number, out: TrackPosition, hint = Number.NaN): TrackPosition {
  if (!Number.isFinite(x) || !Number.isFinite(z)) {
    out.distance = out.offset = Number.NaN;
    return out;
  }
  if (Number.isFinite(hint) && Math.abs(locateNear(track, x, z, hint, out).offset) < LOST) return out;
  return foot(track, x, z, nearestOnPath(track, x, z, 0, track.x.length), out);
}

const HALF_BLOCK = 3;

/** The same, searched only within 60 m of a distance along the track. */
export function locateNear(track: Track, x: number, z: number, hint: number, out: TrackPosition): TrackPosition {
  const reach = Math.ceil(WINDOW / track.step);
  const middle = Math.round(hint / track.step);
  return foot(track, x, z, nearestOnPath(track, x, z, middle - reach, 2 * reach + 1), out);
}

/** The foot of each point of a path; each one is the hint of the next. */
export function locatePath(
  track: Track,
  x: ArrayLike<number>,
  z: ArrayLike<number>,
): {distance: Float64Array; offset: Float64Array} {
  const distance = new Float64Array(x.length);
  const offset = new Float64Array(x.length);
  const place = {distance: 0, offset: 0};
  let hint = Number.NaN;
  for (let i = 0; i < x.length; i++) {
    locate(track, x[i], z[i], place, hint);
    distance[i] = place.distance;
    offset[i] = place.offset;
    if (Number.isFinite(place.distance)) hint = place.distance;
  }
  return {distance, offset};
}

/** The nearest of `count` points of a path from point `from` on; beyond its end it goes on at its beginning. */
export function nearestOnPath({x, z}: Path, px: number, pz: number, from: number, count: number): number {
  const n = x.length;
  let i = ((from % n) + n) % n;
  let best = 0;
  let least = Infinity;
  for (let k = 0; k < count; k++, i = i + 1 === n ? 0 : i + 1) {
    const dx = px - x[i];
    const dz = pz - z[i];
    const d = dx * dx + dz * dz;
    if (d < least) {
      least = d;
      best = i;
    }
  }
  return best;
}

/**
 * The nearest point of a path between two of its points, both included. Those that cannot be nearer than the nearest so far, by the
 * distance of neighbours, are skipped: with a good guess few are looked at.
 *
 * @param longestM greatest distance between neighbouring points, m
 */
export function nearestBetween(
  {x, z}: Path,
  px: number,
  pz: number,
  from: number,
  to: number,
  guess: number,
  longestM: number,
): number {
  let best = Math.max(from, Math.min(to, guess));
  let least = (px - x[best]) ** 2 + (pz - z[best]) ** 2;
  const reach = Math.sqrt(least) + HALF_BLOCK * longestM;
  const bound = reach * reach;
  for (let middle = from + HALF_BLOCK; middle - HALF_BLOCK <= to; middle += 2 * HALF_BLOCK + 1) {
    const m = Math.min(middle, to);
    const mx = px - x[m];
    const mz = pz - z[m];
    if (mx * mx + mz * mz > bound) continue;
    const last = Math.min(middle + HALF_BLOCK, to);
    for (let i = middle - HALF_BLOCK; i <= last; i++) {
      const dx = px - x[i];
      const dz = pz - z[i];
      const d = dx * dx + dz * dz;
      if (d < least) {
        least = d;
        best = i;
      }
    }
  }
  return best;
}

/** The nearer foot on the two segments that meet at point i. */
function foot({x, z, step, lengthM}: Track, px: number, pz: number, i: number, out: TrackPosition): TrackPosition {
  const n = x.length;
  let least = Infinity;
  for (let k = 0; k < 2; k++) {
    const a = (i - 1 + k + n) % n;
    const b = (a + 1) % n;
    const dx = x[b] - x[a];
    const dz = z[b] - z[a];
    const square = dx * dx + dz * dz;
    const f = Math.max(0, Math.min(1, ((px - x[a]) * dx + (pz - z[a]) * dz) / square));
    const ax = px - x[a] - f * dx;
    const az = pz - z[a] - f * dz;
    const d = Math.hypot(ax, az);
    if (d < least) {
      least = d;
      out.offset = dx * az - dz * ax < 0 ? -d : d;
      const s = (a + f) * step;
      out.distance = s >= lengthM ? s - lengthM : s;
    }
  }
  return out;
}
