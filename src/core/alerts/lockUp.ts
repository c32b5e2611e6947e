import {WHEEL_LABELS, WHEELS} from "../channels/channel.js";
import {GRAVITY} from "../channels/gravity.js";
import {rowIndex, rowIndices} from "../channels/telemetryRow.js";
import {GAP_S, type Raise, type RuleEvaluator, unknowns} from "./evaluator.js";
import {breakLevel, LEVEL_STATE, levelSince, stepLevel} from "./level.js";
import type {LockUpRule} from "./rule.js";

const AT = rowIndices("sessionTime lapNumber brake speedKmh");
const WHEEL_SPEEDS = WHEELS.map((wheel) => `wheelSpeed${wheel}`);
const SLIP_RATIOS = WHEELS.map((wheel) => `slipRatio${wheel}`);
const SPEED_AT = WHEEL_SPEEDS.map(rowIndex);
const RATIO_AT = SLIP_RATIOS.map(rowIndex);

/** Below this speed wheels that stand are normal, km/h. */
const SLOWEST_KMH = 36;
const BRAKED = 0.1;
const BRAKED_HARD = 0.5;
/** s over which a collapse of the speed is measured: speeds of some games are whole km/h */
const COLLAPSE_S = 0.2;
/** km/h by which a braked car must have been faster, so that a touch at walking pace is none */
const LEAST_FALL_KMH = 30;

// time of the last sample, four wheels' levels, then the speed some time ago
const TIME = 0;
const LEVELS = 1;
const COLLAPSE = LEVELS + WHEELS.length * LEVEL_STATE;
const POINTS = COLLAPSE + LEVEL_STATE;
/** times and speeds, newest first */
const KEPT = 5;

/**
 * A braked wheel is much slower than the car: by wheel speeds, else by the slip ratio. Where a game sends neither (the F1 games of rivals), a
 * locked wheel cannot be seen; a speed that falls faster under braking than any brake allows is told as what it is, a collapse of the speed.
 */
export function lockUpEvaluator(rule: LockUpRule): RuleEvaluator {
  return {
    rule,
    initial: unknowns(POINTS + 2 * KEPT),
    channels: [...Object.keys(AT), ...WHEEL_SPEEDS, ...SLIP_RATIOS],
    sample(state, row, _session, raise) {
      const time = row[AT.sessionTime];
      const brake = row[AT.brake];
      const speedKmh = row[AT.speedKmh];
      if (Number.isNaN(brake) || Number.isNaN(speedKmh)) return;
      if (time - state[TIME] > GAP_S) {
        for (let k = 0; k < WHEELS.length; k++) breakLevel(state, LEVELS + k * LEVEL_STATE);
        state.fill(Number.NaN, POINTS);
      }
      state[TIME] = time;
      const bySpeed = !Number.isNaN(row[SPEED_AT[0]]);
      if (!bySpeed && Number.isNaN(row[RATIO_AT[0]])) {
        collapse(state, row, raise);
        return;
      }
      const isBraked = brake > BRAKED && speedKmh > SLOWEST_KMH;
      for (let k = 0; k < WHEELS.length; k++) {
        const at = LEVELS + k * LEVEL_STATE;
        const slip = bySpeed ? 1 - (3.6 * row[SPEED_AT[k]]) / speedKmh : -row[RATIO_AT[k]];
        if (!stepLevel(state, at, isBraked ? slip : 0, time, {above: rule.slip, forS: rule.forS})) continue;
        raise({
          ...{value: 100 * slip, limit: 100 * rule.slip, unit: "%", wheel: WHEEL_LABELS[k]},
          ...{channel: (bySpeed ? WHEEL_SPEEDS : SLIP_RATIOS)[k], words: "locks", lap: row[AT.lapNumber]},
          ...{fromTime: levelSince(state, at), toTime: time},
        });
      }
    },
  };

  function collapse(state: Float64Array, row: Float64Array, raise: Raise): void {
    if (rule.collapseG === 0) return;
    const time = row[AT.sessionTime];
    const speedKmh = row[AT.speedKmh];
    const oldest = POINTS + KEPT - 1;
    const fall = state[oldest + KEPT] - speedKmh;
    const g = fall / 3.6 / (time - state[oldest]) / GRAVITY;
    const counts = row[AT.brake] > BRAKED_HARD && fall >= LEAST_FALL_KMH && time - state[oldest] <= 2 * COLLAPSE_S;
    if (stepLevel(state, COLLAPSE, counts ? g : 0, time, {above: rule.collapseG}))
      raise({
        ...{value: g, limit: rule.collapseG, unit: "g", wheel: "", channel: "speedKmh", lap: row[AT.lapNumber]},
        ...{words: "speed collapses under braking; no wheel speeds, a guess", fromTime: state[oldest], toTime: time},
      });
    if (time - state[POINTS] < COLLAPSE_S / (KEPT - 1)) return;
    state.copyWithin(POINTS + 1, POINTS, POINTS + KEPT - 1);
    state.copyWithin(POINTS + KEPT + 1, POINTS + KEPT, POINTS + 2 * KEPT - 1);
    state[POINTS] = time;
    state[POINTS + KEPT] = speedKmh;
  }
}
