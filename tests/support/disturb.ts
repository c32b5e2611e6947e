import {seeded} from "./messages.js";

/** The same items with about `reorder` of them up to `distance` places late and `duplicate` of them twice. */
export function disturb<T>(
  items: readonly T[],
  seed: number,
  {reorder = 0.1, duplicate = 0.05, distance = 4} = {},
): T[] {
  const random = seeded(seed);
  const placed = items.flatMap((item, i) => {
    const copies = random() < duplicate ? [item, item] : [item];
    return copies.map((item) => ({item, at: i + (random() < reorder ? random() * distance : 0)}));
  });
  return placed.sort((a, b) => a.at - b.at).map(({item}) => item);
}
