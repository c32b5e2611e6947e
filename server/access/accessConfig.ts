import {readFile} from "node:fs/promises";
import {dirname, resolve} from "node:path";
import {listOf, yesOrNo} from "../environment.js";
import {isLoopback} from "../isLoopback.js";
import type {TlsFiles} from "../listen.js";
import {UsageError, UserError} from "../userError.js";
import type {LoginService} from "./foreignTokens.js";

/** The validated configuration of who may come in. */
export interface AccessConfig {
  /** holds keys and audit log; beside the recordings, which are served, never in them */
  folder: string;
  /** further names of this server */
  hosts: string[];
  trustProxy: boolean;
  /** origins of other sites whose pages may read with a key of their own */
  origins: string[];
  login: LoginService | undefined;
  tls: {cert: string; key: string} | undefined;
  /** everybody who reaches this address may do everything */
  openToAll: boolean;
}

/** Throws a UsageError that names the invalid variable. */
export function readAccessConfig(env: NodeJS.ProcessEnv, recordings: string, cwd = process.cwd()): AccessConfig {
  const {LOGIN_ISSUER: issuer, LOGIN_AUDIENCE: audience, LOGIN_KEYS: keys, TLS_CERT: cert, TLS_KEY: key} = env;
  const whole = (names: Record<string, string | undefined>) => {
    const missing = Object.keys(names).filter((name) => !names[name]);
    if (missing.length === Object.keys(names).length) return false;
    if (missing.length > 0)
      throw new UsageError(`${missing.join(" and ")} missing: ${Object.keys(names).join(", ")} belong together`);
    return true;
  };
  const isLogin = whole({LOGIN_ISSUER: issuer, LOGIN_AUDIENCE: audience, LOGIN_KEYS: keys});
  const isTls = whole({TLS_CERT: cert, TLS_KEY: key});
  const folder = env.LAPBOOK_ACCESS ? resolve(cwd, env.LAPBOOK_ACCESS) : resolve(dirname(recordings), "access");
  if (`${folder}/`.startsWith(`${recordings}/`))
    throw new UsageError(`${folder} is served: keys must not be in the archive (LAPBOOK_ACCESS)`);
  return {
    folder,
    hosts: listOf(env.LAPBOOK_HOSTS ?? "").map((host) => host.toLowerCase()),
    trustProxy: yesOrNo(env.TRUST_PROXY, "TRUST_PROXY", false),
    origins: listOf(env.CORS_ORIGINS ?? "").map(originOf),
    login: isLogin ? {issuer: issuer!, audience: audience!, keys: addressOfKeys(keys!)} : undefined,
    tls: isTls ? {cert: resolve(cwd, cert!), key: resolve(cwd, key!)} : undefined,
    openToAll: yesOrNo(env.OPEN_TO_ALL, "OPEN_TO_ALL", false),
  };
}

/** Whether others than those of this machine reach a server, by itself or through a proxy. */
export function isReached(host: string, {trustProxy, hosts}: Pick<AccessConfig, "trustProxy" | "hosts">): boolean {
  return !isLoopback(host) || trustProxy || hosts.length > 0;
}

/** Throws a UserError where a server would let everybody in without its owner having said so. */
export function refuseOpenNetwork(host: string, isOn: boolean, openToAll: boolean): void {
  if (isOn || openToAll || isLoopback(host)) return;
  throw new UserError(
    `${host} is reached from the network, and there are no keys: everybody there could read, change and delete everything. Make a key (lapbook keys new NAME --role admin), or say that this is wanted: OPEN_TO_ALL=true`,
  );
}

/** Throws a UserError for a file that cannot be read. */
export async function readTls(tls: AccessConfig["tls"]): Promise<TlsFiles | undefined> {
  if (!tls) return undefined;
  const read = (path: string, name: string) =>
    readFile(path).catch((error: NodeJS.ErrnoException) => {
      throw new UserError(`${name} cannot be read (${error.code}): ${path}`);
    });
  return {cert: await read(tls.cert, "TLS_CERT"), key: await read(tls.key, "TLS_KEY")};
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.origin === text && /^https?:$/.test(url.protocol)) return text;
  throw new UsageError(`invalid origin: ${text} (CORS_ORIGINS: https://pages.example.org,…)`);
}

/** Plain HTTP would let somebody on the way put in keys of his own. */
function addressOfKeys(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname)))) return text;
  throw new UsageError(`invalid address: ${text} (LOGIN_KEYS: https://…)`);
}
