/** AC's and ACC's flags none, blue, yellow and green as values of the channel `fiaFlag`, which has no black, white, chequered or penalty flag. */
const FLAGS: Readonly<Record<number, number>> = {0: 0, 1: 2, 2: 3, 7: 1};

/** Value of the channel `fiaFlag` for a flag of either game; NaN when the channel does not have it. */
export function acFlag(flag: number): number {
  return FLAGS[flag] ?? Number.NaN;
}
