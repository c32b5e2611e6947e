import {evenPath} from "../geometry/closedPath.js";
import {buildCircuit, type CircuitDescription} from "./circuit.js";
import {CIRCUITS} from "./circuits/all.js";
import {makeTrack, type Track} from "./track.js";
import {trackSlug} from "./trackKey.js";

/** The world of our own circuits: the simulator's. */
export const CIRCUIT_FRAME = "simulator";

/** m between points of the centre line */
const STEP = 3;

const made = new Map<string, Track>();

/** One of our own circuits as a track; made once. */
export function circuitTrack(description: CircuitDescription): Track {
  const {id, name, widthM, sectorStartsM} = description;
  let track = made.get(id);
  if (!track) {
    const {x, z, n, lengthM} = buildCircuit(description);
    const line = evenPath({x: x.subarray(0, n), z: z.subarray(0, n)}, Math.round(lengthM / STEP), true);
    const side = new Float64Array(line.x.length).fill(widthM / 2);
    const facts = {id, name, frame: CIRCUIT_FRAME, sectorStartsM: [...sectorStartsM], laps: 0};
    track = makeTrack({...facts, room: {from: "borders", left: side, right: side}}, line.x, line.z);
    made.set(id, track);
  }
  return track;
}

/** Our own circuits whose length is within a share of a length, m. */
export function circuitsOfLength(lengthM: number, share: number): CircuitDescription[] {
  return Object.values(CIRCUITS).filter((circuit) => Math.abs(circuit.lengthM / lengthM - 1) <= share);
}

/** The own circuit that a session's track is: by the F1 games' number, else by its name. */
export function circuitNamed({id, name}: {id: number; name: string}): CircuitDescription | undefined {
  const slug = trackSlug(name);
  return Object.values(CIRCUITS).find((circuit) =>
    id >= 0 ? circuit.f1TrackId === id : trackSlug(circuit.name) === slug,
  );
}
