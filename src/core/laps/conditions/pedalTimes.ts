import {BRAKING, FULL_THROTTLE, PICK_UP} from "../pedalThresholds.js";
import {sampleTimes} from "./timeAt.js";

type Column = ArrayLike<number>;

/** What the pedals did, as shares of the time in which both are known, 0–1; NaN without such time. */
export interface PedalTimes {
  fullThrottle: number;
  /** neither pedal */
  coasting: number;
  braking: number;
  /** brake and throttle at once */
  both: number;
  /** s in which both are known, and in which one is not */
  knownS: number;
  unknownS: number;
}

/** Shares of time by pedals (0–1 each); see pedalThresholds for what counts. Weighted by time: a log's rate may change. */
export function pedalTimes(time: Column, throttle: Column, brake: Column, breaks?: Column): PedalTimes {
  const {seconds, gapS} = sampleTimes(time, breaks);
  const sums = {full: 0, coast: 0, brake: 0, both: 0, known: 0, unknown: gapS};
  for (let i = 0; i < seconds.length; i++) {
    const s = seconds[i];
    if (Number.isNaN(throttle[i] + brake[i])) {
      sums.unknown += s;
      continue;
    }
    sums.known += s;
    const [onThrottle, onBrake] = [throttle[i] > PICK_UP, brake[i] > BRAKING];
    if (throttle[i] > FULL_THROTTLE) sums.full += s;
    if (onBrake) sums.brake += s;
    if (onBrake && onThrottle) sums.both += s;
    if (!onBrake && !onThrottle) sums.coast += s;
  }
  return {
    fullThrottle: sums.full / sums.known,
    coasting: sums.coast / sums.known,
    braking: sums.brake / sums.known,
    both: sums.both / sums.known,
    knownS: sums.known,
    unknownS: sums.unknown,
  };
}
