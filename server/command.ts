import type {Config, OptionValues} from "./config.js";
import {UsageError} from "./userError.js";

export interface CommandOption {
  type: "string" | "boolean";
  short?: string;
  default?: string | boolean;
  /** may be given several times: the values are joined by newlines */
  multiple?: true;
  describe: string;
}

/** One file of server/commands exports one of these as `command`. */
export interface CliCommand {
  name: string;
  /** one sentence */
  summary: string;
  /** arguments and options: "FILE… [--out DIR]" */
  usage: string;
  /** besides --help, --json and --recordings, which every command has */
  options: Record<string, CommandOption>;
  /** works in calls that nothing can interrupt: a signal ends the process, and `signal` is never aborted */
  isBlocking?: true;
  /** resolves to the exit code: 0 success, 1 bad input; throws a UserError for a one-line failure, a UsageError for wrong usage */
  run(context: CommandContext): Promise<number>;
}

export interface CommandContext {
  values: OptionValues;
  positionals: string[];
  /** standard output: with --json, only JSON is written here */
  out: (text: string) => void;
  /** standard error */
  log: (text: string) => void;
  json: boolean;
  /** fraction 0–1, NaN when the total is not known; shown on a terminal only */
  progress: (fraction: number, text: string) => void;
  /** aborted by SIGINT and SIGTERM, unless the command is blocking */
  signal: AbortSignal;
  config: Config;
}

/** A numeric option within bounds; undefined when it is not given. Throws `invalid --port: abc` otherwise, with what the caller takes beside numbers. */
export function numberOption(
  values: OptionValues,
  name: string,
  {
    min = -Infinity,
    max = Infinity,
    integer = false,
    otherwise = "",
  }: {min?: number; max?: number; integer?: boolean; otherwise?: string} = {},
): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const value = typeof text === "string" && text.trim() !== "" ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max) || (integer && !Number.isInteger(value)))
    throw new UsageError(`invalid --${name}: ${text}${expected(min, max, integer)}${otherwise && `, or ${otherwise}`}`);
  return value;
}

function expected(min: number, max: number, integer: boolean): string {
  const what = integer ? "a whole number" : "a number";
  if (Number.isFinite(min) && Number.isFinite(max)) return `; expected ${what} from ${min} to ${max}`;
  if (Number.isFinite(min)) return `; expected ${what} of ${min} or more`;
  return Number.isFinite(max) ? `; expected ${what} up to ${max}` : `; expected ${what}`;
}

/** An option's text; undefined when it is not given. */
export function stringOption(values: OptionValues, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}
