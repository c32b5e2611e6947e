import type {Circuit} from "../../track/circuit.js";
import type {RacingLine} from "../../track/racingLine.js";

export interface DrsZone {
  /** m from the line: where the gap is measured, where the flap may open, where it must close */
  detection: number;
  from: number;
  to: number;
}

/** Straights, bends and DRS zones of a circuit. */
export interface RoadAhead {
  /** m to the next bend at each point of the circuit's grid; 0 within a bend */
  straight: Float64Array;
  /** direction of the next bend: 1 left, −1 right */
  turn: Int8Array;
  zones: DrsZone[];
}

/** curvature of the best line in a bend, 1/m */
const BEND = 1 / 260;
/** shortest straight with a DRS zone, m */
const MIN_ZONE = 450;

/** Finds the straights by the curvature of the best line; the two longest become DRS zones. */
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
    if (straight[before] === 0 && straight[i] > MIN_ZONE) starts.push({at: i * step, length: straight[i]});
  }
  starts.sort((a, b) => b.length - a.length || a.at - b.at);
  const zones = starts.slice(0, 2).map(({at, length}) => ({
    detection: (at - 60 + lengthM) % lengthM,
    from: (at + 90) % lengthM,
    to: (at + length - 60) % lengthM,
  }));
  return {straight, turn, zones};
}

/** Whether a lap position is in [from, to), also where the section contains the line. */
export function isBetween(place: number, from: number, to: number): boolean {
  return from <= to ? place >= from && place < to : place >= from || place < to;
}
