/** AC's and ACC's number for a time that does not exist, ms. */
export const NO_TIME = 2147483647;

/** Upper limit of a plausible lap count; more laps than any session has. */
export const MAX_LAPS = 10_000;

/** A lap or sector time, ms; null when the game has none. */
export function knownTime(ms: number): number | null {
  return ms > 0 && ms < NO_TIME ? ms : null;
}

/** The time of the running lap, ms; NaN when the game has none. */
export function runningTime(ms: number): number {
  return ms >= 0 && ms < NO_TIME ? ms : Number.NaN;
}
