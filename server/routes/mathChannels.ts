import type {Hono} from "hono";
import {readMathChannels, writeMathChannels} from "../../loaders/workspace/mathChannelsStore.js";
import {EXAMPLES} from "../../src/core/expressions/examples.js";
import {MATH_CHANNELS_FILE, type MathChannel, mathChannelsFromFile} from "../../src/core/expressions/mathChannels.js";
import {compileExpressions} from "../../src/core/expressions/program.js";
import type {AppOptions} from "../appOptions.js";
import {workspaceFileRoute} from "./workspaceFile.js";

/** PUT /api/math-channels: the math channels of the workspace, see MathChannelsFile and workspaceFileRoute. */
export function mathChannelsRoute({recordings}: AppOptions): Hono {
  return workspaceFileRoute<MathChannel>({
    name: MATH_CHANNELS_FILE,
    what: "the math channels",
    list: "channels",
    check: (body) => mathChannelsFromFile(body).channels,
    read: () => readMathChannels(recordings),
    none: EXAMPLES,
    write: (channels) =>
      writeMathChannels(recordings, {format: "lapbook-math-channels", version: 1, channels: [...channels]}),
    fault: newFault,
  });
}

/** A channel that is wrong as it was in the file, edited by hand, does not keep the others from being saved. */
function newFault(channels: readonly MathChannel[], before: readonly MathChannel[]): string | undefined {
  const asBefore = ({name, expression}: MathChannel) =>
    before.some((one) => one.name === name && one.expression === expression);
  const fault = compileExpressions(channels).failed.find(
    ({name}) => !asBefore(channels.find((channel) => channel.name === name)!),
  );
  return fault && `${fault.name}, character ${fault.error.at.start + 1}: ${fault.error.message}`;
}
