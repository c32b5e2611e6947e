import {createServer} from "node:net";
import {UserError} from "../../../userError.js";
import {connectTo, within} from "../client.js";
import {dockerBroker, dockerVersion} from "./docker.js";
import {javaBroker} from "./java.js";

/** An Apache Kafka of one's own on this machine. Its data stays between `stop` and `start`. */
export interface Broker {
  /** host:port */
  address: string;
  /** "Apache Kafka 4.3.1 on Java 17" */
  what: string;
  /** Resolves when it answers. */
  start(): Promise<void>;
  /** `kill`: at once, as a power cut would */
  stop(options?: {kill?: boolean}): Promise<void>;
  /** Stops it and, where the data was not given a place, removes that. */
  remove(): Promise<void>;
}

export interface BrokerOptions {
  /** where the fetched program is kept */
  cache: string;
  /** absent: any free port */
  port?: number;
  /** where the data stays; absent: removed with the broker */
  data?: string;
  quick?: boolean;
  log?: (line: string) => void;
}

/** Docker if there is an engine, else Java 17 with Maven. Throws one line that says why neither will do. */
export async function startBroker({port, log = () => {}, ...rest}: BrokerOptions): Promise<Broker> {
  const options = {...rest, log, port: port ?? (await freePort())};
  if (port !== undefined && !(await isFree(port))) throw new UserError(`port ${port} is in use`);
  let why = "no Docker engine answers";
  if (await dockerVersion()) {
    try {
      return await dockerBroker(options);
    } catch (error) {
      why = `Docker: ${(error as Error).message}`;
      log(why);
    }
  }
  try {
    return await javaBroker(options);
  } catch (error) {
    throw new UserError(`no Kafka broker can be started here: ${why}; ${(error as Error).message}`);
  }
}

/** A port of this machine's loopback that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const {port} = server.address() as {port: number};
      server.close(() => resolve(port));
    });
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().on("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** Resolves when a broker tells its topics; throws after a minute, or what `failed` says. */
export async function untilItAnswers(address: string, failed: () => string | undefined): Promise<void> {
  for (const end = performance.now() + 60_000; performance.now() < end; ) {
    const word = failed();
    if (word !== undefined) throw new UserError(word);
    const line = connectTo(
      {brokers: [address], clientId: "lapbook", consumerGroup: "", ssl: false, replication: 1},
      {retries: 0},
    );
    const admin = line.kafka.admin();
    try {
      await admin.connect();
      const {brokers} = await admin.describeCluster();
      if (brokers.length) return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 150));
    } finally {
      line.end();
      await within(1_000, admin.disconnect());
    }
  }
  throw new UserError(`the broker at ${address} did not answer within a minute`);
}
