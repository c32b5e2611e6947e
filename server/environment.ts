import {readFileSync} from "node:fs";
import {join} from "node:path";
import {parseEnv} from "node:util";
import {closestName} from "./closestName.js";
import {UsageError} from "./userError.js";

/** Every name of the environment that Lapbook goes by; `.env.example` shows them with their defaults. A test holds them equal. */
export const ENVIRONMENT: Readonly<Record<string, string>> = {
  PORT: "port of the pages",
  HOST: "address the pages are served on",
  UDP_PORT: "port the game sends to",
  UDP_FORWARD: "further tools that get the raw datagrams, host:port,…",
  AC_PAGES: "false: the shared memory of Assetto Corsa and Competizione is not watched",
  AC_SHM_DIR: "folder of the shared-memory files (Linux)",
  AC_HOST: "machine on which Assetto Corsa is asked for its UDP telemetry",
  AC_UDP_PORT: "port of Assetto Corsa there",
  ACC_HOST: "machine on which Assetto Corsa Competizione broadcasts",
  ACC_BROADCAST_PORT: "port of its broadcasting there",
  ACC_UDP_PORT: "own port of that conversation",
  ACC_DISPLAY_NAME: "name that the game sees",
  ACC_PASSWORD: "connectionPassword of its broadcasting.json",
  ACC_UPDATE_MS: "ms between two updates of a car",
  GT7_HOST: "console with Gran Turismo 7",
  AMS2_PORT: "port that Automobilista 2 and Project CARS 2 send to, 0 for none",
  RECORDINGS: "folder of the archive",
  NO_OPEN: "true: no browser at start",
  LAPBOOK_DEV: "true: pages straight from src, with hot reload",
  LOG_DIR: "folder of the embedded log",
  LOG_SYNC: "what the embedded log waits for: never, interval or batch",
  LOG_RETENTION: "how long topics are kept: telemetry=2h,datagrams=24h/2GiB",
  KAFKA_BROKERS: "host:port,…; unset: the embedded log",
  KAFKA_CLIENT_ID: "name that the brokers see",
  KAFKA_CONSUMER_GROUP: "what the names of the consumer groups begin with",
  KAFKA_SSL: "true, false, or a file with the authority's certificate",
  KAFKA_SASL_MECHANISM: "plain, scram-sha-256 or scram-sha-512",
  KAFKA_SASL_USERNAME: "of the login",
  KAFKA_SASL_PASSWORD: "of the login",
  KAFKA_REPLICATION: "copies of each partition, 1 or 3",
  KAFKA_TOPIC_TELEMETRY: "whole name of the topic",
  KAFKA_TOPIC_COMMANDS: "whole name of the topic",
  TOPIC_PREFIX: "before every topic's name",
  PROTOBUF_ENABLED: "false: messages travel as JSON",
};

/**
 * Reads the `.env` files of these folders into `env`; what is set already stays, and the first file wins. Names of no meaning
 * here are told when they look like a slip of the hand: other programs may share the file.
 */
export function loadEnvFiles(folders: readonly string[], env: NodeJS.ProcessEnv, log: (line: string) => void): void {
  for (const folder of new Set(folders)) {
    const path = join(folder, ".env");
    let text: string;
    try {
      text = readFileSync(path, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") continue;
      throw error;
    }
    for (const [name, value] of Object.entries(parseEnv(text))) {
      const meant = Object.hasOwn(ENVIRONMENT, name) ? undefined : closestName(name, Object.keys(ENVIRONMENT));
      if (meant) log(`${path}: unknown name: ${name}; did you mean ${meant}?`);
      env[name] ??= value;
    }
  }
}

/** Throws `invalid choice: maybe (NO_OPEN: true or false)`. */
export function yesOrNo(text: string | undefined, name: string, fallback: boolean): boolean {
  if (!text) return fallback;
  if (/^(1|true|yes|on)$/i.test(text)) return true;
  if (/^(0|false|no|off)$/i.test(text)) return false;
  throw new UsageError(`invalid choice: ${text} (${name}: true or false)`);
}
