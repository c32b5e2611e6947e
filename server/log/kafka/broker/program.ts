import {spawn} from "node:child_process";

interface Finished {
  /** exit code; undefined when the program could not be started or was stopped */
  code: number | undefined;
  output: string;
}

/** Runs a program to its end; returns the last 20,000 characters of its output and errors. */
export function runToEnd(
  program: string,
  args: string[],
  {timeoutMs = 30_000, cwd = undefined as string | undefined} = {},
) {
  return new Promise<Finished>((resolve) => {
    // On Windows Maven's start script is a .cmd file, which only a shell can start.
    const shell = process.platform === "win32" && program === "mvn";
    const child = spawn(program, args, {stdio: ["ignore", "pipe", "pipe"], cwd, timeout: timeoutMs, shell});
    let output = "";
    const append = (chunk: Buffer): void => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on("data", append);
    child.stderr.on("data", append);
    child.on("error", (error) => resolve({code: undefined, output: error.message}));
    child.on("close", (code) => resolve({code: code ?? undefined, output}));
  });
}

/** The most informative line of a program's output: the first that is marked as an error, else the last. */
export function errorLine(output: string): string {
  const lines = output
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours
    .replace(/\x1b\[[0-9;]*m/g, "")
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.find((line) => /ERROR|FATAL|Exception|denied/.test(line)) ?? lines.at(-1) ?? "no output";
}
