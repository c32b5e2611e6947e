import {rowIndices} from "../channels/telemetryRow.js";
import {improves} from "../laps/bests.js";
import {type RuleEvaluator, unknowns} from "./evaluator.js";
import type {BestRule, TrackLimitsRule} from "./rule.js";

const AT = rowIndices("sessionTime lapNumber lapInvalid pitStatus");

const TOLD = 0;
const WAS = 1;

/** The game invalidates the running lap: told once a lap. A lap that was invalid when it was first seen is not told. */
export function trackLimitsEvaluator(rule: TrackLimitsRule): RuleEvaluator {
  return {
    rule,
    initial: unknowns(2),
    channels: Object.keys(AT),
    sample(state, row, _session, raise) {
      const invalid = row[AT.lapInvalid];
      const lap = row[AT.lapNumber];
      if (Number.isNaN(invalid) || Number.isNaN(lap)) return;
      const before = state[WAS];
      state[WAS] = invalid;
      if (!(invalid === 1 && before === 0) || lap === state[TOLD] || row[AT.pitStatus] > 0) return;
      state[TOLD] = lap;
      const time = row[AT.sessionTime];
      raise({value: 1, limit: 0, unit: "", channel: "lapInvalid", lap, fromTime: time, toTime: time});
    },
  };
}

const BEST = 0;
const LAPS = 1;

/** A valid lap beats the car's, or the session's, best so far. */
export function bestEvaluator(rule: BestRule): RuleEvaluator {
  return {
    rule,
    initial: [Number.NaN, 0],
    channels: [],
    lap(state, {car, lap, lapTimeMs, valid, sessionTime}, session, raise) {
      state[LAPS]++;
      if (!valid || !improves(lapTimeMs, state[BEST])) return;
      const own = state[BEST];
      state[BEST] = lapTimeMs;
      const others = session.bestOfOthers(car);
      const limit = rule.of === "personal" || Number.isNaN(others) ? own : own < others ? own : others;
      if (state[LAPS] <= rule.afterLaps || !(lapTimeMs < limit)) return;
      raise({
        ...{value: lapTimeMs, limit, unit: "ms", channel: "lastLapTimeMs", lap},
        ...{fromTime: sessionTime - lapTimeMs / 1000, toTime: sessionTime},
      });
    },
  };
}
