/** Flags of Assetto Corsa and ACC as the catalogue counts `fiaFlag`: none, blue, yellow, green; the others (black, white, chequered, penalty) it does not have. */
const FLAGS: Readonly<Record<number, number>> = {0: 0, 1: 2, 2: 3, 7: 1};

/** `fiaFlag` for a flag of either game; NaN when the catalogue has none for it. */
export function acFlag(flag: number): number {
  return FLAGS[flag] ?? Number.NaN;
}
