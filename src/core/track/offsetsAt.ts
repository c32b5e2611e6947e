import type {Path} from "../geometry/closedPath.js";
import {locatePath} from "./locate.js";
import type {Track} from "./track.js";

/** Offset of a lap at each point of a track, linear between its samples; points without samples take the offset before them. */
export function offsetsAt(track: Track, path: Path): Float64Array {
  const {distance, offset} = locatePath(track, path.x, path.z);
  return columnOn(track, distance, offset);
}

/** A lap's column at each point of a track, by the distances of its samples along it: linear between them, else the value before. */
export function columnOn(track: Track, distance: ArrayLike<number>, values: ArrayLike<number>): Float64Array {
  const n = track.x.length;
  const out = new Float64Array(n).fill(Number.NaN);
  const count = distance.length;
  for (let k = 0; k < count; k++) {
    const next = (k + 1) % count;
    let ahead = distance[next] - distance[k];
    if (ahead < -track.lengthM / 2) ahead += track.lengthM;
    if (!(ahead > 0) || ahead > track.lengthM / 4) continue;
    const from = Math.ceil(distance[k] / track.step);
    for (let i = from; i * track.step <= distance[k] + ahead; i++) {
      const f = (i * track.step - distance[k]) / ahead;
      out[i % n] = values[k] + (values[next] - values[k]) * f;
    }
  }
  let last = out.findLast((value) => !Number.isNaN(value)) ?? 0;
  for (let i = 0; i < n; i++) {
    if (Number.isNaN(out[i])) out[i] = last;
    else last = out[i];
  }
  return out;
}
