/** Parts of a series that are lost, duplicated, or late. */
export interface Disturbance {
  loss?: number;
  duplicate?: number;
  reorder?: number;
  /** maximum number of later items that overtake a late one */
  distance?: number;
}

export type LinkFault = "loss" | "duplicate" | "reorder";

/**
 * The indices 0 … count − 1 in order of arrival: lost ones are missing, duplicated ones appear twice, late ones after others that were
 * sent later. Each index takes four draws in any case.
 *
 * @param next uniform in [0, 1)
 * @param note called with each fault and its index
 * @param isProtected indices that are never lost
 */
export function disturb(
  count: number,
  next: () => number,
  {loss = 0, duplicate = 0, reorder = 0, distance = 6}: Disturbance,
  note: (kind: LinkFault, index: number) => void = () => {},
  isProtected: (index: number) => boolean = () => false,
): number[] {
  const arrivals: {index: number; at: number}[] = [];
  for (let index = 0; index < count; index++) {
    const lost = next() < loss;
    const twice = next() < duplicate;
    const late = next() < reorder;
    const by = Math.ceil(next() * distance);
    if (lost && !isProtected(index)) {
      note("loss", index);
      continue;
    }
    arrivals.push({index, at: index});
    if (twice) {
      note("duplicate", index);
      arrivals.push({index, at: index});
    }
    // nothing can overtake the last one
    if (!late || by === 0 || index === count - 1) continue;
    note("reorder", index);
    arrivals[arrivals.length - 1].at = index + by + 0.5;
  }
  return arrivals.sort((a, b) => a.at - b.at).map(({index}) => index);
}
