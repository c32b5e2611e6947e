import {readMathChannels, writeMathChannels} from "../../loaders/workspace/mathChannelsStore.js";
import {evaluateProgram} from "../../src/core/expressions/evaluate.js";
import {EXAMPLES} from "../../src/core/expressions/examples.js";
import {MATH_CHANNELS_FILE, type MathChannel, mathChannelsFromFile} from "../../src/core/expressions/mathChannels.js";
import {compileExpressions} from "../../src/core/expressions/program.js";
import {LapError} from "../../src/core/laps/open/archivedLap.js";
import {parseLapName} from "../commands/lapName.js";
import {HttpError} from "../httpError.js";
import {mathLap} from "../mathLap.js";
import {workspaceFileWriter} from "../workspaceFile.js";
import {operation} from "./operation.js";
import {lapParam, numberOrNull, z} from "./schemas.js";

const mathChannel = z
  .object({name: z.string(), expression: z.string(), unit: z.string().optional(), about: z.string().optional()})
  .openapi("MathChannel");

const write = workspaceFileWriter<MathChannel>({
  name: MATH_CHANNELS_FILE,
  what: "the math channels",
  list: "channels",
  check: (body) => mathChannelsFromFile(body).channels,
  read: readMathChannels,
  none: EXAMPLES,
  write: (recordings, channels) =>
    writeMathChannels(recordings, {format: "lapbook-math-channels", version: 1, channels: [...channels]}),
  fault: newFault,
});

export const MATH_OPERATIONS = [
  operation({
    id: "getMathChannels",
    method: "get",
    path: "/math-channels",
    tag: "samples",
    summary: "The math channels of the workspace",
    answer: z.object({channels: z.array(mathChannel)}),
    run: async (_, {recordings}) => ({channels: [...(await readMathChannels(recordings))]}),
  }),
  operation({
    id: "putMathChannels",
    method: "put",
    path: "/math-channels",
    tag: "samples",
    summary: "Replaces the math channels",
    description:
      "`before` are the channels that the edit began with, the examples where there is no file: it is 409 when there are others now, unless `over` is true. A new or changed channel whose expression is wrong is refused with the character.",
    body: z
      .looseObject({
        ...{format: z.literal("lapbook-math-channels"), version: z.literal(1), channels: z.array(z.unknown()).max(200)},
        before: z.array(z.unknown()).optional(),
        over: z.boolean().optional(),
      })
      .openapi("MathChannelsEdit"),
    refusals: [409, 507],
    answer: z.object({saved: z.number().int()}),
    run: ({body}, {recordings}) => write(recordings, body),
  }),
  operation({
    id: "evaluateMath",
    method: "get",
    path: "/laps/{lap}/math",
    tag: "samples",
    summary: "An expression of channels, or a math channel of the workspace, over a lap",
    description: "docs/math-channels.md has the language.",
    params: lapParam,
    query: z.object({
      expression: z.string().min(1).max(1000).describe("or the name of a math channel"),
      unit: z
        .string()
        .min(1)
        .max(60)
        .optional()
        .describe("of the result; as the expression results where it is left out"),
    }),
    refusals: [422],
    answer: z.object({
      lap: z.string(),
      time: z.array(numberOrNull).describe("since the start of the lap, s"),
      distance: z.array(numberOrNull).describe("m"),
      outputs: z.array(z.object({name: z.string(), unit: z.string(), kind: z.string(), values: z.array(numberOrNull)})),
    }),
    async run({params, query}, {archive, recordings}) {
      const channels = await readMathChannels(recordings);
      const {expression, unit} = query;
      const known = channels.find(({name}) => name === expression);
      const wanted = {...(known ?? {name: expression, expression}), ...(unit !== undefined && {unit})};
      const {program, failed} = compileExpressions([wanted], channels);
      if (failed.length)
        throw new HttpError(400, `character ${failed[0].error.at.start + 1}: ${failed[0].error.message}`);
      const {name, samples, time, distance} = await mathLap(archive, parseLapName(params.lap));
      const missing = program.channels.filter((channel) => !samples.has(channel));
      if (missing.length) throw new LapError(`${name} has no ${missing.join(", ")}`);
      const columns = evaluateProgram(program, samples);
      return {
        ...{lap: name, time: [...time], distance: [...distance]},
        outputs: program.outputs.map(({name: output, unit: inUnit, kind}, k) => ({
          ...{name: output, unit: inUnit, kind, values: [...columns[k]!]},
        })),
      };
    },
  }),
];

/** A channel that is wrong as it was in the file, edited by hand, does not keep the others from being saved. */
function newFault(_: string, channels: readonly MathChannel[], before: readonly MathChannel[]): string | undefined {
  const asBefore = ({name, expression}: MathChannel) =>
    before.some((one) => one.name === name && one.expression === expression);
  const fault = compileExpressions(channels).failed.find(
    ({name}) => !asBefore(channels.find((channel) => channel.name === name)!),
  );
  return fault && `${fault.name}, character ${fault.error.at.start + 1}: ${fault.error.message}`;
}
