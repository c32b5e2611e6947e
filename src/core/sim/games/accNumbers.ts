/** Competizione numbers its cars as it likes; ours begin here, and their pages and messages agree. */
const FIRST = 1001;

export function accCarIndex(slot: number): number {
  return FIRST + slot;
}

/** The newer game's own word for a circuit (its static page); what it does not have keeps our id. */
export function accTrackText(id: string): string {
  const known: Record<string, string> = {catalunya: "barcelona", spielberg: "red_bull_ring"};
  return known[id] ?? id;
}
