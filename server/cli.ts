import type {Writable} from "node:stream";
import {parseArgs} from "node:util";
import {closestName} from "../src/core/channels/closestName.js";
import type {CliCommand, CommandOption} from "./command.js";
import {COMMANDS} from "./commands/index.js";
import {type OptionValues, ROOT, readConfig} from "./config.js";
import {ENVIRONMENT, loadEnvFiles} from "./environment.js";
import {logLine} from "./logLine.js";
import {progressBar, type Terminal} from "./progressBar.js";
import {isBadInput, oneLine, UsageError, UserError} from "./userError.js";

const COMMON: Record<string, CommandOption> = {
  recordings: {type: "string", describe: "folder of the archive (environment RECORDINGS)"},
  json: {type: "boolean", describe: "JSON on standard output, everything else on standard error"},
  help: {type: "boolean", short: "h", describe: "show this help"},
};

/** Runs a command; resolves to the exit code: 0 success, 1 bad input, 2 wrong usage, 130 interrupted. */
export async function main(
  args: string[],
  {stdout, stderr}: {stdout: Writable; stderr: Terminal} = process,
): Promise<number> {
  const bar = progressBar(stderr);
  const out = (text: string): void => {
    bar.clear();
    stdout.write(`${text}\n`);
  };
  let lineOf = (text: string): string => text;
  const log = (text: string): void => {
    bar.clear();
    stderr.write(`${lineOf(text)}\n`);
  };
  const interrupt = new AbortController();
  const stop = (): void => {
    // A second signal ends a command that does not end by itself.
    if (interrupt.signal.aborted) process.exit(130);
    interrupt.abort();
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  if (process.env.npm_lifecycle_event) whenOrphaned(stop);
  // `lapbook laps | head` closes our output: no failure.
  stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  try {
    loadEnvFiles([process.cwd(), ROOT], process.env, log);
    lineOf = logLine(process.env);
    const [name, ...rest] = args;
    if (name === undefined || name === "help" || name === "--help" || name === "-h") {
      out(rest[0] === "environment" ? environment() : overview());
      return name === undefined ? 2 : 0;
    }
    const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!entry)
      throw new UsageError(
        `unknown command: ${name}${didYouMean(name, Object.keys(COMMANDS)) || "; lapbook --help lists the commands"}`,
      );
    const {command} = await entry.load();
    if (command.isBlocking) process.off("SIGINT", stop).off("SIGTERM", stop);
    const {values, positionals} = parse(command, rest);
    if (values.help) {
      out(help(command));
      return 0;
    }
    return await command.run({
      values,
      positionals,
      out,
      log,
      json: values.json === true,
      progress: bar.update,
      signal: interrupt.signal,
      config: readConfig(process.env, values),
    });
  } catch (error) {
    if (interrupt.signal.aborted && isAbort(error)) return 130;
    const isExpected = isBadInput(error) || isSystemError(error);
    log(`lapbook: ${isExpected ? oneLine(error) : ((error as Error)?.stack ?? String(error))}`);
    return error instanceof UserError ? error.exitCode : 1;
  } finally {
    bar.clear();
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}

/** npm does not pass SIGTERM through its shell: without this check, the server would keep running and hold its port. */
function whenOrphaned(stop: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, 500);
  timer.unref();
}

function parse(command: CliCommand, args: string[]): {values: OptionValues; positionals: string[]} {
  const options = {...COMMON, ...command.options};
  const known = Object.fromEntries(
    Object.entries(options).map(([name, {type, short, default: value, multiple}]) => [
      name,
      {type, ...(short && {short}), ...(value !== undefined && {default: value}), ...(multiple && {multiple})},
    ]),
  );
  try {
    const {values, positionals} = parseArgs({args, options: known, allowPositionals: true});
    if (positionals.length > 0 && !values.help && !takesNames(command))
      throw new UsageError(`unexpected argument: ${positionals[0]}; see lapbook ${command.name} --help`);
    const single = Object.entries(values).map(([name, v]) => [name, Array.isArray(v) ? v.join("\n") : v]);
    return {values: Object.fromEntries(single) as OptionValues, positionals};
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const ambiguous = /^Option '(--[\w-]+)\b.*argument is ambiguous/.exec((error as Error).message);
    if (ambiguous)
      throw new UsageError(`invalid ${ambiguous[1]}: a value that begins with - is written ${ambiguous[1]}=-1`);
    const unknown = /^Unknown option '(-+)([^']+)'/.exec((error as Error).message);
    if (!unknown) throw new UsageError((error as Error).message.split(/\. |\n/)[0]);
    const hint = didYouMean(unknown[2], Object.keys(options), "--");
    throw new UsageError(`unknown option: ${unknown[1]}${unknown[2]}${hint || `; see lapbook ${command.name} --help`}`);
  }
}

/** Whether a command's usage has anything but options. */
function takesNames({usage}: CliCommand): boolean {
  return usage.replace(/\[--[^\]]*(\[[^\]]*\][^\]]*)*\]…?/g, "").trim() !== "";
}

function didYouMean(name: string, names: string[], prefix = ""): string {
  const found = closestName(name, names);
  return found ? `; did you mean ${prefix}${found}?` : "";
}

function overview(): string {
  const commands = aligned(Object.entries(COMMANDS).map(([name, {summary}]) => [name, summary]));
  return `usage: lapbook <command> [options]\n\n${commands}\n\nlapbook <command> --help describes a command; lapbook help environment lists the environment variables.`;
}

function environment(): string {
  const variables = aligned(Object.entries(ENVIRONMENT));
  return `environment variables, also read from .env in the working folder and in Lapbook's folder\n\n${variables}`;
}

function help(command: CliCommand): string {
  const rows = Object.entries({...command.options, ...COMMON}).map(([name, option]): [string, string] => {
    const left = `${option.short ? `-${option.short}, ` : ""}--${name}${option.type === "string" ? " VALUE" : ""}`;
    const given = option.default === undefined || option.default === false ? "" : ` (default ${option.default})`;
    return [left, `${option.describe}${given}`];
  });
  return `usage: lapbook ${command.name} ${command.usage}\n\n${command.summary}\n\n${aligned(rows)}`;
}

/** Two columns of text. */
function aligned(rows: readonly [left: string, right: string][]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
}

function isAbort(error: unknown): boolean {
  return (
    error instanceof Error && (error.name === "AbortError" || (error as NodeJS.ErrnoException).code === "ABORT_ERR")
  );
}

/** ENOENT, EACCES, ENOSPC …: the message names the file, so no stack is needed. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === "string";
}
