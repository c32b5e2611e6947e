import {resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {UsageError} from "./userError.js";

/** Options of the command line as they were given. */
export type OptionValues = Record<string, string | boolean | undefined>;

/** Everything the outside may choose, narrowed once. Options win over the environment, the environment over defaults. */
export interface Config {
  /** folder of package.json */
  root: string;
  /** the archive */
  recordings: string;
  /** built pages */
  dist: string;
  host: string;
  port: number;
  udpPort: number;
  /** open a browser when serving */
  open: boolean;
  /** pages from `observable preview`, with hot reload */
  dev: boolean;
  /** largest capture the import route takes, bytes */
  importLimitBytes: number;
}

export const ROOT = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");

const GIB = 2 ** 30;

/** Throws `invalid port: abc (PORT)` for a value that cannot be used. */
export function readConfig(env: NodeJS.ProcessEnv, values: OptionValues = {}, cwd = process.cwd()): Config {
  const pick = (option: string, name: string): {text?: string; from: string} => {
    const value = values[option];
    if (typeof value === "string") return {text: value, from: `--${option}`};
    return {text: env[name] || undefined, from: name};
  };
  const port = (option: string, name: string, fallback: number): number => {
    const {text, from} = pick(option, name);
    if (text === undefined) return fallback;
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(number <= 65535)) throw new UsageError(`invalid port: ${text} (${from})`);
    return number;
  };
  const recordings = pick("recordings", "RECORDINGS").text;
  return {
    root: ROOT,
    recordings: recordings ? resolve(cwd, recordings) : resolve(ROOT, "recordings"),
    dist: resolve(ROOT, "dist"),
    host: pick("host", "HOST").text ?? "127.0.0.1",
    port: port("port", "PORT", 3000),
    udpPort: port("udp-port", "UDP_PORT", 20777),
    open: values["no-open"] !== true && !isSet(env.NO_OPEN) && !isSet(env.CI),
    dev: values.dev === true,
    importLimitBytes: 4 * GIB,
  };
}

/** Set and not an explicit no. */
function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value !== "0" && value !== "false";
}
