import {findBends} from "../bends.js";
import type {Track} from "../track.js";
import type {TrackGrid} from "../trackGrid.js";
import {circuitsNamed, circuitsOfLengthM} from "./circuits.js";
import type {OfficialCircuit} from "./facts.js";
import {type FactsFit, fitFacts} from "./fitFacts.js";
import {type PlacedCorner, placeFacts} from "./placeFacts.js";

/** The official corners of a track; without `corners`, why there are none. */
export interface Official {
  circuit?: string;
  corners?: PlacedCorner[];
  note?: string;
}

/** Bends that official corners are laid on: small ones too, each part of a compound one on its own. */
const FINE = {enter: 0.002, stay: 0.0013, leastDegrees: 8, joinM: 0, parting: 1.5};

/**
 * The official corners of a track by its name, if its shape agrees with them; of a track without a known name, by shape alone, if
 * exactly one circuit fits closely.
 */
export function officialCorners(track: Pick<Track, "name" | "id" | "lengthM">, grid: TrackGrid): Official {
  const named = circuitsNamed(track);
  const bends = findBends(grid, FINE);
  const fits = (named.length ? named : circuitsOfLengthM(track.lengthM))
    .map((circuit) => fitFacts(circuit, bends, track.lengthM))
    .filter((fit) => fit !== undefined)
    .filter((fit) => strain(fit) <= (named.length ? NAMED : NAMELESS))
    .sort((a, b) => strain(a) - strain(b));
  const [best, next] = fits;
  if (!best)
    return named.length === 0
      ? {}
      : {note: `the shape of this track does not agree with the official corners of ${named[0].name}`};
  if (named.length === 0 && next && !isSamePlace(best.circuit, next.circuit))
    return {note: `the shape fits ${best.circuit.name} and ${next.circuit.name}`};
  return {circuit: best.circuit.name, corners: placeFacts(grid, best)};
}

/**
 * The most that a fit may be strained. Public outlines of 29 circuits fit their own corners at 0–14, driven the other way round at 39
 * and more, and others' at 42 and more.
 */
const NAMED = 30;
const NAMELESS = 15;

/** Mean distance of the places, m, and 60 m for each share of the corners that is missing or spare. */
function strain({meanM, missing, spareBends, circuit: {corners}}: FactsFit): number {
  return meanM + (60 * (missing + spareBends)) / corners.length;
}

/** Whether two circuits are layouts of one place: they share a name. */
function isSamePlace(a: OfficialCircuit, b: OfficialCircuit): boolean {
  const names = new Set([a.id, ...a.aliases]);
  return [b.id, ...b.aliases].some((name) => names.has(name));
}
