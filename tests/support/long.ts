/** `npm test` judges some of the seeds and combinations; LAPBOOK_LONG=1 judges all. */
const LONG = process.env.LAPBOOK_LONG === "1";

/** The usual choice, or the long run's. */
export const usually = <T>(usual: T, long: T): T => (LONG ? long : usual);

/** The usual count, or the long one. */
export const count = (usual: number, long: number): number => usually(usual, long);

/** So many of the values, beginning at `turn`, so that over the turns each value is used equally often; all in a long run. */
export function rotated<T>(values: readonly T[], turn: number, many: number): T[] {
  if (LONG || many >= values.length) return [...values];
  return Array.from({length: many}, (_, i) => values[(turn * many + i) % values.length]);
}
