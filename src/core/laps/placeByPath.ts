import {kthSmallest} from "../signal/smallest.js";
import type {DrivenLap} from "./drivenLap.js";
import {type FollowedLine, type FollowOptions, followLine} from "./followLine.js";
import {lapEnds} from "./lapEnds.js";
import {type LapPosition, NOT_MEASURED} from "./lapPosition.js";
import {pairPlaces} from "./pairing.js";
import {pinPlaces} from "./pinPlaces.js";
import {LEAD_M, type PlaceLine} from "./placeLine.js";

/** At most this share of the positions may be off the line, and half of them so far from it, m. */
const MOST_LOST = 0.15;
const MOST_BESIDE_M = 12;
/** Start lines further apart than this, m, are different ones. */
const SAME_LINE_M = 15;
/** A lap begins at most this far before its line, m, and is at most so fast, m/s, until its first sample. */
const BEFORE_M = 200;
const FASTEST_MPS = 120;

/** Places a lap by projection on a line in the same coordinates; else why not. */
export function placeByPath(lap: DrivenLap, line: PlaceLine): LapPosition | string {
  const {x, z, time, lapTimeS} = lap;
  const first = x && z ? firstKnown(x, z) : -1;
  if (!x || !z || first < 0) return "no positions";
  const kept = isSorted(time) ? undefined : lastPass(time);
  const path = kept ? {x: pick(x, kept), z: pick(z, kept)} : {x, z};
  if (lapTimeS === null || !lap.fromLine || !line.whole) return placePart(lap, path, line);
  const near = {firstFrom: -BEFORE_M, firstTo: BEFORE_M + FASTEST_MPS * Math.max(0, time[first])};
  const placed = placeWhole(lap, path, line, near);
  if (typeof placed !== "string") return placed;
  // its start line may be far from this one
  const far = placeWhole(lap, path, line, {firstFrom: -LEAD_M, firstTo: line.lengthM / 2, isAhead: true});
  return typeof far === "string" ? placed : far;
}

type Positions = Record<"x" | "z", ArrayLike<number>>;

function placePart({time, fromLine}: DrivenLap, {x, z}: Positions, line: PlaceLine): LapPosition | string {
  const followed = followLine(line, x, z);
  const fault = faultOf(followed, followed.lost.between);
  if (fault) return fault;
  const {along, jitterS} = pairPlaces(time, followed.along);
  const {lengthM, kind: alignment} = line;
  const {offset} = followed;
  return {
    ...{at: along, offset, lengthM, alignment, jitterS},
    ...{pinned: false, sameStart: fromLine, measured: NOT_MEASURED},
  };
}

function placeWhole(
  {time, lapTimeS}: DrivenLap,
  {x, z}: Positions,
  line: PlaceLine,
  options: FollowOptions,
): LapPosition | string {
  const {lengthM, kind: alignment} = line;
  const followed = followLine(line, x, z, options);
  const {lost} = followed;
  const {along, jitterS} = pairPlaces(time, followed.along);
  const {startM, endM, ...measured} = lapEnds(time, along, {lapTimeS: lapTimeS!, lengthM, jitterS});
  const isElsewhere = Math.abs(startM) > SAME_LINE_M;
  // a lap whose line is further on ends beyond what is known of this one
  const fault = faultOf(followed, lost.before + lost.between + (isElsewhere && startM > 0 ? 0 : lost.after));
  if (fault) return fault;
  const apart = endM - startM - lengthM;
  if (Math.abs(apart) > 2 * SAME_LINE_M) return `the lap ends ${Math.abs(apart).toFixed(0)} m from where it began`;
  const placed = {offset: followed.offset, lengthM, alignment, jitterS};
  if (isElsewhere) {
    const because = `its start line is ${Math.abs(startM).toFixed(0)} m ${startM > 0 ? "further on" : "before this one"}`;
    return {...placed, at: along, pinned: false, sameStart: false, because, measured};
  }
  return {...placed, at: pinPlaces(along, {startM, endM, lengthM}), pinned: true, sameStart: true, measured};
}

/** @param off samples that should be on the line and are not */
function faultOf({placed, offset}: FollowedLine, off: number): string | undefined {
  if (placed < 3) return "not on the line";
  if (off > MOST_LOST * (off + placed))
    return `${Math.round((100 * off) / (off + placed))} % of the positions are not on the line`;
  let near = 0;
  for (let i = 0; i < offset.length; i++) if (Math.abs(offset[i]) <= MOST_BESIDE_M) near++;
  if (near > placed >> 1) return undefined;
  const beside = offset.filter((metres) => !Number.isNaN(metres)).map(Math.abs);
  return `${kthSmallest(beside, placed >> 1).toFixed(0)} m beside the line`;
}

function firstKnown(x: ArrayLike<number>, z: ArrayLike<number>): number {
  for (let i = 0; i < x.length; i++) if (Number.isFinite(x[i]) && Number.isFinite(z[i])) return i;
  return -1;
}

function isSorted(time: ArrayLike<number>): boolean {
  for (let i = 1; i < time.length; i++) if (time[i] < time[i - 1]) return false;
  return true;
}

/** 1 where no later sample has an earlier time: what a flashback took back is 0. */
function lastPass(time: ArrayLike<number>): Uint8Array {
  const kept = new Uint8Array(time.length);
  let next = Number.POSITIVE_INFINITY;
  for (let i = time.length - 1; i >= 0; i--) {
    if (!(time[i] < next)) continue;
    kept[i] = 1;
    next = time[i];
  }
  return kept;
}

function pick(values: ArrayLike<number>, kept: Uint8Array): Float64Array {
  return Float64Array.from(kept, (keep, i) => (keep ? values[i] : Number.NaN));
}
