import type {SessionFile} from "../archive/types.js";
import {circuitNamed} from "./circuitTrack.js";

type Track = Pick<SessionFile["track"], "id" | "name">;

/** Whether two sessions were driven on the same circuit, as far as numbers and names tell. Two that nobody named count as the same. */
export function isSameTrack(a: Track, b: Track): boolean {
  if (a.id >= 0 && b.id >= 0) return a.id === b.id;
  if (a.name === b.name) return true;
  const circuit = circuitNamed(a);
  return circuit !== undefined && circuit === circuitNamed(b);
}
