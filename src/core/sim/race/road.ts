import type {Circuit} from "../../track/circuit.js";
import type {RacingLine} from "../../track/racingLine.js";

export interface DrsZone {
  /** metres from the line: where the gap is taken, where the flap may open and must shut */
  detection: number;
  from: number;
  to: number;
}

/** What drivers know of a road: how long it stays straight, which way it bends then, and where the wing may open. */
export interface RoadAhead {
  /** metres to the next bend at each point of the grid, 0 in one */
  straight: Float64Array;
  /** the next bend: 1 left, −1 right */
  turn: Int8Array;
  zones: DrsZone[];
}

/** 1/m of the line above which it is a bend */
const BEND = 1 / 260;
const LEAST_ZONE = 450;

/** Reads a road: its straights by the curvature of the best line, and the two longest as zones for the wing. */
export function readRoad(circuit: Circuit, line: RacingLine): RoadAhead {
  const {n, step, lengthM} = circuit;
  const straight = new Float64Array(n);
  const turn = new Int8Array(n);
  let left = 0;
  let next = 1;
  for (let k = 2 * n - 1; k >= 0; k--) {
    const i = k % n;
    const bend = line.curvature[i];
    if (Math.abs(bend) > BEND) {
      left = 0;
      next = Math.sign(bend);
    } else left += step;
    straight[i] = Math.min(left, lengthM);
    turn[i] = next;
  }
  const starts: {at: number; length: number}[] = [];
  for (let i = 0; i < n; i++) {
    const before = i === 0 ? n - 1 : i - 1;
    if (straight[before] === 0 && straight[i] > LEAST_ZONE) starts.push({at: i * step, length: straight[i]});
  }
  starts.sort((a, b) => b.length - a.length || a.at - b.at);
  const zones = starts.slice(0, 2).map(({at, length}) => ({
    detection: (at - 60 + lengthM) % lengthM,
    from: (at + 90) % lengthM,
    to: (at + length - 60) % lengthM,
  }));
  return {straight, turn, zones};
}

/** Whether a place lies from one mark to another, round the line where they do. */
export function within(place: number, from: number, to: number): boolean {
  return from <= to ? place >= from && place < to : place >= from || place < to;
}
