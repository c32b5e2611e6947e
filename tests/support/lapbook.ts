import {type ChildProcess, spawn} from "node:child_process";
import {createInterface} from "node:readline";
import {ROOT} from "../../server/config.js";
import type {KernelStats} from "../../server/kernelStats.js";
import {NODE_FLAGS} from "./nodeFlags.js";

/** The command line as a user starts it, in a process of its own. */
export interface Lapbook {
  child: ChildProcess;
  /** lines of standard error so far */
  said: string[];
  /** the first line of standard output; rejects when the process ends without one */
  firstLine: Promise<string>;
  /** standard output and the exit code */
  ended: Promise<{code: number | null; out: string}>;
  /** SIGTERM, and waits for the end */
  stop(): Promise<void>;
}

const SOURCES = ["--import", "tsx", "server/main.ts"];

interface LapbookOptions {
  env?: Record<string, string>;
  /** the path of `compiledLapbook`, which starts sooner; otherwise the sources */
  program?: string;
}

/** Starts `lapbook ARGS`; of the environment, what would lead it elsewhere than `env` says is left out. */
export function lapbook(args: string[], options: LapbookOptions = {}): Lapbook {
  const {env = {}, program, ...others} = options;
  // an environment passed as the options would be left out without a word, and has the right type
  if (Object.keys(others).length) throw new Error(`not an option: ${Object.keys(others).join(", ")}`);
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(KAFKA_|TOPIC_PREFIX|LOG_DIR|RECORDINGS|PORT|UDP_PORT|HOST|PROTOBUF|NODE_OPTIONS|VITEST)/.test(name),
  );
  const child = spawn(process.execPath, [...NODE_FLAGS, ...(program ? [program] : SOURCES), ...args], {
    cwd: ROOT,
    env: {...Object.fromEntries(inherited), ...env},
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  createInterface({input: child.stderr}).on("line", (line) => said.push(line));
  const lines: string[] = [];
  const ended = new Promise<{code: number | null; out: string}>((resolve, reject) => {
    child.on("error", reject).on("close", (code) => resolve({code, out: lines.join("\n")}));
  });
  const firstLine = new Promise<string>((resolve, reject) => {
    createInterface({input: child.stdout}).on("line", (line) => {
      lines.push(line);
      resolve(line);
    });
    ended.then(({code}) => reject(new Error(`lapbook ${args[0]} ended with ${code}: ${said.join("\n")}`)), reject);
  });
  firstLine.catch(() => {}); // met where it is awaited
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    await ended;
  };
  return {child, said, firstLine, ended, stop};
}

export interface LiveServer extends Lapbook {
  url: string;
  udpPort: number;
  stats(): Promise<KernelStats>;
}

/** `lapbook serve` on free ports; resolves when it answers and listens to the game. */
export async function serveLapbook(recordings: string, options: LapbookOptions = {}): Promise<LiveServer> {
  const args = ["serve", "--port", "0", "--udp-port", "0", "--recordings", recordings, "--no-open", "--json"];
  // another program of the machine may listen to Automobilista on the port that the game sends to
  const process = lapbook(args, {...options, env: {AMS2_PORT: "0", FORZA_PORT: "0", ...options.env}});
  const {url} = JSON.parse(await process.firstLine) as {url: string};
  const stats = async () => {
    const response = await fetch(new URL("api/v1/stats", url));
    if (!response.ok) throw new Error(`no live kernel: ${process.said.join("\n")}`);
    return (await response.json()) as KernelStats;
  };
  const udp = Object.keys((await stats()).collectors).find((name) => name.startsWith("udp:"));
  if (!udp) throw new Error(`no UDP port: ${(await stats()).udpError}`);
  return {...process, url, udpPort: Number(udp.slice(4)), stats};
}

/** `lapbook replay`, awaited: what it says that it sent. */
export async function replayInto(
  {udpPort}: LiveServer,
  file: string,
  speed: number,
  options?: LapbookOptions,
): Promise<{sent: number; refused: number; seconds: number}> {
  const args = ["replay", file, "--speed", String(speed), "--to", `127.0.0.1:${udpPort}`, "--json"];
  const {ended, said} = lapbook(args, options);
  const {code, out} = await ended;
  if (code !== 0) throw new Error(`replay ended with ${code}: ${said.join("\n")}`);
  return JSON.parse(out);
}
