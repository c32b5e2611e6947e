import {homedir} from "node:os";
import {join, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {isPackage} from "../loaders/isPackage.js";
import {type AccessConfig, readAccessConfig} from "./access/accessConfig.js";
import {type Endpoint, parseEndpoint} from "./endpoint.js";
import {listOf, yesOrNo} from "./environment.js";
import {type GamesConfig, readGames} from "./games/gamesConfig.js";
import {UsageError} from "./userError.js";

/** Options as given on the command line. */
export type OptionValues = Record<string, string | boolean | undefined>;

/** The validated configuration. Options take precedence over the environment, the environment over defaults. */
export interface Config {
  /** folder of package.json */
  root: string;
  /** the archive */
  recordings: string;
  /** the user's notebooks */
  notebooks: string;
  /** built pages */
  dist: string;
  host: string;
  /** who may come in */
  access: AccessConfig;
  port: number;
  udpPort: number;
  /** further tools to which the raw datagrams are forwarded */
  forward: Endpoint[];
  /** other games to look for */
  games: GamesConfig;
  /** whether to open a browser when serving */
  open: boolean;
  /** whether to serve the pages through `observable preview`, with hot reload */
  dev: boolean;
  /** largest upload that the import route accepts, bytes */
  importLimitBytes: number;
}

export const ROOT = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");

const GIB = 2 ** 30;

/** Throws `invalid port: abc (PORT)` for an invalid value. */
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
  const hostOf = (): string => {
    const {text = "127.0.0.1", from} = pick("host", "HOST");
    if (!/^[\w.:%-]+$/.test(text)) throw new UsageError(`invalid host: ${text} (${from})`);
    return text;
  };
  const targets = (): Endpoint[] => {
    const {text = "", from} = pick("forward", "UDP_FORWARD");
    const endpoint = (target: string): Endpoint => {
      try {
        return parseEndpoint(target);
      } catch {
        throw new UsageError(`invalid target: ${target} (${from}: host:port,…)`);
      }
    };
    return listOf(text).map(endpoint);
  };
  const folder = (text: string | undefined, fallback: string) => (text ? resolve(cwd, text) : fallback);
  // what is recorded must outlive the package that an update replaces
  const home = isPackage(ROOT) ? join(homedir(), "Lapbook") : ROOT;
  const recordings = folder(pick("recordings", "RECORDINGS").text, join(home, "recordings"));
  return {
    root: ROOT,
    recordings,
    notebooks: folder(pick("notebooks", "LAPBOOK_NOTEBOOKS").text, resolve(recordings, "..", "notebooks")),
    dist: resolve(ROOT, "dist"),
    host: hostOf(),
    access: readAccessConfig(env, recordings, cwd),
    port: port("port", "PORT", 3000),
    udpPort: port("udp-port", "UDP_PORT", 20777),
    forward: targets(),
    games: readGames(env),
    open: values["no-open"] !== true && !yesOrNo(env.NO_OPEN, "NO_OPEN", false) && !isSet(env.CI),
    dev: values.dev === true || yesOrNo(env.LAPBOOK_DEV, "LAPBOOK_DEV", false),
    importLimitBytes: 4 * GIB,
  };
}

/** Set and not an explicit no. */
function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value !== "0" && value !== "false";
}
