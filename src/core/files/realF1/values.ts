/** An unknown throttle in the timing service, %. */
const NO_THROTTLE = 104;
/** DRS codes of an open flap, and of one that may be opened. */
const OPEN = new Set([10, 12, 14]);
const ELIGIBLE = 8;

/** 0–100 % → 0–1; values above 100 (104) are unknown. */
export const throttle = (v: number): number => (v >= NO_THROTTLE || v < 0 || v > 100 ? Number.NaN : v / 100);
/** on or off: 0 and 1, or 0 and 100 */
export const brake = (v: number): number => Number(v > 0);
export const drs = (v: number): number => Number(OPEN.has(v));
export const drsAllowed = (v: number): number => Number(v === ELIGIBLE || OPEN.has(v));
/** from tenths of a metre */
export const metres = (v: number): number => v / 10;
/** y points up on the map: the catalogue's z is −y */
export const metresDown = (v: number): number => -v / 10;

/** The F1 games' numbers of visual compounds; NaN for others. */
export function compound(name: string): number {
  return {SOFT: 16, MEDIUM: 17, HARD: 18, INTERMEDIATE: 7, WET: 8}[name.toUpperCase()] ?? Number.NaN;
}
