import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {EXAMPLES} from "../../src/core/expressions/examples.js";
import {
  MATH_CHANNELS_FILE,
  type MathChannel,
  type MathChannelsFile,
  mathChannelsFromFile,
} from "../../src/core/expressions/mathChannels.js";
import {writeWhole} from "../archive/writeWhole.js";

/** The math channels of a workspace: those of its file, else the examples. Throws `math-channels.json: …` on damage. */
export async function readMathChannels(recordings: string): Promise<readonly MathChannel[]> {
  try {
    return mathChannelsFromFile(JSON.parse(await readFile(join(recordings, MATH_CHANNELS_FILE), "utf8"))).channels;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return EXAMPLES;
    throw new Error(`${MATH_CHANNELS_FILE}: ${(error as Error).message}`, {cause: error});
  }
}

/** Writes math channels, a field a line, so that they can be edited by hand and compared. */
export async function writeMathChannels(recordings: string, file: MathChannelsFile): Promise<void> {
  await writeWhole(join(recordings, MATH_CHANNELS_FILE), `${JSON.stringify(file, null, 2)}\n`);
}
