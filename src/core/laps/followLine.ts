import {nearestBetween} from "../track/locate.js";
import {CLEAR_M, type PlaceLine} from "./placeLine.js";

/** Feet of a lap's samples on a line. */
export interface FollowedLine {
  /** m from the line's start, never decreasing; negative before it; NaN where a sample has no place */
  along: Float64Array;
  /** m to the right of the line */
  offset: Float64Array;
  /** samples with positions that are not on the line: before the first that is, between, and after the last */
  lost: {before: number; between: number; after: number};
  /** samples that are on the line */
  placed: number;
}

export interface FollowOptions {
  /** the first sample is searched between these, m from the line's start; anywhere when absent */
  firstFrom?: number;
  firstTo?: number;
  /** the first sample's direction counts too */
  isAhead?: boolean;
}

/** A sample is searched from this far behind the one before it to this far ahead, or three of its own steps, m. */
const BEHIND_M = 25;
const AHEAD_M = CLEAR_M - BEHIND_M;
const STEPS = 3;
const MOST_AHEAD_M = 250;
/** A sample further from the line is not on it, m. */
const LOST_M = 40;
/** After so many metres off the line the car may come back far ahead: up to SKIP times what it drove, and MOST_AHEAD_M. */
const OFF_M = 60;
const SKIP = 8;
/** A direction is measured over this distance, m. */
const DIRECTION_M = 4;
/** The place is refined at most this far from the nearest point, m. */
const REFINE_M = 30;

/**
 * Projects each position on a line. The samples advance along it, so that a part of the track that passes near by is not taken; one
 * that left the line by a short cut is found again further on. The foot is where the line's averaged perpendicular meets the
 * position: without jumps inside of bends, where the nearest point has them.
 */
