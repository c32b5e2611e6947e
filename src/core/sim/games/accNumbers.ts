/** ACC's car indices are arbitrary; the simulated ones begin here, the same in pages and messages. */
const FIRST = 1001;

export function accCarIndex(slot: number): number {
  return FIRST + slot;
}

/** ACC's name of a circuit in its static page; circuits that it does not have keep their id. */
export function accTrackText(id: string): string {
  const known: Record<string, string> = {catalunya: "barcelona", spielberg: "red_bull_ring"};
  return known[id] ?? id;
}
