import {evenPath} from "../geometry/closedPath.js";
import {buildCircuit, type CircuitDescription} from "./circuit.js";
import {CIRCUITS} from "./circuits/all.js";
import {makeTrack, type Track} from "./track.js";
import {trackSlug} from "./trackKey.js";

/** The frame of our own circuits: the simulator's coordinates. */
export const CIRCUIT_FRAME = "simulator";

/** m between points of the centre line */
const STEP = 3;

const tracks = new Map<string, Track>();

/** One of our own circuits as a track; computed once. */
export function circuitTrack(description: CircuitDescription): Track {
  const {id, name, widthM, sectorStartsM} = description;
  let track = tracks.get(id);
  if (!track) {
    const {x, z, n, lengthM} = buildCircuit(description);
    const line = evenPath({x: x.subarray(0, n), z: z.subarray(0, n)}, Math.round(lengthM / STEP), true);
    const side = new Float64Array(line.x.length).fill(widthM / 2);
    const facts = {id, name, frame: CIRCUIT_FRAME, sectorStartsM: [...sectorStartsM], laps: 0};
    track = makeTrack({...facts, room: {from: "borders", left: side, right: side}}, line.x, line.z);
    tracks.set(id, track);
  }
  return track;
}

/** Our own circuit of a session's track: by the F1 games' number, else by name. */
export function circuitNamed({id, name}: {id: number; name: string}): CircuitDescription | undefined {
  const slug = trackSlug(name);
  return Object.values(CIRCUITS).find((circuit) =>
    id >= 0 ? circuit.f1TrackId === id : trackSlug(circuit.name) === slug,
  );
}
