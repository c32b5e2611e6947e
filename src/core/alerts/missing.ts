import {rowIndices} from "../channels/telemetryRow.js";
import type {MathChannel} from "../expressions/mathChannels.js";
import {type RuleEvaluator, unknowns} from "./evaluator.js";
import type {MissingRule} from "./rule.js";
import {SampleValue} from "./sampleValue.js";

const AT = rowIndices("sessionTime lapNumber");

const SEEN = 0;
const TOLD = 1;

/**
 * A value that was there is missing for `forS` seconds of session time. Where samples of the car are missing altogether, this is known with
 * the next one. A value that never came is not missed: the game does not send it.
 */
export function missingEvaluator(rule: MissingRule, mathChannels: readonly MathChannel[]): RuleEvaluator {
  const value = new SampleValue(rule.value, undefined, mathChannels);
  const outputs = value.values.length;
  return {
    rule,
    initial: unknowns(2 * outputs),
    channels: [...Object.keys(AT), ...value.reads],
    sample(state, row, _session, raise) {
      const time = row[AT.sessionTime];
      value.read(row);
      for (let k = 0; k < outputs; k++) {
        const at = 2 * k;
        if (state[at + TOLD] !== 1 && time - state[at + SEEN] >= rule.forS) {
          state[at + TOLD] = 1;
          raise({
            ...{value: time - state[at + SEEN], limit: rule.forS, unit: "s", channel: value.names[k]},
            ...{wheel: value.wheels[k], lap: row[AT.lapNumber], fromTime: state[at + SEEN], toTime: time},
          });
        }
        if (Number.isNaN(value.values[k])) continue;
        state[at + SEEN] = time;
        state[at + TOLD] = 0;
      }
    },
  };
}
