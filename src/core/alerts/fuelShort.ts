import {rowIndices} from "../channels/telemetryRow.js";
import {type RuleEvaluator, unknowns} from "./evaluator.js";
import {isTouched} from "./lapTouched.js";
import type {FuelRule} from "./rule.js";

const AT = rowIndices("sessionTime lapNumber fuelMass fuelLitres");

const LAP = 0;
/** fuel at the line, its session time, and fuel at the last sample */
const FUEL = 1;
const SINCE = 2;
const NOW = 3;
const TOUCHED = 4;
const TOLD = 5;
/** use of the last racing laps, newest first */
const USES = 6;
const MOST = 3;
/** Laps that the rate needs: one alone says nothing about the next. */
const FEWEST = 2;
/** Laps of fuel by which it must be enough before it can be short again. */
const BACK = 0.3;

/**
 * At each line: the fuel in the tank, divided by the mean use of the last racing laps, against the laps that are left. Silent without a race
 * distance. (`fuelRemainingLaps` of the F1 games is not used: whether it counts from empty or from the end of the race differs between them.)
 */
export function fuelEvaluator(rule: FuelRule): RuleEvaluator {
  const initial = unknowns(USES + MOST);
  initial[TOLD] = 0;
  return {
    rule,
    initial,
    channels: [...Object.keys(AT), "pitStatus"],
    sample(state, row, session, raise) {
      const isLitres = Number.isNaN(row[AT.fuelMass]);
      const fuel = isLitres ? (AT.fuelLitres < row.length ? row[AT.fuelLitres] : Number.NaN) : row[AT.fuelMass];
      const lap = row[AT.lapNumber];
      if (!Number.isNaN(lap) && lap !== state[LAP]) {
        const use = state[FUEL] - state[NOW];
        if (lap === state[LAP] + 1 && state[TOUCHED] === 0 && use > 0) {
          state.copyWithin(USES + 1, USES, USES + MOST - 1);
          state[USES] = use;
        }
        // the first lap seen may have begun before
        state[TOUCHED] = lap === state[LAP] + 1 ? 0 : 1;
        state[LAP] = lap;
        state[FUEL] = state[NOW];
        const from = state[SINCE];
        state[SINCE] = row[AT.sessionTime];
        const each = meanUse(state);
        const left = session.raceLaps - (lap - 1);
        const enough = state[NOW] / each;
        const short = left + rule.reserveLaps - enough;
        if (state[TOLD] === 1) {
          if (short <= -BACK) state[TOLD] = 0;
        } else if (short > 0 && left > 0) {
          state[TOLD] = 1;
          const unit = isLitres ? "l" : "kg";
          raise({
            ...{value: enough, limit: left, unit: "laps", channel: isLitres ? "fuelLitres" : "fuelMass", lap},
            ...{words: `${(short * each).toFixed(1)} ${unit} short at ${each.toFixed(2)} ${unit} a lap`},
            ...{fromTime: from, toTime: row[AT.sessionTime]},
          });
        }
      }
      if (!Number.isNaN(fuel)) state[NOW] = fuel;
      if (isTouched(row, session)) state[TOUCHED] = 1;
    },
  };
}

/** NaN before two racing laps. */
function meanUse(state: Float64Array): number {
  let sum = 0;
  let n = 0;
  for (let i = 0; i < MOST; i++)
    if (!Number.isNaN(state[USES + i])) {
      sum += state[USES + i];
      n++;
    }
  return n >= FEWEST ? sum / n : Number.NaN;
}
