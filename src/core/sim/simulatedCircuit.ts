import {buildCircuit, type Circuit} from "../track/circuit.js";
import {CIRCUITS} from "../track/circuits/all.js";
import {type RacingLine, racingLine} from "../track/racingLine.js";

interface SimulatedCircuit {
  circuit: Circuit;
  line: RacingLine;
}

const built = new Map<string, SimulatedCircuit>();

/** Circuit and racing line for an id in CIRCUITS. They do not depend on the seed, so each is computed once per process. */
export function simulatedCircuit(track: string): SimulatedCircuit {
  if (!Object.hasOwn(CIRCUITS, track)) throw new Error(`unknown track: ${track}`);
  let found = built.get(track);
  if (!found) {
    const circuit = buildCircuit(CIRCUITS[track]);
    found = {circuit, line: racingLine(circuit)};
    built.set(track, found);
  }
  return found;
}
