import {readFileSync} from "node:fs";
import {join} from "node:path";
import {parseEnv} from "node:util";
import {closestName} from "../src/core/channels/closestName.js";
import {UsageError} from "./userError.js";

/** Every environment variable that Lapbook reads. A test keeps `.env.example`, which has the defaults, equal. */
export const ENVIRONMENT: Readonly<Record<string, string>> = {
  PORT: "port of the pages",
  HOST: "address the pages are served on",
  OPEN_TO_ALL: "true: without keys, everybody who reaches HOST may do everything",
  LAPBOOK_ACCESS: "folder of keys and audit log",
  LAPBOOK_KEY: "key that commands show to a running Lapbook",
  LAPBOOK_HOSTS: "further names of this server: lap.example.org,…",
  TRUST_PROXY: "true: X-Forwarded-For and -Proto are those of a proxy of your own",
  TLS_CERT: "file with the certificate chain, PEM: pages are served over HTTPS",
  TLS_KEY: "file with its private key, PEM",
  CORS_ORIGINS: "other sites whose pages may read with a key: https://…,…",
  LOGIN_ISSUER: "login service whose tokens are accepted: its issuer",
  LOGIN_AUDIENCE: "… the audience its tokens are for",
  LOGIN_KEYS: "… the address of its public keys (JWKS)",
  UDP_PORT: "port the F1 games send to, 0 for any free one",
  UDP_FORWARD: "tools to which the raw datagrams are forwarded, host:port,…",
  AC_PAGES: "false: do not read the shared memory of Assetto Corsa and Competizione",
  AC_SHM_DIR: "folder of the shared-memory files (Linux)",
  AC_HOST: "machine whose Assetto Corsa is asked for UDP telemetry",
  AC_UDP_PORT: "UDP port of Assetto Corsa on that machine",
  ACC_HOST: "machine whose Assetto Corsa Competizione broadcasts",
  ACC_BROADCAST_PORT: "broadcasting port on that machine",
  ACC_UDP_PORT: "local UDP port for its broadcasts",
  ACC_DISPLAY_NAME: "name under which Lapbook registers with the game",
  ACC_PASSWORD: "connectionPassword of its broadcasting.json",
  ACC_UPDATE_MS: "interval of its car updates, ms",
  GT7_HOST: "console with Gran Turismo 7",
  AMS2_PORT: "port that Automobilista 2 and Project CARS 2 send to, 0 for none",
  FORZA_PORT: "port that Forza's Data Out sends to, 0 for none",
  RECORDINGS: "folder of the archive",
  LAPBOOK_NOTEBOOKS: "folder of your notebooks",
  LAPBOOK_CHROMIUM: "the Chromium, Chrome or Edge that prints reports as PDF",
  NO_OPEN: "true: do not open a browser at start",
  LAPBOOK_DEV: "true: serve pages from src, with hot reload",
  ALERT_WEBHOOK: "address that alerts are posted to as JSON",
  ALERT_SLACK: "address that alerts are posted to as Slack messages",
  ALERT_SEVERITY: "the least urgent alert that is posted: info, warning or critical",
  ALERT_PAGES: "address of Lapbook's pages, for the links in posted alerts",
  LOG_DIR: "folder of the embedded log",
  LOG_SYNC: "when the embedded log syncs to the disk: never, interval or batch",
  LOG_RETENTION: "how long topics are kept: telemetry=2h,datagrams=24h/2GiB",
  KAFKA_BROKERS: "host:port,…; unset: the embedded log",
  KAFKA_CLIENT_ID: "client id at the brokers",
  KAFKA_CONSUMER_GROUP: "prefix of the consumer groups",
  KAFKA_SSL: "true, false, or a file with the certificate of the authority",
  KAFKA_SASL_MECHANISM: "plain, scram-sha-256 or scram-sha-512",
  KAFKA_SASL_USERNAME: "user name of the login",
  KAFKA_SASL_PASSWORD: "password of the login",
  KAFKA_REPLICATION: "replicas of each partition, 1 or 3",
  KAFKA_TOPIC_TELEMETRY: "name of the telemetry topic",
  KAFKA_TOPIC_COMMANDS: "name of the commands topic",
  TOPIC_PREFIX: "prefix of the topics' names",
  TOPIC_NAMES: "names of the topics: ac, f1, purple, engitorque",
  PROTOBUF_ENABLED: "false: encode messages as JSON",
  USER_ID: "whose data is collected; default: the name of the collector",
  LOG_FORMAT: "lines on standard error: simple or json",
  LOG_LEVEL: "info or debug: every line is written",
  SERVICE_NAME: "name in lines of JSON",
};

/**
 * Reads the `.env` files of these folders into `env`. Variables that are set already stay, and the first file takes
 * precedence. Unknown names are reported only when they look like a typing error, because other programs may share the file.
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
      const intended = Object.hasOwn(ENVIRONMENT, name) ? undefined : closestName(name, Object.keys(ENVIRONMENT));
      if (intended) log(`${path}: unknown name: ${name}; did you mean ${intended}?`);
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

/** The items of a list separated by commas. */
export function listOf(text: string): string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter(Boolean);
}
