import {Hono} from "hono";
import {readMathChannels, writeMathChannels} from "../../loaders/workspace/mathChannelsStore.js";
import {
  type MathChannel,
  type MathChannelsFile,
  mathChannelsFromFile,
} from "../../src/core/expressions/mathChannels.js";
import {compileExpressions} from "../../src/core/expressions/program.js";
import type {AppOptions} from "../appOptions.js";
import {HttpError} from "../httpError.js";
import {jsonBody} from "./jsonBody.js";

/**
 * PUT /api/math-channels: the math channels of the workspace, see MathChannelsFile; they are checked whole before they replace the earlier
 * ones. (GET: recordings/math-channels.json, as on a static host; the library index says whether it is there.)
 */
export function mathChannelsRoute({recordings}: AppOptions): Hono {
  return new Hono().put("/", async (c) => {
    const file = checked(await jsonBody(c.req.raw));
    const before = await readMathChannels(recordings).catch(() => []);
    refuseFaults(file.channels, before);
    await writeMathChannels(recordings, file);
    return c.json({saved: file.channels.length});
  });
}

function checked(body: unknown): MathChannelsFile {
  try {
    return mathChannelsFromFile(body);
  } catch (error) {
    throw new HttpError(400, (error as Error).message);
  }
}

/** A channel that is wrong as it was in the file, edited by hand, does not keep the others from being saved. */
function refuseFaults(channels: readonly MathChannel[], before: readonly MathChannel[]): void {
  const asBefore = ({name, expression}: MathChannel) =>
    before.some((one) => one.name === name && one.expression === expression);
  const fault = compileExpressions(channels).failed.find(
    ({name}) => !asBefore(channels.find((channel) => channel.name === name)!),
  );
  if (fault) {
    const {message, at} = fault.error;
    throw new HttpError(400, `${fault.name}, character ${at.start + 1}: ${message}`);
  }
}
