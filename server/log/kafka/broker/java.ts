import {type ChildProcess, spawn} from "node:child_process";
import {existsSync} from "node:fs";
import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {freePort} from "../../../freePort.js";
import {UserError} from "../../../userError.js";
import type {Broker, BrokerOptions} from "./broker.js";
import {kafkaJars} from "./maven.js";
import {errorLine, runToEnd} from "./program.js";
import {brokerProperties} from "./properties.js";
import {QuickStart} from "./quickStart.js";
import {waitForBroker} from "./waitForBroker.js";

const LOGGING = `Configuration:
  status: ERROR
  Appenders:
    Console:
      name: STDOUT
      PatternLayout:
        pattern: "%p %m (%c)%n"
  Loggers:
    Root:
      level: WARN
      AppenderRef:
        - ref: STDOUT
`;

/** A broker as a child process. */
export async function javaBroker(
  options: BrokerOptions & {port: number; log: (line: string) => void},
): Promise<Broker> {
  const {cache, port, quick = false, log} = options;
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin", "java") : "java";
  const {code, output: version} = await runToEnd(java, ["-version"]);
  if (code !== 0) throw new UserError("Java is not installed (17 or newer)");
  const release = Number(/version "(\d+)/.exec(version)?.[1]);
  if (!(release >= 17)) throw new UserError(`Java ${release} is too old: Kafka 4 needs 17`);
  const kafka = await kafkaJars(cache, log);

  const folder = options.data ?? (await mkdtemp(join(tmpdir(), "lapbook-kafka-")));
  await mkdir(folder, {recursive: true});
  const [settings, logging, data] = ["server.properties", "logging.yaml", "data"].map((name) => join(folder, name));
  const address = `127.0.0.1:${port}`;
  const controller = `127.0.0.1:${await freePort()}`;
  const {listeners, ...others} = options.settings ?? {};
  const own = brokerProperties({listen: address, advertised: address, controller, data, quick});
  const properties = {...own, ...others};
  if (listeners)
    for (const name of ["listeners", "advertised.listeners"]) properties[name] = `${own[name]},${listeners}`;
  // A backslash begins an escape in a properties file.
  const lines = Object.entries(properties).map(([name, value]) => `${name}=${value.replaceAll("\\", "/")}\n`);
  await writeFile(settings, lines.join(""));
  await writeFile(logging, LOGGING);
  const quickStart = quick ? new QuickStart(dirname(kafka.jars), release) : undefined;
  const jvm = ["-Xmx512m", "-XX:+UseSerialGC", `-Dlog4j2.configurationFile=${logging}`, "-cp", join(kafka.jars, "*")];
  if (!existsSync(join(data, "meta.properties")) && !(await quickStart?.restore(data))) {
    // The id may begin with a dash, so it must not be a separate argument.
    const id = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64url");
    const args = [...jvm, "kafka.tools.StorageTool", "format", `--cluster-id=${id}`, "-c", settings];
    const formatted = await runToEnd(java, args, {timeoutMs: 60_000});
    if (formatted.code !== 0) throw new UserError(`Kafka's storage: ${errorLine(formatted.output)}`);
    await quickStart?.keep(data);
  }

  let child: ChildProcess | undefined;
  const killChild = (): void => void child?.kill("SIGKILL");
  process.on("exit", killChild);

  async function start(): Promise<void> {
    let output = "";
    let ended: string | undefined;
    const args = [...(quickStart?.flags() ?? []), ...jvm, "kafka.Kafka", settings];
    child = spawn(java, args, {stdio: ["ignore", "pipe", "pipe"], cwd: folder});
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        output = (output + chunk).slice(-20_000);
      });
    child.on("error", (error) => {
      ended = error.message;
    });
    child.on("exit", () => {
      ended = errorLine(output);
    });
    await waitForBroker(address, () => (ended === undefined ? undefined : `the broker ended: ${ended}`));
  }

  async function stop({kill = false} = {}): Promise<void> {
    const running = child;
    child = undefined;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const exited = new Promise<void>((resolve) => running.on("exit", () => resolve()));
    running.kill(kill ? "SIGKILL" : "SIGTERM");
    // writing the archive of classes takes time on a busy machine
    const timeout = setTimeout(() => running.kill("SIGKILL"), quick ? 120_000 : 20_000);
    await exited;
    clearTimeout(timeout);
    if (running.signalCode === null) await quickStart?.ended();
  }

  async function remove(): Promise<void> {
    await stop({kill: options.data === undefined});
    process.off("exit", killChild);
    if (options.data === undefined) await rm(folder, {recursive: true, force: true, maxRetries: 3});
  }

  try {
    await start();
  } catch (error) {
    await remove();
    throw error;
  }
  return {address, description: `Apache Kafka ${kafka.version} on Java ${release}`, start, stop, remove};
}
