import type {Config, OptionValues} from "./config.js";
import {UsageError} from "./userError.js";

export interface CommandOption {
  type: "string" | "boolean";
  short?: string;
  default?: string | boolean;
  /** may be given several times: its value is then a line each */
  multiple?: true;
  describe: string;
}

/** One file of server/commands exports one of these as `command`. */
export interface CliCommand {
  name: string;
  /** a line for the list of commands */
  summary: string;
  /** what follows the command's name: "FILE… [--out DIR]" */
  usage: string;
  /** besides --help, --json and --recordings, which every command has */
  options: Record<string, CommandOption>;
  /** the exit code: 0 done, 1 bad input. Throw UserError for a one-line failure, UsageError for misuse. */
  run(context: CommandContext): Promise<number>;
}

export interface CommandContext {
  values: OptionValues;
  positionals: string[];
  /** standard output: with --json, only JSON goes here */
  out: (text: string) => void;
  /** standard error */
  log: (text: string) => void;
  json: boolean;
  /** fraction 0–1, NaN when the end is not known; drawn on a terminal only */
  progress: (fraction: number, text: string) => void;
  /** aborted by SIGINT and SIGTERM */
  signal: AbortSignal;
  config: Config;
}

/**
 * A numeric option within bounds; undefined when it was not given. Throws `invalid --port: abc` otherwise.
 */
export function numberOption(
  values: OptionValues,
  name: string,
  {min = -Infinity, max = Infinity, integer = false}: {min?: number; max?: number; integer?: boolean} = {},
): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const value = typeof text === "string" && text.trim() !== "" ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max) || (integer && !Number.isInteger(value)))
    throw new UsageError(`invalid --${name}: ${text}`);
  return value;
}

/** An option's text; undefined when it was not given. */
export function stringOption(values: OptionValues, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}
