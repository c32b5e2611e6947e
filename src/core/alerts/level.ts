/** A value against its limits. */
export interface LevelLimits {
  above?: number;
  below?: number;
  hysteresis?: number;
  forS?: number;
}

/** Numbers of state that a level needs: when the value went over, and whether that was told. */
export const LEVEL_STATE = 2;
const SINCE = 0;
const TOLD = 1;

/**
 * Takes a value at a session time, s; true once when it has been over a limit for `forS` seconds. It can be met again after the value came
 * back by the hysteresis. NaN changes nothing.
 */
export function stepLevel(state: Float64Array, at: number, value: number, time: number, limits: LevelLimits): boolean {
  if (Number.isNaN(value)) return false;
  const {above = Number.POSITIVE_INFINITY, below = Number.NEGATIVE_INFINITY, hysteresis = 0, forS = 0} = limits;
  if (state[at + TOLD] === 1) {
    if (value <= above - hysteresis && value >= below + hysteresis) {
      state[at + TOLD] = 0;
      state[at + SINCE] = Number.NaN;
    }
    return false;
  }
  if (!(value > above || value < below)) {
    state[at + SINCE] = Number.NaN;
    return false;
  }
  if (Number.isNaN(state[at + SINCE])) state[at + SINCE] = time;
  if (time - state[at + SINCE] < forS) return false;
  state[at + TOLD] = 1;
  return true;
}

/** Session time at which the value went over, s. */
export function levelSince(state: Float64Array, at: number): number {
  return state[at + SINCE];
}

/** Forgets how long it has lasted: samples are missing, or do not count. */
export function breakLevel(state: Float64Array, at: number): void {
  if (state[at + TOLD] !== 1) state[at + SINCE] = Number.NaN;
}

/** Forgets everything: what comes next is another situation. */
export function resetLevel(state: Float64Array, at: number): void {
  state[at + SINCE] = Number.NaN;
  state[at + TOLD] = 0;
}
