import type {SessionTrack} from "../archive/types.js";
import {circuitNamed} from "./circuitTrack.js";

type NamedTrack = Pick<SessionTrack, "id" | "name">;

/** Whether two sessions were driven on the same circuit, by track number and name. Two unnamed tracks count as the same. */
export function isSameTrack(a: NamedTrack, b: NamedTrack): boolean {
  if (a.id >= 0 && b.id >= 0) return a.id === b.id;
  if (a.name === b.name) return true;
  const circuit = circuitNamed(a);
  return circuit !== undefined && circuit === circuitNamed(b);
}
