import {setTimeout as sleep} from "node:timers/promises";
import {askRunning} from "../askRunning.js";
import {type CliCommand, type CommandContext, numberOption} from "../command.js";
import {parseMetrics, type TopSnapshot} from "../top/snapshot.js";
import {topLines} from "../top/topLines.js";
import {oneLine, UserError} from "../userError.js";

/** The terminal's other screen: what was there before comes back at the end. */
const SCREEN = {
  enter: "\x1b[?1049h\x1b[?25l",
  leave: "\x1b[?25h\x1b[?1049l",
  home: "\x1b[H",
  endOfLine: "\x1b[K",
  rest: "\x1b[J",
};

export const command: CliCommand = {
  name: "top",
  summary: "Shows a running Lapbook: sources, sessions, losses, lag and load, every second; q or Ctrl-C ends it.",
  usage: "[--every S] [--once]",
  options: {
    every: {type: "string", describe: "seconds between two looks (default 1)"},
    once: {type: "boolean", describe: "two looks a second apart, and the end; also where the output is no terminal"},
    port: {type: "string", describe: "port of the running Lapbook (default 3000, environment PORT)"},
    host: {type: "string", describe: "address of the running Lapbook (default 127.0.0.1, environment HOST)"},
  },
  async run(context) {
    const everyMs = 1000 * (numberOption(context.values, "every", {min: 0.2, max: 3600}) ?? 1);
    const {stdout} = process;
    if (context.json || context.values.once === true || !stdout.isTTY) return once(context, everyMs);
    const quit = new AbortController();
    const signal = AbortSignal.any([context.signal, quit.signal]);
    const {stdin} = process;
    if (stdin.isTTY) {
      // in this mode Ctrl-C is a key, too
      stdin.setRawMode(true).on("data", (keys) => {
        if (["q", "\x03", "\x1b"].includes(String(keys))) quit.abort();
      });
    }
    stdout.write(SCREEN.enter);
    try {
      await follow(context, everyMs, signal);
    } finally {
      stdout.write(SCREEN.leave);
      if (stdin.isTTY) stdin.setRawMode(false).pause();
    }
    return 0;
  },
};

async function follow(context: CommandContext, everyMs: number, signal: AbortSignal): Promise<void> {
  const {stdout} = process;
  let before: TopSnapshot | undefined;
  while (!signal.aborted) {
    let lines: string[];
    try {
      const now = await look(context);
      lines = topLines(now, before, stdout.columns || 80);
      before = now;
    } catch (error) {
      // it may be starting again
      lines = [oneLine(error), "", "trying again; q ends"];
      before = undefined;
    }
    const shown = lines.slice(0, Math.max(1, (stdout.rows || 24) - 1));
    stdout.write(`${SCREEN.home}${shown.map((line) => `${line}${SCREEN.endOfLine}`).join("\n")}\n${SCREEN.rest}`);
    await sleep(everyMs, undefined, {signal}).catch(() => {});
  }
}

async function once(context: CommandContext, everyMs: number): Promise<number> {
  const before = await look(context);
  await sleep(Math.min(everyMs, 1000), undefined, {signal: context.signal});
  const now = await look(context);
  if (context.json) {
    const {at, version, stats, reasons, metrics} = now;
    context.out(
      JSON.stringify({at: new Date(at).toISOString(), version, reasons, stats, metrics: Object.fromEntries(metrics)}),
    );
  } else for (const line of topLines(now, before, Number.POSITIVE_INFINITY)) context.out(line);
  return now.reasons.length > 0 ? 1 : 0;
}

async function look({config}: CommandContext): Promise<TopSnapshot> {
  const ask = async (path: string) => {
    const response = await askRunning(config, path);
    if (response.ok || response.status === 503) return response;
    const {error = `it answered ${response.status}`} = (await response.json().catch(() => ({}))) as {error?: string};
    throw new UserError(response.status === 401 ? `${error} (LAPBOOK_KEY)` : error);
  };
  const [status, stats, health, metrics] = await Promise.all(
    ["api/v1/status", "api/v1/stats", "healthz", "metrics"].map(ask),
  );
  const {version} = (await status.json()) as {version: string};
  const {reasons = []} = (await health.json()) as {reasons?: string[]};
  return {
    ...{at: Date.now(), version, reasons},
    stats: (await stats.json()) as TopSnapshot["stats"],
    metrics: parseMetrics(await metrics.text()),
  };
}
