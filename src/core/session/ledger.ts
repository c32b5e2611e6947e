import type {Ledger} from "../archive/types.js";

/** A ledger with nothing in it. */
export function createLedger(): Ledger {
  return {
    received: 0,
    byId: {},
    malformed: 0,
    malformedByKind: {},
    duplicated: 0,
    reordered: 0,
    lostFrames: 0,
    spanFrames: 0,
    flashbacks: 0,
    supersededSamples: 0,
  };
}

/** Adds one to a counter that may not exist yet. */
export function count(counters: Record<string, number>, key: string | number): void {
  counters[key] = (counters[key] ?? 0) + 1;
}
