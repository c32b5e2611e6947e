import {moved} from "./align.js";
import type {CircuitDescription} from "./circuit.js";
import {CIRCUIT_FRAME, circuitsOfLength, circuitTrack} from "./circuitTrack.js";
import {locatePath} from "./locate.js";
import {recognise} from "./recognise.js";
import {alongTrack, type Track} from "./track.js";
import {findTurns, type Turn, tightest} from "./turns.js";

/** A corner as maps and axes show it; metres of the centre line from the start line. */
export interface Corner extends Omit<Turn, "degrees" | "radiusM"> {
  /** where it is known: "Copse" */
  name?: string;
}

/** The corners of a track and who numbered them. */
export interface Corners {
  /** circuit: as officials count, from our circuit of the same shape; shape: counted along the line from the start */
  from: "circuit" | "shape";
  /** that circuit's name */
  circuit?: string;
  list: Corner[];
}

/** Our circuits are drawn by hand: a corner may lie so many metres from where they have it. */
const SLACK = 40;

/**
 * The corners of a track: where the curvature has them, numbered and named as our own circuit of the same shape and direction
 * has them, else counted from the line.
 */
export function cornersOf(track: Track): Corners {
  const turns = findTurns(track);
  const along = alongCircuit(track);
  if (!along) return {from: "shape", list: turns.map(({degrees: _, radiusM: __, ...corner}) => corner)};
  return {from: "circuit", circuit: along.circuit.name, list: named(track, turns, along)};
}

interface AlongCircuit {
  circuit: CircuitDescription;
  /** distance along the circuit at each point of the track, m */
  distance: Float64Array;
}

/** Where each point of a track lies on the own circuit that it is; undefined when it is none of them. */
function alongCircuit(track: Track): AlongCircuit | undefined {
  const near = circuitsOfLength(track.lengthM, 0.03);
  if (track.frame === CIRCUIT_FRAME) {
    const circuit = near.find(({id}) => id === track.id);
    return circuit && {circuit, distance: Float64Array.from(track.x, (_, i) => i * track.step)};
  }
  const {match} = recognise(near.map(circuitTrack), track);
  if (!match || match.reversed) return undefined;
  const circuit = near.find(({id}) => id === match.track.id)!;
  const {x, z} = moved(track, match.move);
  return {circuit, distance: locatePath(match.track, x, z).distance};
}

/** Each of the circuit's corners at the bend of the track that lies there; where none does, where it bends most that way. */
function named(track: Track, turns: readonly Turn[], {circuit, distance}: AlongCircuit): Corner[] {
  const {corners, lengthM} = circuit;
  const own = circuitTrack(circuit);
  const sides = corners.map(({fromM, toM}) => Math.sign(bendOf(own, fromM, toM)));
  const at = (metres: number) => distance[Math.round(metres / track.step) % distance.length];
  const bends = new Map<number, Turn>();
  for (const turn of turns) {
    const c = cornerAt(corners, sides, at(turn.apexM), turn.direction);
    const known = bends.get(c);
    // of two bends that are one corner the tighter one has its apex
    const {apexM, radiusM} = known && known.radiusM < turn.radiusM ? known : turn;
    if (c >= 0) bends.set(c, {...turn, entryM: known?.entryM ?? turn.entryM, apexM, radiusM});
  }
  const scale = track.lengthM / lengthM;
  const found = corners.map(({number, name, fromM, toM}, c): Corner => {
    const apexM = bends.get(c)?.apexM ?? tightestNear(track, distance, corners, c, sides[c]);
    const turn = bends.get(c) ?? turns.find((one) => contains(one, apexM));
    return {
      ...{number, name, direction: sides[c] > 0 ? "right" : "left", apexM},
      entryM: turn?.entryM ?? Math.min(fromM * scale, apexM),
      exitM: turn?.exitM ?? Math.max(toM * scale, apexM),
    };
  });
  found.sort((a, b) => a.apexM - b.apexM);
  // what the line takes as one bend and officials count as two is parted between their apexes
  for (const [c, corner] of found.entries()) {
    const next = found[c + 1];
    if (next && corner.exitM > next.apexM) corner.exitM = next.entryM = (corner.apexM + next.apexM) / 2;
  }
  return found;
}

/** The corner that a distance along the circuit lies in, or near, and that bends that way; −1 for none. */
function cornerAt(
  corners: CircuitDescription["corners"],
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

/** Where the track is tightest about a corner of the circuit, m: no farther than half the way to the corners beside it. */
function tightestNear(
  track: Track,
  distance: Float64Array,
  corners: CircuitDescription["corners"],
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

/** The curvature between two distances at its strongest, 1/m, with its sign. */
function bendOf(track: Track, fromM: number, toM: number): number {
  let most = 0;
  for (let s = fromM; s <= toM; s += track.step) {
    const bend = alongTrack(track.curvature, track, s);
    if (Math.abs(bend) > Math.abs(most)) most = bend;
  }
  return most;
}