export function followLine(
  line: PlaceLine,
  x: ArrayLike<number>,
  z: ArrayLike<number>,
  {firstFrom, firstTo, isAhead = firstTo === undefined}: FollowOptions = {},
): FollowedLine {
  const n = x.length;
  const along = new Float64Array(n).fill(Number.NaN);
  const offset = new Float64Array(n).fill(Number.NaN);
  const {stepM, lead, longestM, x: lineX, z: lineZ, ux, uz, clear} = line;
  const perMetre = 1 / stepM;
  const end = lineX.length - 1;
  const reach = Math.ceil(REFINE_M / stepM);
  const lost = {before: 0, between: 0, after: 0};
  let placed = 0;
  let reached = Number.NaN;
  /** sample before on the line and its nearest point, sample before of all, and metres driven since the former */
  let last = -1;
  let found = lead;
  let before = -1;
  let driven = 0;
  for (let i = 0; i < n; i++) {
    const px = x[i];
    const pz = z[i];
    if (!(Number.isFinite(px) && Number.isFinite(pz))) continue;
    const step = before >= 0 ? distance(px - x[before], pz - z[before]) : 0;
    let nearest = -1;
    if (last === before && last >= 0 && STEPS * step <= AHEAD_M) {
      // nearly all samples: downhill from the point before. Where the line runs clear of itself that is the nearest in the stretch searched
      let best = found;
      let least = square(px - lineX[best], pz - lineZ[best]);
      for (let k = best + 1; k <= end; k++) {
        const d = square(px - lineX[k], pz - lineZ[k]);
        if (!(d < least)) break;
        least = d;
        best = k;
      }
      if (best === found)
        for (let k = best - 1; k >= 0; k--) {
          const d = square(px - lineX[k], pz - lineZ[k]);
          if (!(d < least)) break;
          least = d;
          best = k;
        }
      const beyond = (best - lead) * stepM - reached;
      if (least < clear[best] && least <= LOST_M * LOST_M && beyond >= -BEHIND_M && beyond <= AHEAD_M) nearest = best;
    }
    if (nearest < 0) {
      driven += step;
      let from = 0;
      let to = end;
      let mustAdvance = isAhead;
      if (last >= 0) {
        const away = last === before ? step : distance(px - x[last], pz - z[last]);
        const ahead = Math.min(MOST_AHEAD_M, Math.max(AHEAD_M, STEPS * away));
        const isOff = driven > OFF_M && lost.after > 0;
        from = lead + Math.floor((reached - BEHIND_M) * perMetre);
        to = lead + Math.ceil((reached + (isOff ? MOST_AHEAD_M + SKIP * driven : ahead)) * perMetre);
        mustAdvance = isOff;
      } else {
        if (firstFrom !== undefined) from = lead + Math.floor(firstFrom * perMetre);
        if (firstTo !== undefined) to = lead + Math.ceil(firstTo * perMetre);
      }
      from = Math.max(0, Math.min(end, from));
      to = Math.max(from, Math.min(end, to));
      if (mustAdvance) nearest = nearestAhead(line, x, z, i, from, to);
      else nearest = nearestBetween(line, px, pz, from, to, found, longestM);
      if (nearest < 0 || distance(px - lineX[nearest], pz - lineZ[nearest]) > LOST_M) {
        before = i;
        lost.after++;
        continue;
      }
      if (last < 0) lost.before = lost.after;
      else lost.between += lost.after;
      lost.after = 0;
      driven = 0;
    }
    // the segment on whose perpendiculars the position lies: walked to from the nearest point
    const least = Math.max(0, nearest - reach);
    const most = Math.min(end - 1, nearest + reach);
    let k = Math.min(nearest, most);
    let ahead0 = (px - lineX[k]) * ux[k] + (pz - lineZ[k]) * uz[k];
    let ahead1 = (px - lineX[k + 1]) * ux[k + 1] + (pz - lineZ[k + 1]) * uz[k + 1];
    for (; k < most && ahead1 > 0; k++) {
      ahead0 = ahead1;
      ahead1 = (px - lineX[k + 2]) * ux[k + 2] + (pz - lineZ[k + 2]) * uz[k + 2];
    }
    for (; k > least && ahead0 < 0; k--) {
      ahead1 = ahead0;
      ahead0 = (px - lineX[k - 1]) * ux[k - 1] + (pz - lineZ[k - 1]) * uz[k - 1];
    }
    const part = ahead0 > ahead1 ? Math.min(1, Math.max(0, ahead0 / (ahead0 - ahead1))) : 0;
    const at = (k + part - lead) * stepM;
    if (!(at <= reached)) reached = at;
    along[i] = reached;
    const fx = lineX[k] + part * (lineX[k + 1] - lineX[k]);
    const fz = lineZ[k] + part * (lineZ[k + 1] - lineZ[k]);
    const dirX = ux[k] + part * (ux[k + 1] - ux[k]);
    const dirZ = uz[k] + part * (uz[k + 1] - uz[k]);
    offset[i] = dirX * (pz - fz) - dirZ * (px - fx);
    placed++;
    before = last = i;
    found = nearest;
  }
  return {along, offset, lost, placed};
}

function square(dx: number, dz: number): number {
  return dx * dx + dz * dz;
}

/** Not Math.hypot, which takes many times as long. */
function distance(dx: number, dz: number): number {
  return Math.sqrt(dx * dx + dz * dz);
}

/** The nearest point where the line runs as the car does; −1 where the car's direction is unknown or nothing is near. */
function nearestAhead(
  line: PlaceLine,
  x: ArrayLike<number>,
  z: ArrayLike<number>,
  i: number,
  from: number,
  to: number,
): number {
  const [dx, dz] = directionOf(x, z, i);
  if (dx === 0 && dz === 0) return -1;
  let best = -1;
  let least = LOST_M * LOST_M;
  for (let k = from; k <= to; k++) {
    const ax = x[i] - line.x[k];
    const az = z[i] - line.z[k];
    const square = ax * ax + az * az;
    if (square < least && dx * line.ux[k] + dz * line.uz[k] > 0.5) {
      least = square;
      best = k;
    }
  }
  return best;
}

/** Unit direction of the car at a sample, from those a few metres before or after it; 0, 0 where it stands. */
function directionOf(x: ArrayLike<number>, z: ArrayLike<number>, i: number): [number, number] {
  for (const step of [-1, 1]) {
    for (let k = i + step; k >= 0 && k < x.length; k += step) {
      const length = Math.hypot(x[i] - x[k], z[i] - z[k]);
      if (length >= DIRECTION_M) return [(-step * (x[i] - x[k])) / length, (-step * (z[i] - z[k])) / length];
    }
  }
  return [0, 0];
}
