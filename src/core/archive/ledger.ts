import type {Ledger} from "./types.js";

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

/**
 * Counts a well-formed datagram.
 *
 * @param order `late`: datagrams of later frames came before it
 * @param packetId of games that number their kinds of packet
 */
export function countReceived(ledger: Ledger, order: "once" | "duplicate" | "late", packetId?: number): void {
  ledger.received++;
  if (packetId !== undefined) increment(ledger.byId, packetId);
  if (order === "duplicate") ledger.duplicated++;
  if (order === "late") ledger.reordered++;
}

/** Counts a datagram that cannot be decoded. */
export function countMalformed(ledger: Ledger, reason: string): void {
  ledger.received++;
  ledger.malformed++;
  increment(ledger.malformedByKind, reason);
}

function increment(counters: Record<string, number>, key: string | number): void {
  counters[key] = (counters[key] ?? 0) + 1;
}
