import {type ChildProcess, type SpawnOptions, spawn} from "node:child_process";
import {writeFileSync} from "node:fs";
import {constants, setPriority} from "node:os";

export interface Finished {
  /** 0: success */
  status: number;
  /** what it printed, where it was not shown at once */
  output: string;
}

interface Where {
  cwd: string;
  env: NodeJS.ProcessEnv;
}

/** Runs a program of Node on this terminal; it ends with this process. */
export function run(args: string[], where: Where): Promise<Finished> {
  return finished(start(args, {...where, stdio: ["ignore", "inherit", "inherit"]}));
}

/**
 * Runs a program of Node in the processor time that others leave; its output is kept until it ends, and it ends with this process.
 * It is a process group of its own, because Linux divides the processor between groups first (sched(7), "autogroup").
 */
export function runInBackground(args: string[], where: Where): Promise<Finished> {
  const child = start(args, {...where, detached: true, stdio: ["ignore", "pipe", "pipe"]});
  yieldToOthers(child);
  return finished(child, process.platform !== "win32");
}

function start(args: string[], options: SpawnOptions): ChildProcess {
  return spawn(process.execPath, args, options);
}

async function finished(child: ChildProcess, isGroup = false): Promise<Finished> {
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (text: Buffer) => {
      output += text;
    });
  const stop = (): void => {
    if (child.pid && child.exitCode === null && child.signalCode === null)
      process.kill(isGroup ? -child.pid : child.pid);
  };
  const interrupted = (signal: "SIGINT" | "SIGTERM"): void => {
    process.exit(128 + constants.signals[signal]);
  };
  process.on("exit", stop).on("SIGINT", interrupted).on("SIGTERM", interrupted);
  try {
    return await new Promise<Finished>((resolve) => {
      child.on("error", (error) => resolve({status: 1, output: `${output}${error.message}\n`}));
      child.on("close", (status) => resolve({status: status ?? 1, output}));
    });
  } finally {
    process.off("exit", stop).off("SIGINT", interrupted).off("SIGTERM", interrupted);
  }
}

function yieldToOthers({pid}: ChildProcess): void {
  if (!pid) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
    if (process.platform === "linux") writeFileSync(`/proc/${pid}/autogroup`, "19");
  } catch {
    // it takes an equal share
  }
}
