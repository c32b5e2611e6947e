import {afterStartLine, type Samples} from "../archive/samples.js";
import {evaluateProgram} from "./evaluate.js";
import type {MathChannel} from "./mathChannels.js";
import {compileExpressions, type ExpressionProgram, type FailedExpression, type ProgramOutput} from "./program.js";

/** A column of a math channel, and how it is computed. */
export interface MathOutput {
  output: ProgramOutput;
  /** of the output in its program */
  index: number;
  program: ExpressionProgram;
  channel: MathChannel;
}

/** Math channels that were checked, each ready to be computed alone: only what is asked for is computed. */
export interface MathPrograms {
  /** by the name of the output: "Grip", of four wheels "Slip FL" */
  outputs: ReadonlyMap<string, MathOutput>;
  failed: readonly FailedExpression[];
}

/** Checks math channels, which may refer to all; those that are wrong are listed in `failed` and spoil no other. */
export function mathPrograms(channels: readonly MathChannel[], all: readonly MathChannel[] = channels): MathPrograms {
  const outputs = new Map<string, MathOutput>();
  const failed: FailedExpression[] = [];
  for (const channel of channels) {
    const {program, failed: faults} = compileExpressions([channel], all);
    failed.push(...faults);
    for (const [index, output] of program.outputs.entries())
      outputs.set(output.name, {output, index, program, channel});
  }
  return {outputs, failed};
}

/** Samples with the math channels beside the recorded ones: `values("Combined g")`. They are computed when they are asked for. */
export function withMathChannels(samples: Samples, {outputs}: MathPrograms): Samples {
  const computed = new Map<ExpressionProgram, (Float64Array | undefined)[]>();
  const own = new Set(samples.names);
  const added = [...outputs.values()]
    .filter(({output}) => !own.has(output.name) && output.channels.every((name) => own.has(name)))
    .map(({output}) => output.name);
  const names = new Set(added);
  return {
    rows: samples.rows,
    names: [...samples.names, ...added],
    has: (name) => names.has(name) || samples.has(name),
    values(name) {
      if (!names.has(name)) return samples.values(name);
      const {program, index} = outputs.get(name)!;
      let columns = computed.get(program);
      if (!columns) computed.set(program, (columns = evaluateProgram(program, samples)));
      return columns[index]!;
    },
    isDiscrete: (name) =>
      names.has(name) ? outputs.get(name)!.output.kind !== "continuous" : samples.isDiscrete?.(name),
  };
}

/** Samples as they were recorded, with the math channels of the lap alone: before the start line these have no values. */
export function recordedWithMath(recorded: Samples, programs: MathPrograms): Samples {
  const lap = afterStartLine(recorded);
  const before = recorded.rows - lap.rows;
  const all = withMathChannels(lap, programs);
  if (before === 0) return all;
  return {
    ...all,
    rows: recorded.rows,
    values(name) {
      if (recorded.has(name)) return recorded.values(name);
      const values = new Float64Array(recorded.rows).fill(Number.NaN);
      values.set(all.values(name), before);
      return values;
    },
  };
}
