import {wrapDistance} from "../../geometry/closedGrid.js";
import {type Bend, bendOf} from "../bends.js";
import type {Corner} from "../corner.js";
import type {TrackGrid} from "../trackGrid.js";
import type {FactsFit, FittedCorner} from "./fitFacts.js";

/** A corner before its type and complex are known. */
export type PlacedCorner = Omit<Corner, "type" | "complex">;

/** Rounds in which the places are moved to where the apexes are, all by one distance: the start line of a lap is not exact. */
const ROUNDS = 4;
/** A bend opens between two apexes where its curvature is below this share of both. */
const OPENS = 0.8;
/** m to either side of a place in which its apex is sought */
const WINDOW = 100;
/** Curvature of a straight as driven, 1/m: it has no weight in an apex. */
const STRAIGHT = 0.001;
/** A corner that turns less than this in its window, rad, keeps the apex of its bend. */
const LEAST_TURN = 0.05;

/** m around a kink's published place in which the line's greatest curvature is taken for it */
const KINK_REACH = 40;
/** A kink reaches as far as the curvature stays above this share of its greatest, and m at most to either side. */
const KINK_SHARE = 0.3;
const KINK_HALF = 60;
const LEAST_HALF = 10;

/**
 * The corners of a fit as corners of the track: several bends of one corner as one, a bend of several corners divided where it opens
 * between them, a corner without a bend at the greatest curvature near its place. In order along the lap.
 */
export function placeFacts(grid: TrackGrid, {corners}: FactsFit): PlacedCorner[] {
  const placed: PlacedCorner[] = [];
  for (let i = 0; i < corners.length; ) {
    const {bends} = corners[i];
    let j = i + 1;
    while (bends.length === 1 && j < corners.length && corners[j].bends[0] === bends[0]) j++;
    const together = corners.slice(i, j);
    if (bends.length === 0)
      placed.push(cornerOn(corners[i], kinkAt(grid, placeOf(corners, i, grid.lengthM), corners[i])));
    else if (together.length === 1) placed.push(cornerOn(corners[i], hullOf(grid, bends)));
    else for (const [k, part] of partsOf(grid, bends[0], together).entries()) placed.push(cornerOn(together[k], part));
    i = j;
  }
  let fitted = corners;
  let out = placed;
  for (let round = 0; round < ROUNDS; round++) {
    out = placed.map((corner, k) => ({...corner, ...apexOf(grid, corner, fitted, k)}));
    const drift = middleMean(
      out.map(({apexM}, k) => signedGap(grid, fitted[k].placeM, apexM)).filter((gap) => !Number.isNaN(gap)),
    );
    fitted = fitted.map((one) => ({...one, placeM: wrapDistance(grid, one.placeM + drift)}));
  }
  return recut(grid, out, corners).sort((a, b) => a.apexM - b.apexM);
}

/** Divides a bend of several corners anew, between their apexes: where the curvature is clearly least, else in the middle. */
function recut(grid: TrackGrid, placed: readonly PlacedCorner[], corners: readonly FittedCorner[]): PlacedCorner[] {
  const {curvature, stepM} = grid;
  const n = curvature.length;
  const out = placed.map((corner) => ({...corner}));
  for (const [k, corner] of out.entries()) {
    const next = out[k + 1];
    const [bend] = corners[k].bends;
    if (!next || !bend || corners[k + 1].bends[0] !== bend) continue;
    const from = Math.round(corner.apexM / stepM);
    const to = from + Math.round(wrapDistance(grid, next.apexM - corner.apexM) / stepM);
    const bendAt = (i: number) => Math.abs(curvature[i % n]);
    let cut = Math.round((from + to) / 2);
    const least = OPENS * Math.min(bendAt(from), bendAt(to));
    for (let i = from; i < to; i++) if (bendAt(i) < Math.min(least, bendAt(cut))) cut = i;
    corner.exitM = next.entryM = (cut % n) * stepM;
  }
  return out.map((corner, k) => {
    if (corners[k].bends.length !== 1) return corner;
    const from = Math.round(corner.entryM / stepM);
    const count = Math.round(wrapDistance(grid, corner.exitM - corner.entryM) / stepM);
    const {degrees, radiusM} = bendOf(grid, from, from + Math.max(1, count));
    return {...corner, degrees, radiusM};
  });
}

/** Mean of the middle half of some values; 0 without any. */
function middleMean(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const quarter = sorted.length >> 2;
  const middle = sorted.slice(quarter, sorted.length - quarter);
  return middle.reduce((sum, value) => sum + value, 0) / (middle.length || 1);
}

/**
 * The apex of a corner with a published place: the centroid of the curvature to its side in a window that the published places alone
 * determine, so that every lap of a circuit has it in the same place. The window ends at the next place, or halfway to one of the
 * same side. Widens the corner where the apex lies outside.
 */
