import {kindOf} from "../compute.js";
import {FREQUENCY, timesPower} from "../dimension.js";
import {perUnit, timesUnit} from "../joinUnits.js";
import {type Call, type ExpressionFunction, numberArgument, overTime, plainForm, runsOf, sameForm} from "./call.js";

/** Functions that look at other samples of the lap. */
export const TIME_FUNCTIONS: Readonly<Record<string, ExpressionFunction>> = {
  derivative: {
    usage: "derivative(x) or derivative(x, distance)",
    about: "change per second, or per unit of another channel",
    args: [1, 2],
    apply(call) {
      const [x, y = call.channel("sessionTime")] = call.args;
      const dimension = timesPower(x.dimension, y.dimension, -1);
      const form = {...plainForm(call.at), dimension, unit: perUnit(x.unit, y.unit)};
      return call.compute.apply("derivative", [x, y, runsOf(call, x, y)], form);
    },
  },
  integrate: {
    usage: "integrate(x) or integrate(x, distance)",
    about: "sum over time, or over another channel, since the start of the lap",
    args: [1, 2],
    apply(call) {
      const [x, y = call.channel("sessionTime")] = call.args;
      call.compute.refusePoints(x, "integrated");
      const dimension = timesPower(x.dimension, y.dimension);
      const form = {...plainForm(call.at), dimension, unit: timesUnit(x.unit, y.unit)};
      return call.compute.apply("integral", [x, y, runsOf(call, x, y)], form);
    },
  },
  smooth: {
    usage: "smooth(x, 0.2 s)",
    about: "mean over a window of time about each sample; moves nothing in time",
    args: [2, 2],
    apply: (call) => overTime("smooth", call, [numberArgument(call, 1, {least: 0, most: 60})], {kind: "continuous"}),
  },
  lowpass: {
    usage: "lowpass(x, 2 Hz)",
    about: "first-order low pass with that cut-off; needs no later samples",
    args: [2, 2],
    apply(call) {
      const cutoff = numberArgument(call, 1, {least: 0, most: 1e6, dimension: FREQUENCY, example: "2 Hz"});
      return overTime("lowpass", call, [cutoff], {kind: "continuous"});
    },
  },
  shift: {
    usage: "shift(x, 0.1 s)",
    about: "the value so much earlier; with a negative time later",
    args: [2, 2],
    apply(call) {
      const kind = kindOf([call.args[0]]);
      return overTime("shift", call, [numberArgument(call, 1, {least: -600, most: 600}), kind === "discrete" ? 1 : 0]);
    },
  },
  previous: {
    usage: "previous(x)",
    about: "the sample before; unknown at the first one after a gap",
    args: [1, 1],
    apply: (call) =>
      call.compute.apply("previous", [call.args[0], runsOf(call, call.args[0])], sameForm(call.args[0], call.at)),
  },
  hold: {
    usage: "hold(x, 1 s)",
    about: "the last known value, for so long",
    args: [2, 2],
    apply(call) {
      const [x] = call.args;
      const seconds = numberArgument(call, 1, {least: 0, most: 3600});
      return call.compute.apply("hold", [x, call.channel("sessionTime")], sameForm(x, call.at), [seconds]);
    },
  },
  count: {
    usage: "count(brake > 5 %)",
    about: "how often a condition has become true in this lap",
    args: [1, 1],
    apply: ({args: [x], at, compute}) =>
      compute.apply("count", [compute.condition(x)], {...plainForm(at), kind: "discrete"}),
  },
  lapMin: {
    usage: "lapMin(x)",
    about: "the smallest value of the lap, at every sample; live: so far",
    args: [1, 1],
    apply: ({args: [x], at, compute}) => compute.apply("lapMin", [x], sameForm(x, at)),
  },
  lapMax: {
    usage: "lapMax(x)",
    about: "the largest value of the lap, at every sample; live: so far",
    args: [1, 1],
    apply: ({args: [x], at, compute}) => compute.apply("lapMax", [x], sameForm(x, at)),
  },
  lapMean: {
    usage: "lapMean(x)",
    about: "the mean over the time of the lap, at every sample; live: so far",
    args: [1, 1],
    apply: (call: Call) => overTime("lapMean", call, [], {kind: "continuous"}),
  },
};
