/** So many of the values at most, evenly chosen, in their order. */
export function evenly<T>(values: readonly T[], most: number): T[] {
  if (values.length <= most) return [...values];
  return Array.from({length: most}, (_, i) => values[Math.floor(((i + 0.5) * values.length) / most)]);
}