function apexOf(
  grid: TrackGrid,
  {direction, entryM, apexM, exitM}: PlacedCorner,
  corners: readonly FittedCorner[],
  k: number,
): Pick<PlacedCorner, "entryM" | "apexM" | "exitM"> {
  const {placeM} = corners[k];
  if (Number.isNaN(placeM) || corners.length < 2) return {entryM, apexM, exitM};
  const {lengthM, stepM, curvature} = grid;
  const n = curvature.length;
  const reach = (step: -1 | 1) => {
    const other = corners[(k + step + corners.length) % corners.length];
    const gap = wrapDistance(grid, step * (other.placeM - placeM));
    const share = other.corner.direction === direction ? 0.5 : 1;
    return Math.min(WINDOW, (Number.isNaN(gap) ? lengthM : gap) * share);
  };
  const from = Math.round((placeM - reach(-1)) / stepM);
  const to = Math.round((placeM + reach(1)) / stepM);
  const side = direction === "left" ? -1 : 1;
  let weight = 0;
  let moment = 0;
  for (let i = from; i < to; i++) {
    const bend = Math.max(0, curvature[((i % n) + n) % n] * side - STRAIGHT);
    weight += bend;
    moment += bend * i;
  }
  if (weight * stepM < LEAST_TURN) return {entryM, apexM, exitM};
  const apex = wrapDistance(grid, (moment / weight + 0.5) * stepM);
  const before = signedGap(grid, entryM, apex) < 0;
  const after = signedGap(grid, apex, exitM) < 0;
  return {entryM: before ? apex : entryM, apexM: apex, exitM: after ? apex : exitM};
}

/** m from one distance to another, the shorter way round, negative backwards. */
function signedGap({lengthM}: TrackGrid, from: number, to: number): number {
  return to - from - lengthM * Math.round((to - from) / lengthM);
}

function cornerOn({corner: {number, label, name}}: FittedCorner, bend: Bend): PlacedCorner {
  const {direction, fromM, apexM, toM, degrees, radiusM} = bend;
  return {
    number,
    ...(label && {label}),
    ...(name && {name}),
    direction,
    entryM: fromM,
    apexM,
    exitM: toM,
    degrees,
    radiusM,
  };
}

/** From the beginning of the first bend to the end of the last. */
function hullOf(grid: TrackGrid, bends: readonly Bend[]): Bend {
  if (bends.length === 1) return bends[0];
  const from = bends[0].fromM;
  const length = wrapDistance(grid, bends[bends.length - 1].toM - from);
  return bendOf(grid, Math.round(from / grid.stepM), Math.round((from + length) / grid.stepM));
}

/** A bend divided among corners: between two of them where the curvature is least, else in the middle. */
function partsOf(grid: TrackGrid, {fromM, toM}: Bend, corners: readonly FittedCorner[]): Bend[] {
  const {curvature, stepM} = grid;
  const n = curvature.length;
  const first = Math.round(fromM / stepM);
  const count = Math.round(wrapDistance(grid, toM - fromM) / stepM);
  const share = count / corners.length;
  const places = corners.map(({placeM}, k) => {
    const away = (((placeM - fromM) % grid.lengthM) + grid.lengthM) % grid.lengthM;
    const inside = Number.isFinite(away) && away <= count * stepM ? away / stepM : (k + 0.5) * share;
    // a place outside of the bend, or two close together, still leave each corner a third of its share
    return Math.min(Math.max(inside, (k + 1 / 3) * share), (k + 2 / 3) * share);
  });
  const cuts = [0];
  for (let k = 1; k < corners.length; k++) {
    const [a, b] = [Math.ceil(places[k - 1]), Math.floor(places[k])];
    let cut = Math.round((places[k - 1] + places[k]) / 2);
    for (let i = a; i <= b; i++)
      if (Math.abs(curvature[(first + i) % n]) < 0.9 * Math.abs(curvature[(first + cut) % n])) cut = i;
    cuts.push(cut);
  }
  cuts.push(count);
  return corners.map((_, k) => bendOf(grid, first + cuts[k], first + cuts[k + 1]));
}

/** The published place of a corner; without one, halfway between the places or bends of the corners beside it. */
function placeOf(corners: readonly FittedCorner[], i: number, lengthM: number): number {
  const n = corners.length;
  const known = (k: number) => {
    const {placeM, bends} = corners[((k % n) + n) % n];
    return bends.length ? bends[0].apexM : placeM;
  };
  if (Number.isFinite(corners[i].placeM)) return corners[i].placeM;
  let [before, after] = [i - 1, i + 1];
  while (Number.isNaN(known(before)) && before > i - n) before--;
  while (Number.isNaN(known(after)) && after < i + n) after++;
  const gap = wrapDistance({lengthM}, known(after) - known(before));
  return wrapDistance({lengthM}, known(before) + (gap * (i - before)) / (after - before));
}

/** The line's greatest curvature to a corner's side near its place, and as far as it bends about as much. */
function kinkAt(grid: TrackGrid, placeM: number, {corner: {direction}}: FittedCorner): Bend {
  const {curvature, stepM} = grid;
  const n = curvature.length;
  const at = (i: number) => curvature[((i % n) + n) % n];
  const middle = Math.round(placeM / stepM);
  const reach = Math.round(KINK_REACH / stepM);
  const greatest = (side: (i: number) => number) => {
    let best = middle;
    for (let i = middle - reach; i <= middle + reach; i++) if (side(i) > side(best)) best = i;
    return best;
  };
  const wanted =
    direction === "left" ? -1 : direction === "right" ? 1 : Math.sign(at(greatest((i) => Math.abs(at(i)))));
  const peak = greatest((i) => at(i) * wanted);
  const enough = KINK_SHARE * Math.max(0, at(peak) * wanted);
  const half = Math.round(KINK_HALF / stepM);
  const least = Math.round(LEAST_HALF / stepM);
  let [from, to] = [peak - least, peak + least];
  while (from > peak - half && at(from - 1) * wanted > enough && enough > 0) from--;
  while (to < peak + half && at(to) * wanted > enough && enough > 0) to++;
  const bend = bendOf(grid, from, to);
  return {...bend, direction: wanted < 0 ? "left" : "right"};
}
