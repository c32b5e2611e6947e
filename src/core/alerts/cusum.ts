import {rowIndices} from "../channels/telemetryRow.js";
import type {MathChannel} from "../expressions/mathChannels.js";
import {studentCdf, studentQuantile} from "../signal/studentT.js";
import {type Raise, type RuleEvaluator, unknowns} from "./evaluator.js";
import {isTouched} from "./lapTouched.js";
import type {CusumRule} from "./rule.js";
import {SampleValue} from "./sampleValue.js";

const AT = rowIndices("sessionTime lapNumber pitStatus");

// the running lap
const LAP = 0;
const COUNT = 1;
const SUM = 2;
const TOUCHED = 3;
const DONE_TOUCHED = 4;
// what was learned: laps, their mean and sum of squared deviations
const LAPS = 5;
const MEAN = 6;
const SQUARES = 7;
// the sums, and since when each is above zero: laps, session time
const UP = 8;
const DOWN = 11;
const SIZE = 14;

/** Probabilities nearer to 0 or 1 say no more. */
const LEAST_P = 1e-12;

/**
 * Self-starting CUSUM (D. M. Hawkins, 1987): each racing lap is compared with the mean and deviation of those before it, by Student's t, so that
 * a few laps are enough and the false alarms are those of the normal distribution. With k 0.5 and h 5 the mean run without a change is
 * about 930 laps on one side; a shift of two deviations is found in about four.
 */
export function cusumEvaluator(rule: CusumRule, mathChannels: readonly MathChannel[]): RuleEvaluator {
  const ofLapTime = rule.of === "lapTime";
  const value = ofLapTime ? null : new SampleValue(rule.of, rule.unit, mathChannels);
  const initial = unknowns(SIZE);
  initial.fill(0, COUNT, MEAN);
  return {
    rule,
    initial,
    channels: [...Object.keys(AT), ...(value?.reads ?? [])],
    sample(state, row, session, raise) {
      const lap = row[AT.lapNumber];
      if (!Number.isNaN(lap) && lap !== state[LAP]) {
        const isNext = lap === state[LAP] + 1;
        state[DONE_TOUCHED] = isNext ? state[TOUCHED] : 1;
        if (value && isNext && state[TOUCHED] === 0 && state[COUNT] > 0)
          take(state, state[SUM] / state[COUNT], row[AT.sessionTime], state[LAP], raise);
        // the first lap seen may have begun before
        state[TOUCHED] = isNext ? 0 : 1;
        state[LAP] = lap;
        state[COUNT] = state[SUM] = 0;
      }
      if (isTouched(row, session)) state[TOUCHED] = 1;
      // other tyres: another level
      if (row[AT.pitStatus] > 0 && state[LAPS] > 0) forget(state);
      if (!value) return;
      value.read(row);
      if (Number.isNaN(value.values[0])) return;
      state[SUM] += value.values[0];
      state[COUNT]++;
    },
    lap(state, {lap, lapTimeMs, valid, sessionTime}, _session, raise) {
      const isLast = lap === state[LAP] - 1;
      if (ofLapTime && isLast && valid && state[DONE_TOUCHED] === 0) take(state, lapTimeMs, sessionTime, lap, raise);
    },
  };

  function take(state: Float64Array, x: number, time: number, lap: number, raise: Raise): void {
    const n = state[LAPS];
    const deviation = Math.sqrt(state[SQUARES] / (n - 1));
    if (n >= rule.learnLaps && deviation > 0) {
      const t = ((x - state[MEAN]) / deviation) * Math.sqrt(n / (n + 1));
      const p = Math.min(1 - LEAST_P, Math.max(LEAST_P, studentCdf(t, n - 1)));
      const u = studentQuantile(p, Number.POSITIVE_INFINITY);
      const isUp = rule.direction !== "down" && step(state, UP, u, time);
      const isDown = rule.direction !== "up" && step(state, DOWN, -u, time);
      if (isUp || isDown) {
        const at = isUp ? UP : DOWN;
        // Montgomery's estimate of the new level
        const shift = (rule.k + state[at] / state[at + 1]) * deviation;
        const fact = {
          ...{value: state[MEAN] + (isUp ? shift : -shift), limit: state[MEAN], lap},
          ...{unit: value ? value.unit : "ms", channel: value ? value.names[0] : "lastLapTimeMs"},
          ...{fromTime: state[at + 2], toTime: time},
        };
        forget(state);
        raise(fact);
        return;
      }
    }
    // Welford
    const known = n > 0 ? state[MEAN] : 0;
    state[LAPS] = n + 1;
    state[MEAN] = known + (x - known) / (n + 1);
    state[SQUARES] = (n > 0 ? state[SQUARES] : 0) + (x - known) * (x - state[MEAN]);
  }

  function step(state: Float64Array, at: number, u: number, time: number): boolean {
    const sum = Math.max(0, (state[at] > 0 ? state[at] : 0) + u - rule.k);
    if (sum === 0) state[at + 1] = 0;
    else if (!(state[at + 1]++ > 0)) {
      state[at + 1] = 1;
      state[at + 2] = time;
    }
    state[at] = sum;
    return sum > rule.h;
  }

  function forget(state: Float64Array): void {
    state.fill(0, LAPS, MEAN);
    state.fill(Number.NaN, MEAN);
  }
}
