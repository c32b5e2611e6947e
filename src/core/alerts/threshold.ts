import {rowIndices, type TelemetryRow} from "../channels/telemetryRow.js";
import type {MathChannel} from "../expressions/mathChannels.js";
import {GAP_S, type RuleEvaluator, unknowns} from "./evaluator.js";
import {breakLevel, LEVEL_STATE, levelSince, resetLevel, stepLevel} from "./level.js";
import type {ConditionRule, RateRule, ThresholdRule} from "./rule.js";
import {SampleValue} from "./sampleValue.js";

const AT = rowIndices("sessionTime lapNumber");

/** Session time of the last sample that counted; levels follow. */
const TIME = 0;
const LEVELS = 1;

/** A value of each sample against limits, with hysteresis and hold. Each wheel is watched by itself. */
export function thresholdEvaluator(rule: ThresholdRule, mathChannels: readonly MathChannel[]): RuleEvaluator {
  const value = new SampleValue(rule.value, rule.unit, mathChannels);
  const guard = rule.while === undefined ? null : new SampleValue(rule.while, undefined, mathChannels);
  const outputs = value.values.length;
  return {
    rule,
    initial: unknowns(LEVELS + outputs * LEVEL_STATE),
    channels: [...Object.keys(AT), ...value.reads, ...(guard?.reads ?? [])],
    sample(state, row, _session, raise) {
      const time = row[AT.sessionTime];
      const counts = guard ? held(guard, row) : 1;
      if (counts !== 1) {
        if (counts === 0) for (let k = 0; k < outputs; k++) resetLevel(state, LEVELS + k * LEVEL_STATE);
        return;
      }
      value.read(row);
      if (!isKnown(value)) return;
      if (time - state[TIME] > GAP_S) for (let k = 0; k < outputs; k++) breakLevel(state, LEVELS + k * LEVEL_STATE);
      state[TIME] = time;
      for (let k = 0; k < outputs; k++) {
        const at = LEVELS + k * LEVEL_STATE;
        if (!stepLevel(state, at, value.values[k], time, rule)) continue;
        raise({
          ...{value: value.values[k], limit: limitOf(rule, value.values[k]), unit: value.unit},
          ...{channel: value.names[k], wheel: value.wheels[k], lap: row[AT.lapNumber]},
          ...{fromTime: levelSince(state, at), toTime: time},
        });
      }
    },
  };
}

/** A condition as a threshold: it is 1 where it holds. */
export function conditionEvaluator(rule: ConditionRule, mathChannels: readonly MathChannel[]): RuleEvaluator {
  const {when, forS, kind: _, ...common} = rule;
  const threshold: ThresholdRule = {...common, kind: "threshold", value: when, above: 0.5, forS};
  return {...thresholdEvaluator(threshold, mathChannels), rule};
}

/** Points between the oldest and the newest value that a rate is computed of, and their distance as a part of `overS`. */
const POINTS = 5;
const PART = 1 / (POINTS - 1);
const NEWEST = LEVELS;

/** Change of a value per second over the last `overS` seconds: the newest value against one at least so old. */
export function rateEvaluator(rule: RateRule, mathChannels: readonly MathChannel[]): RuleEvaluator {
  const value = new SampleValue(rule.value, rule.unit, mathChannels);
  const guard = rule.while === undefined ? null : new SampleValue(rule.while, undefined, mathChannels);
  const outputs = value.values.length;
  // times of the points, newest first; then for each output their values and its level
  const width = POINTS + LEVEL_STATE;
  const first = NEWEST + POINTS;
  return {
    rule,
    initial: unknowns(first + outputs * width),
    channels: [...Object.keys(AT), ...value.reads, ...(guard?.reads ?? [])],
    sample(state, row, _session, raise) {
      const time = row[AT.sessionTime];
      const counts = guard ? held(guard, row) : 1;
      if (counts !== 1) {
        if (counts === 0) state.fill(Number.NaN);
        return;
      }
      value.read(row);
      if (!isKnown(value)) return;
      if (time - state[TIME] > GAP_S) state.fill(Number.NaN);
      state[TIME] = time;
      // before the new point takes the oldest's place
      const oldest = POINTS - 1;
      const age = time - state[NEWEST + oldest];
      for (let k = 0; k < outputs; k++) {
        const at = first + k * width;
        const rate = (value.values[k] - state[at + oldest]) / age;
        if (!(age >= rule.overS) || !stepLevel(state, at + POINTS, rate, time, rule)) continue;
        raise({
          ...{value: rate, limit: limitOf(rule, rate), unit: `${value.unit}/s`, channel: value.names[k]},
          ...{wheel: value.wheels[k], lap: row[AT.lapNumber], fromTime: state[NEWEST + oldest], toTime: time},
        });
      }
      if (time - state[NEWEST] < rule.overS * PART) return;
      state.copyWithin(NEWEST + 1, NEWEST, NEWEST + POINTS - 1);
      state[NEWEST] = time;
      for (let k = 0; k < outputs; k++) {
        const at = first + k * width;
        state.copyWithin(at + 1, at, at + POINTS - 1);
        state[at] = value.values[k];
      }
    },
  };
}

/** 1 or 0; NaN where a lost packet leaves it open: then nothing changes. */
function held(guard: SampleValue, row: TelemetryRow): number {
  guard.read(row);
  return guard.values[0];
}

/** False for a sample without the value, as a lost packet leaves it. */
function isKnown({values}: SampleValue): boolean {
  for (let k = 0; k < values.length; k++) if (!Number.isNaN(values[k])) return true;
  return false;
}

/** The limit that a value is over. */
function limitOf({above, below}: {above?: number; below?: number}, value: number): number {
  return above !== undefined && value > above ? above : (below ?? Number.NaN);
}
