import {spawn} from "node:child_process";

export interface Finished {
  /** exit code; undefined when the program could not be started or was stopped */
  code: number | undefined;
  output: string;
}

/** Runs a program to its end and gathers what it says on both channels, the last 20,000 characters of it. */
export function finish(
  program: string,
  args: string[],
  {timeoutMs = 30_000, cwd = undefined as string | undefined} = {},
) {
  return new Promise<Finished>((resolve) => {
    // npm's and Maven's start scripts on Windows are .cmd files, which only a shell starts
    const shell = process.platform === "win32" && program === "mvn";
    const child = spawn(program, args, {stdio: ["ignore", "pipe", "pipe"], cwd, timeout: timeoutMs, shell});
    let output = "";
    const gather = (chunk: Buffer): void => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on("data", gather);
    child.stderr.on("data", gather);
    child.on("error", (error) => resolve({code: undefined, output: error.message}));
    child.on("close", (code) => resolve({code: code ?? undefined, output}));
  });
}

/** The line of a program's output that says most: the first that is marked as an error, else the last. */
export function tellingLine(output: string): string {
  const lines = output
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours
    .replace(/\x1b\[[0-9;]*m/g, "")
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.find((line) => /ERROR|FATAL|Exception|denied/.test(line)) ?? lines.at(-1) ?? "no word";
}
