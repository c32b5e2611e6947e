import {wrapDistance} from "../geometry/closedGrid.js";
import {movePath} from "./align.js";
import type {CircuitCorner, CircuitDescription} from "./circuit.js";
import {CIRCUIT_FRAME, circuitsOfLength, circuitTrack} from "./circuitTrack.js";
import type {Corner, Corners} from "./corner.js";
import {COMPLEX_GAP, cornerType} from "./cornerType.js";
import {locatePath} from "./locate.js";
import {recognise} from "./recognise.js";
import {coverLap} from "./straights.js";
import {alongTrack, type Track} from "./track.js";
import {findTurns, type Turn, tightest} from "./turns.js";

/** Our circuits are drawn by hand: a corner may be so many metres from its place there. */
const SLACK = 40;

/**
 * The corners of a track, found by its curvature; numbered and named as on our own circuit of the same shape and direction, else
 * counted from the start line.
 */
export function cornersOf(track: Track): Corners {
  const turns = findTurns(track);
  const along = alongCircuit(track);
  if (!along) return {from: "shape", ...coverLap(describe(turns, track), track.lengthM)};
  const list = describe(placeCorners(track, turns, along), track);
  return {from: "official", circuit: along.circuit.name, ...coverLap(list, track.lengthM)};
}

type Placed = Omit<Corner, "type" | "complex">;

/** Adds what follows from a corner and its neighbours: its type and its complex. */
function describe(placed: readonly Placed[], {lengthM}: Track): Corner[] {
  const n = placed.length;
  const bends = placed.map((corner) => ({...corner, lengthM: wrapDistance({lengthM}, corner.exitM - corner.entryM)}));
  const follows = (i: number) => {
    const gap = wrapDistance({lengthM}, bends[(i + 1) % n].entryM - bends[i].exitM);
    return n > 1 && Math.min(gap, lengthM - gap) < COMPLEX_GAP;
  };
  let first: number | undefined;
  return placed.map((corner, i) => {
    const [before, after] = [(i + n - 1) % n, (i + 1) % n];
    const near = [...(follows(before) ? [bends[before]] : []), ...(follows(i) ? [bends[after]] : [])];
    const type = cornerType(bends[i], near);
    if (i === 0 || !follows(before)) first = corner.number;
    return near.length ? {...corner, type, complex: first} : {...corner, type};
  });
}

interface AlongCircuit {
  circuit: CircuitDescription;
  /** distance along the circuit at each point of the track, m */
  distance: Float64Array;
}

/** Our circuit of a track's shape, and where each point of the track is on it; undefined when none matches. */
function alongCircuit(track: Track): AlongCircuit | undefined {
  const near = circuitsOfLength(track.lengthM, 0.03);
  if (track.frame === CIRCUIT_FRAME) {
    const circuit = near.find(({id}) => id === track.id);
    return circuit && {circuit, distance: Float64Array.from(track.x, (_, i) => i * track.step)};
  }
  const {match} = recognise(near.map(circuitTrack), track);
  if (!match || match.reversed) return undefined;
  const circuit = near.find(({id}) => id === match.track.id)!;
  const {x, z} = movePath(track, match.move);
  return {circuit, distance: locatePath(match.track, x, z).distance};
}

/** Places each of the circuit's corners at the track's bend there; without one, where the track bends most in that direction. */
function placeCorners(track: Track, turns: readonly Turn[], {circuit, distance}: AlongCircuit): Placed[] {
  const {corners, lengthM} = circuit;
  const own = circuitTrack(circuit);
  const sides = corners.map(({fromM, toM}) => Math.sign(greatestBend(own, fromM, toM)));
  const at = (metres: number) => distance[Math.round(metres / track.step) % distance.length];
  const bends = new Map<number, Turn>();
  for (const turn of turns) {
    const c = cornerAt(corners, sides, at(turn.apexM), turn.direction);
    const known = bends.get(c);
    // two bends of one corner: the tighter one has the apex
    const {apexM, radiusM} = known && known.radiusM < turn.radiusM ? known : turn;
    if (c >= 0) bends.set(c, {...turn, entryM: known?.entryM ?? turn.entryM, apexM, radiusM});
  }
  const scale = track.lengthM / lengthM;
  const found = corners.map(({number, name, fromM, toM}, c): Placed => {
    const apexM = bends.get(c)?.apexM ?? tightestNear(track, distance, corners, c, sides[c]);
    const turn = bends.get(c) ?? turns.find((one) => contains(one, apexM));
    return {
      number,
      name,
      direction: sides[c] > 0 ? "right" : "left",
      apexM,
      entryM: turn?.entryM ?? Math.min(fromM * scale, apexM),
      exitM: turn?.exitM ?? Math.max(toM * scale, apexM),
      degrees: turn?.degrees ?? 0,
      radiusM: turn?.radiusM ?? 1 / Math.abs(alongTrack(track.curvature, track, apexM)),
    };
  });
  found.sort((a, b) => a.apexM - b.apexM);
  // one bend that officials count as two corners is divided halfway between their apexes
  for (const [c, corner] of found.entries()) {
    const next = found[c + 1];
    if (next && corner.exitM > next.apexM) corner.exitM = next.entryM = (corner.apexM + next.apexM) / 2;
  }
  return found;
}

/** The corner of that direction at a distance along the circuit, or the nearest within the slack; −1 for none. */
function cornerAt(
  corners: readonly CircuitCorner[],
  sides: readonly number[],
  metres: number,
  direction: Turn["direction"],
): number {
  let best = -1;
  let least = SLACK;
  for (const [c, {fromM, toM}] of corners.entries()) {
    const away = Math.max(fromM - metres, metres - toM, 0);
    if ((sides[c] > 0 ? "right" : "left") !== direction || away >= least) continue;
    best = c;
    least = away;
  }
  return best;
}

/** Where the track is tightest near a corner of the circuit, m; searched up to halfway to the corners beside it. */
function tightestNear(
  track: Track,
  distance: Float64Array,
  corners: readonly CircuitCorner[],
  c: number,
  side: number,
): number {
  const {fromM, toM} = corners[c];
  const before = corners[c - 1];
  const after = corners[c + 1];
  const least = Math.max(fromM - SLACK, before ? (before.toM + fromM) / 2 : Number.NEGATIVE_INFINITY);
  const most = Math.min(toM + SLACK, after ? (after.fromM + toM) / 2 : Number.POSITIVE_INFINITY);
  const middle = (fromM + toM) / 2;
  const n = distance.length;
  let nearest = 0;
  for (let i = 0; i < n; i++) if (Math.abs(distance[i] - middle) < Math.abs(distance[nearest] - middle)) nearest = i;
  let [from, to] = [nearest, nearest + 1];
  while (from > 0 && distance[from - 1] >= least && distance[from - 1] < distance[from]) from--;
  while (to < n && distance[to] <= most && distance[to] > distance[to - 1]) to++;
  return tightest((i) => track.curvature[i] * side, from, to) * track.step;
}

function contains({entryM, exitM}: Turn, at: number): boolean {
  return entryM <= exitM ? at >= entryM && at <= exitM : at >= entryM || at <= exitM;
}

/** The greatest curvature between two distances, 1/m, with its sign. */
function greatestBend(track: Track, fromM: number, toM: number): number {
  let most = 0;
  for (let s = fromM; s <= toM; s += track.step) {
    const bend = alongTrack(track.curvature, track, s);
    if (Math.abs(bend) > Math.abs(most)) most = bend;
  }
  return most;
}
