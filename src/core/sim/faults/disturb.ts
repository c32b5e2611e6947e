/** What a bad way does to a series: parts of it that are lost, come twice, come late. */
export interface Disturbance {
  loss?: number;
  duplicate?: number;
  reorder?: number;
  /** others by which a late one is overtaken, at most */
  distance?: number;
}

export type LinkFault = "loss" | "duplicate" | "reorder";

/**
 * The places 0 … count − 1 in the order in which they arrive: lost ones are missing, doubled ones stand twice, late ones behind others
 * that were sent after them. Each place takes four draws, whatever becomes of it.
 *
 * @param next uniform in [0, 1)
 * @param note hears what was done to which place
 * @param spared places that are never lost
 */
export function disturb(
  count: number,
  next: () => number,
  {loss = 0, duplicate = 0, reorder = 0, distance = 6}: Disturbance,
  note: (kind: LinkFault, place: number) => void = () => {},
  spared: (place: number) => boolean = () => false,
): number[] {
  const arrivals: {place: number; at: number}[] = [];
  for (let place = 0; place < count; place++) {
    const lost = next() < loss;
    const twice = next() < duplicate;
    const late = next() < reorder;
    const by = Math.ceil(next() * distance);
    if (lost && !spared(place)) {
      note("loss", place);
      continue;
    }
    arrivals.push({place, at: place});
    if (twice) {
      note("duplicate", place);
      arrivals.push({place, at: place});
    }
    // the last ones have nobody to be overtaken by
    if (!late || by === 0 || place === count - 1) continue;
    note("reorder", place);
    arrivals[arrivals.length - 1].at = place + by + 0.5;
  }
  return arrivals.sort((a, b) => a.at - b.at).map(({place}) => place);
}
