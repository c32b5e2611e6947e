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

/** The counts of two parts of a session together. Counts that one lacks are 0 in it. */
export function sumOfLedgers(one: Partial<Ledger>, other: Ledger): Ledger {
  const sum = createLedger();
  for (const ledger of [one, other]) {
    for (const name of Object.keys(sum) as (keyof Ledger)[]) {
      const [counted, value] = [sum[name], ledger[name]];
      if (typeof counted === "number") Object.assign(sum, {[name]: counted + numberOf(value)});
      else for (const [key, n] of Object.entries(value ?? {})) counted[key] = (counted[key] ?? 0) + numberOf(n);
    }
  }
  return sum;
}

function numberOf(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
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
