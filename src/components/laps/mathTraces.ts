import type {MathChannel} from "../../core/expressions/mathChannels.js";
import {type MathPrograms, mathPrograms, withMathChannels} from "../../core/expressions/mathSamples.js";
import {computedChannel, type TraceChannel} from "./traceChannels.js";
import {channelValues, type TraceLap} from "./traceLap.js";

/**
 * Adds math channels to laps, so that charts and cells find them among the samples, and gives them as charts draw them. Channels that are
 * wrong, or that no lap has the columns for, are left out.
 */
export function addMathChannels(laps: readonly TraceLap[], channels: readonly MathChannel[]): TraceChannel[] {
  return addMathPrograms(laps, mathPrograms(channels));
}

/** As addMathChannels, of channels that were checked. */
export function addMathPrograms(laps: readonly TraceLap[], programs: MathPrograms): TraceChannel[] {
  for (const lap of laps) lap.samples = withMathChannels(lap.samples, programs);
  return traceChannels(programs, laps);
}

/** Math channels as charts draw them; without laps their digits are those of their units. */
export function traceChannels({outputs}: MathPrograms, laps: readonly TraceLap[] = []): TraceChannel[] {
  return [...outputs.values()].map(({output: {name, unit, kind}, channel: {about = ""}}) =>
    computedChannel({
      ...{id: name, label: name, unit, note: about},
      kind: kind === "condition" ? "state" : kind === "discrete" ? "step" : "line",
      ...(kind !== "continuous" ? {digits: 0} : laps.length ? {digits: digitsFor(laps, name)} : {}),
      values: (lap) => channelValues(lap, name),
    }),
  );
}

/** Three digits of the largest value: units that an expression makes have no usual size. */
function digitsFor([first]: readonly TraceLap[], name: string): number {
  const values = first && channelValues(first, name);
  const largest = values?.reduce((most, v) => (Number.isNaN(v) ? most : Math.max(most, Math.abs(v))), 0) ?? 0;
  return largest > 0 ? Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(largest)))) : 2;
}
