import {mkdir, readdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {parseEnv} from "node:util";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {findChromium} from "../../loaders/chromium.js";
import {ownKey} from "../../server/access/ownKey.js";
import {command as serve} from "../../server/commands/serve.js";
import {type OptionValues, readConfig} from "../../server/config.js";
import {ENVIRONMENT, loadEnvFiles} from "../../server/environment.js";
import {readLiveConfig} from "../../server/liveConfig.js";
import {logFolder} from "../../server/log/openLog.js";
import {readRetention} from "../../server/log/retention.js";
import {logLine} from "../../server/logLine.js";
import {temporaryFolder} from "../support/server.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Names that belong to the system, the terminal or npm. */
const FOREIGN = ["CI", "DISPLAY", "WAYLAND_DISPLAY", "JAVA_HOME", "npm_lifecycle_event"];

/** The names that Lapbook's readers look up. */
function namesRead(): string[] {
  const names = new Set<string>();
  const values: Record<string, string> = {
    KAFKA_BROKERS: "localhost:9092",
    KAFKA_SASL_USERNAME: "u",
    KAFKA_SASL_PASSWORD: "p",
    LAPBOOK_CHROMIUM: process.execPath,
  };
  const env = new Proxy(values, {
    get(target, name) {
      names.add(String(name));
      return target[String(name)];
    },
  });
  readConfig(env);
  readLiveConfig(env);
  logLine(env);
  logFolder({recordings: ""}, env);
  findChromium(env);
  ownKey(env);
  return [...names].filter((name) => !FOREIGN.includes(name)).sort();
}

describe("the environment", () => {
  const known = Object.keys(ENVIRONMENT).sort();

  it("lists exactly the variables that are read", () => {
    expect(namesRead()).toEqual(known);
  });

  it("is read in server/ only under listed names", async () => {
    const found = new Set<string>();
    for (const file of await readdir(join(root, "server"), {recursive: true})) {
      if (!file.endsWith(".ts")) continue;
      const text = await readFile(join(root, "server", file), "utf8");
      for (const [, name] of text.matchAll(/(?:^|[^.\w]|process\.)env\.(\w+)/g)) found.add(name);
      for (const [, name] of text.matchAll(/\benv\[["'](\w+)["']\]/g)) found.add(name);
    }
    expect(found.size).toBeGreaterThan(5);
    expect([...found].filter((name) => !FOREIGN.includes(name) && !known.includes(name))).toEqual([]);
  });

  it("matches .env.example: each name with a comment above, and nothing else", async () => {
    const text = await readFile(join(root, ".env.example"), "utf8");
    expect(Object.keys(parseEnv(text)).sort()).toEqual(known);
    const blocks = text.trim().split(/\n\n+/);
    for (const block of blocks) expect(block).toMatch(/^#/);
    // with what it suggests everything starts as without it
    const example = readConfig(parseEnv(text) as NodeJS.ProcessEnv, {}, root);
    expect(example).toEqual(readConfig({}, {}, root));
    expect(readLiveConfig(parseEnv(text) as NodeJS.ProcessEnv)).toEqual(readLiveConfig({}));
  });

  it("has a name for every option of serve", () => {
    for (const [option, {describe}] of Object.entries(serve.options)) {
      const name = /environment (\w+)/.exec(describe)?.[1];
      expect(known, option).toContain(name);
    }
  });
});

describe("readConfig(env, values) and readLiveConfig(env)", () => {
  it.each<[NodeJS.ProcessEnv, OptionValues, string]>([
    [{PORT: "x"}, {}, "invalid port: x (PORT)"],
    [{}, {"udp-port": "70000"}, "invalid port: 70000 (--udp-port)"],
    [{HOST: "a b"}, {}, "invalid host: a b (HOST)"],
    [{NO_OPEN: "maybe"}, {}, "invalid choice: maybe (NO_OPEN: true or false)"],
    [{LAPBOOK_DEV: "2"}, {}, "invalid choice: 2 (LAPBOOK_DEV: true or false)"],
    [{UDP_FORWARD: "pit:20778,wall"}, {}, "invalid target: wall (UDP_FORWARD: host:port,…)"],
    [{}, {forward: "pit:0"}, "invalid target: pit:0 (--forward: host:port,…)"],
    [{LOG_SYNC: "often"}, {}, "invalid sync: often (LOG_SYNC: never, interval or batch)"],
    [{LOG_RETENTION: "telemetry=2"}, {}, "invalid retention: telemetry=2 (LOG_RETENTION"],
    [{LOG_RETENTION: "laps=2h"}, {}, "invalid retention: laps=2h (LOG_RETENTION"],
    [{PROTOBUF_ENABLED: "never"}, {}, "invalid choice: never (PROTOBUF_ENABLED: true or false)"],
    [{KAFKA_BROKERS: "pit"}, {}, "invalid broker: pit (KAFKA_BROKERS"],
    [{KAFKA_BROKERS: "pit:9092", KAFKA_REPLICATION: "2"}, {}, "invalid replication: 2 (KAFKA_REPLICATION"],
    [{TOPIC_PREFIX: "a/b"}, {}, "invalid prefix: a/b (TOPIC_PREFIX"],
    [{USER_ID: "a b"}, {}, "invalid name: a b (USER_ID"],
    [{WS_PORT: "8080"}, {}, "WS_PORT is not used: pages and /live share one port: set PORT"],
    [{WS_HOST: "0.0.0.0"}, {}, "WS_HOST is not used: pages and /live share one address: set HOST"],
    [{KAFKA_BOOTSTRAP_SERVERS: "a:1"}, {}, "KAFKA_BOOTSTRAP_SERVERS is not used: set KAFKA_BROKERS"],
    [{PHYSICS_FREQUENCY: "60"}, {}, "PHYSICS_FREQUENCY is not used: every sample is taken at the game's own rate"],
    [{ANALYSIS_TRIGGER_INTERVAL_MS: "500"}, {}, "ANALYSIS_TRIGGER_INTERVAL_MS is not used: every sample is analysed"],
    [{ACC_UPDATE_INTERVAL: "100"}, {}, "ACC_UPDATE_INTERVAL is not used: set ACC_UPDATE_MS"],
    [{VISUALIZATION_FPS: "30"}, {}, "VISUALIZATION_FPS is not used: pages draw at the rate of the screen"],
  ])("refuse %j %j by name, as misuse", (env, values, message) => {
    let thrown: unknown;
    try {
      readConfig(env, values);
      readLiveConfig(env);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({exitCode: 2});
    expect((thrown as Error).message).toContain(message);
  });

  it("read the forwarding targets; the option takes precedence", () => {
    const targets = [
      {host: "pit", port: 20778},
      {host: "::1", port: 5},
    ];
    expect(readConfig({UDP_FORWARD: "pit:20778, [::1]:5"}).forward).toEqual(targets);
    expect(readConfig({UDP_FORWARD: "pit:20778"}, {forward: "127.0.0.1:1"}).forward).toEqual([
      {host: "127.0.0.1", port: 1},
    ]);
  });

  it("apply LOG_RETENTION to topics by their own names", () => {
    expect(readRetention({LOG_RETENTION: "telemetry=90m, datagrams=7d/2GiB,commands=forever"})).toEqual({
      telemetry: {retentionMs: 5_400_000},
      datagrams: {retentionMs: 604_800_000, retentionBytes: 2 ** 31},
      commands: {retentionMs: Number.POSITIVE_INFINITY},
    });
    const {specs, topics} = readLiveConfig({
      LOG_RETENTION: "commands=1d",
      TOPIC_PREFIX: "a.",
      KAFKA_TOPIC_COMMANDS: "orders",
    });
    expect(topics.commands).toBe("orders");
    expect(specs.find(({name}) => name === "orders")).toEqual({
      name: "orders",
      partitions: 3,
      retentionMs: 86_400_000,
    });
    expect(specs.find(({name}) => name === "a.telemetry")?.retentionMs).toBe(3_600_000);
  });
});

describe("loadEnvFiles(folders, env, log)", () => {
  let folder: {path: string; remove: () => Promise<void>};
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => folder.remove());

  it("keeps variables that are set, prefers the first file, and reports typing errors", async () => {
    const [near, far] = [join(folder.path, "near"), join(folder.path, "far")];
    await mkdir(near);
    await mkdir(far);
    await writeFile(join(near, ".env"), "PORT=1\nUDP_PORT=2\nKAFKA_BROKER=pit:1\nSOMETHING_ELSE=x\n");
    await writeFile(join(far, ".env"), "# far\nUDP_PORT=3\nHOST='::1'\n");
    const env: NodeJS.ProcessEnv = {PORT: "9"};
    const said: string[] = [];
    loadEnvFiles([near, near, far, join(folder.path, "none")], env, (line) => said.push(line));
    expect(env).toMatchObject({PORT: "9", UDP_PORT: "2", HOST: "::1"});
    expect(said).toEqual([`${join(near, ".env")}: unknown name: KAFKA_BROKER; did you mean KAFKA_BROKERS?`]);
  });
});
