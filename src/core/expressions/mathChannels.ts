import {FUNCTIONS} from "./functions/functions.js";
import {namedChannels} from "./names.js";
import {unitOf} from "./unit.js";

/** A channel that a user computes from others. */
export interface MathChannel {
  name: string;
  expression: string;
  /** in which it is shown; absent: as the expression results */
  unit?: string;
  /** what it tells, in a sentence */
  about?: string;
}

/** The math channels of a workspace: `math-channels.json` in the folder of recordings. */
export interface MathChannelsFile {
  format: "lapbook-math-channels";
  version: 1;
  channels: MathChannel[];
}

export const MATH_CHANNELS_FILE = "math-channels.json";

const MOST_CHANNELS = 200;
const MOST_NAME = 60;
const MOST_EXPRESSION = 1000;
const MOST_ABOUT = 300;

/**
 * A file of math channels from the result of JSON.parse. Expressions are not checked here: one that is wrong spoils no other. Throws on
 * anything else, with the channel and the value.
 */
export function mathChannelsFromFile(value: unknown): MathChannelsFile {
  const file = fieldsOf(value, "not math channels");
  if (file.format !== "lapbook-math-channels")
    throw new Error("not math channels: format must be lapbook-math-channels");
  if (file.version !== 1) throw new Error(`unknown version of math channels: ${String(file.version)}`);
  if (!Array.isArray(file.channels) || file.channels.length > MOST_CHANNELS)
    throw new Error(`invalid channels: expected a list of at most ${MOST_CHANNELS}`);
  const channels = file.channels.map((channel, i) => channelFrom(channel, `channel ${i + 1}`));
  const names = new Set<string>();
  for (const {name} of channels) {
    if (names.has(name)) throw new Error(`two channels are called ${name}`);
    names.add(name);
  }
  return {format: "lapbook-math-channels", version: 1, channels};
}

/** Why a name can't be a math channel's; undefined where it can. */
export function nameFault(name: string): string | undefined {
  if (name.trim() === "") return "it needs a name";
  if (name !== name.trim() || /["'\\\p{Cc}]/u.test(name))
    return "a name has no quotes, backslashes or spaces at its ends";
  if (name.length > MOST_NAME) return `a name has at most ${MOST_NAME} characters`;
  if (namedChannels(name, {quoted: true})) return `${name} is the name of a recorded channel`;
  if (FUNCTIONS.has(name) || ["nan", "pi", "and", "or", "not"].includes(name))
    return `${name} is a word of expressions`;
  return undefined;
}

function channelFrom(value: unknown, where: string): MathChannel {
  const {name, expression, unit, about} = fieldsOf(value, `invalid ${where}`);
  const own = text(name, `name of ${where}`, MOST_NAME);
  const fault = nameFault(own);
  if (fault) throw new Error(`invalid name of ${where}: ${fault}`);
  const declared = unit === undefined ? undefined : text(unit, `unit of ${own}`, MOST_NAME);
  if (declared !== undefined && !unitOf(declared)) throw new Error(`unknown unit of ${own}: ${declared}`);
  return {
    name: own,
    expression: text(expression, `expression of ${own}`, MOST_EXPRESSION),
    ...(declared !== undefined && {unit: declared}),
    ...(about !== undefined && {about: text(about, `about of ${own}`, MOST_ABOUT)}),
  };
}

function fieldsOf(value: unknown, message: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(message);
  return value as Record<string, unknown>;
}

function text(value: unknown, what: string, most: number): string {
  if (typeof value !== "string" || value.length > most)
    throw new Error(`invalid ${what}: expected a text of at most ${most} characters`);
  return value;
}
