import {isDeepStrictEqual} from "node:util";
import {Hono} from "hono";
import {readMathChannels, writeMathChannels} from "../../loaders/workspace/mathChannelsStore.js";
import {EXAMPLES} from "../../src/core/expressions/examples.js";
import {
  MATH_CHANNELS_FILE,
  type MathChannel,
  type MathChannelsFile,
  mathChannelsFromFile,
} from "../../src/core/expressions/mathChannels.js";
import {compileExpressions} from "../../src/core/expressions/program.js";
import {serial} from "../../src/core/tasks/serial.js";
import type {AppOptions} from "../appOptions.js";
import {HttpError} from "../httpError.js";
import {jsonBody} from "./jsonBody.js";

/**
 * PUT /api/math-channels: the math channels of the workspace, see MathChannelsFile; they are checked whole before they replace the earlier
 * ones. `before` are the channels that the edit began with: it is 409 when others are there now, or when it is absent, unless `over` says to
 * replace what is there or there is no file. A file that can't be read is never replaced (409). Pages read the file itself, recordings/math-channels.json, as on a static host; the library index says whether there is one.
 */
export function mathChannelsRoute({recordings}: AppOptions): Hono {
  const inOrder = serial();
  return new Hono().put("/", async (c) => {
    const body = await jsonBody(c.req.raw);
    const file = checked(body);
    const {format, version} = file;
    const began = body.before === undefined ? undefined : checked({format, version, channels: body.before}).channels;
    await inOrder(async () => {
      const now = await present(recordings);
      const isSame = began ? isDeepStrictEqual(began, now) : now === EXAMPLES;
      if (!isSame && body.over !== true)
        throw new HttpError(409, "the math channels were changed elsewhere since you opened them");
      refuseFaults(file.channels, now);
      await write(recordings, file);
    });
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

/** The channels of the file; `EXAMPLES` itself where there is none. */
async function present(recordings: string): Promise<readonly MathChannel[]> {
  try {
    return await readMathChannels(recordings);
  } catch (error) {
    const code = codeOf((error as Error).cause);
    throw new HttpError(409, code ? `${MATH_CHANNELS_FILE}: cannot be read (${code})` : (error as Error).message);
  }
}

/** The system's own message would tell where the server keeps its files, and an ENOENT would read as an unknown address. */
async function write(recordings: string, file: MathChannelsFile): Promise<void> {
  try {
    await writeMathChannels(recordings, file);
  } catch (error) {
    const code = codeOf(error);
    const isFull = code === "ENOSPC" || code === "EDQUOT";
    throw new HttpError(isFull ? 507 : 500, `${MATH_CHANNELS_FILE}: cannot be written (${code ?? "unknown reason"})`);
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
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
