import type {CircuitDescription} from "../circuit.js";

/** An arc: degrees turned, positive to the left, on a radius in metres. */
export type Arc = readonly [degrees: number, radius: number];

/** A bend of one or more consecutive arcs. */
export interface DrawnBend {
  /** its middle, m from the start line */
  at: number;
  arcs: readonly Arc[];
  /** m of each transition: into the bend, from arc to arc, and out of it */
  ease?: number;
}

/**
 * The knots of a circuit from its bends in order, with straights between them. Each transition is a clothoid, which turns half as
 * much as the same length of its arc, so an arc keeps its given angle. Throws when bends overlap.
 */
export function layBends(lengthM: number, bends: readonly DrawnBend[]): CircuitDescription["knots"] {
  const knots: [number, number][] = [];
  let end = 0;
  for (const {at, arcs, ease: wanted} of bends) {
    const lengths = arcs.map(([degrees, radius]) => (Math.abs(degrees) * Math.PI * radius) / 180);
    const ease = Math.min(wanted ?? 30, 0.6 * Math.min(...lengths));
    const length = lengths.reduce((sum, metres) => sum + metres, ease);
    const straight = at - length / 2 - end;
    if (straight < 0) throw new Error(`bends overlap: ${at} m, by ${(-straight).toFixed(1)} m`);
    if (straight > 0) knots.push([straight, 0]);
    arcs.forEach(([degrees, radius], i) => {
      const signed = Math.sign(degrees) * radius;
      knots.push([ease, signed], [lengths[i] - ease, signed]);
    });
    knots.push([ease, 0]);
    end = at + length / 2;
  }
  if (end > lengthM) throw new Error(`bends overlap: the line, by ${(end - lengthM).toFixed(1)} m`);
  knots.push([lengthM - end, 0]);
  return knots;
}

/** A bend to the right with its middle at `at` metres; arcs as [degrees, radius], both positive. */
export function right(at: number, ...arcs: Arc[]): DrawnBend {
  return {at, arcs: arcs.map(([degrees, radius]) => [-degrees, radius])};
}

/** A bend to the left, with the same parameters. */
export function left(at: number, ...arcs: Arc[]): DrawnBend {
  return {at, arcs};
}
