import type {DrivenLap} from "./drivenLap.js";
import {type FollowedLine, followLine} from "./followLine.js";
import {lapEnds} from "./lapEnds.js";
import {type LapPosition, NOT_MEASURED} from "./lapPosition.js";
import {pairPlaces} from "./pairing.js";
import {pinPlaces} from "./pinPlaces.js";
import type {PlaceLine} from "./placeLine.js";

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
  const isWhole = lapTimeS !== null && lap.fromLine && line.whole;
  const window = isWhole ? {firstFrom: -BEFORE_M, firstTo: BEFORE_M + FASTEST_MPS * Math.max(0, time[first])} : {};
  const kept = isSorted(time) ? undefined : lastPass(time);
  const followed = followLine(line, kept ? pick(x, kept) : x, kept ? pick(z, kept) : z, window);
  const fault = faultOf(followed, isWhole);
  if (fault) return fault;
  const {lengthM, kind: alignment} = line;
  const {along, jitterS} = pairPlaces(time, followed.along);
  const placed = {offset: followed.offset, lengthM, alignment, jitterS};
  if (!isWhole) {
    return {...placed, at: along, pinned: false, sameStart: lap.fromLine, measured: NOT_MEASURED};
  }
  const {startM, endM, ...measured} = lapEnds(time, along, {lapTimeS, lengthM, jitterS});
  const apart = endM - startM - lengthM;
  if (Math.abs(apart) > 2 * SAME_LINE_M) return `the lap ends ${Math.abs(apart).toFixed(0)} m from where it began`;
  if (Math.abs(startM) > SAME_LINE_M) {
    const because = `its start line is ${Math.abs(startM).toFixed(0)} m ${startM > 0 ? "further on" : "before this one"}`;
    return {...placed, at: along, pinned: false, sameStart: false, because, measured};
  }
  return {...placed, at: pinPlaces(along, {startM, endM, lengthM}), pinned: true, sameStart: true, measured};
}

function faultOf({lost, placed, offset}: FollowedLine, isWhole: boolean): string | undefined {
  const off = isWhole ? lost.before + lost.between + lost.after : lost.between;
  if (placed < 3) return "not on the line";
  if (off > MOST_LOST * (off + placed))
    return `${Math.round((100 * off) / (off + placed))} % of the positions are not on the line`;
  const beside = offset
    .filter((value) => !Number.isNaN(value))
    .map(Math.abs)
    .sort();
  const middle = beside[beside.length >> 1];
  return middle > MOST_BESIDE_M ? `${middle.toFixed(0)} m beside the line` : undefined;
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
