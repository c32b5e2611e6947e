/** What the timing service writes for a throttle that it does not know, %. */
const NO_THROTTLE = 104;
/** DRS codes of an open flap, and of one that may be opened. */
const OPEN = new Set([10, 12, 14]);
const ELIGIBLE = 8;

/** 0–100 % → 0–1; values above 100 (104) are none. */
export const throttle = (v: number): number => (v >= NO_THROTTLE || v < 0 || v > 100 ? Number.NaN : v / 100);
/** on or off, as 0 and 1, or 0 and 100 */
export const brake = (v: number): number => Number(v > 0);
export const drs = (v: number): number => Number(OPEN.has(v));
export const drsAllowed = (v: number): number => Number(v === ELIGIBLE || OPEN.has(v));
/** positions come in tenths of a metre */
export const metres = (v: number): number => v / 10;
/** the circuits are drawn with y up: down is −y */
export const metresDown = (v: number): number => -v / 10;

/** Tyres as the F1 games number what is seen of them; NaN for others. */
export function compound(name: string): number {
  return {SOFT: 16, MEDIUM: 17, HARD: 18, INTERMEDIATE: 7, WET: 8}[name.toUpperCase()] ?? Number.NaN;
}
