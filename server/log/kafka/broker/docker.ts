import {UserError} from "../../../userError.js";
import type {Broker, BrokerOptions} from "./broker.js";
import {KAFKA_VERSIONS} from "./maven.js";
import {errorLine, runToEnd} from "./program.js";
import {brokerProperties} from "./properties.js";
import {waitForBroker} from "./waitForBroker.js";

const DATA = "/var/lib/kafka/data";

/** The version of the running engine; undefined when there is none. */
export async function dockerVersion(): Promise<string | undefined> {
  const {code, output} = await runToEnd("docker", ["info", "--format", "{{.ServerVersion}}"], {timeoutMs: 10_000});
  return code === 0 && /^\d/.test(output.trim()) ? output.trim() : undefined;
}

/** A broker in a container of the official image `apache/kafka`. */
export async function dockerBroker(
  options: BrokerOptions & {port: number; log: (line: string) => void},
): Promise<Broker> {
  const {port, data, quick = false, log} = options;
  const [version] = KAFKA_VERSIONS;
  const image = `apache/kafka:${version}`;
  const name = `lapbook-kafka-${port}`;
  const address = `127.0.0.1:${port}`;
  if ((await runToEnd("docker", ["image", "inspect", image])).code !== 0) {
    log(`fetching ${image} …`);
    await docker("pull", "-q", image);
  }
  const properties = brokerProperties({
    listen: "0.0.0.0:9092",
    advertised: address,
    controller: "127.0.0.1:9093",
    data: DATA,
    quick,
  });
  // The image reads each property from an environment variable, with underscores for dots.
  const environment = Object.entries(properties).flatMap(([key, value]) => [
    "-e",
    `KAFKA_${key.toUpperCase().replaceAll(".", "_")}=${value}`,
  ]);
  await runToEnd("docker", ["rm", "-f", name]);
  await docker(
    "create",
    "--name",
    name,
    "-p",
    `${address}:9092`,
    "-e",
    "KAFKA_HEAP_OPTS=-Xmx512m",
    ...environment,
    // A named volume outlives the container.
    ...(data === undefined ? [] : ["-v", `lapbook-kafka-${port}:${DATA}`]),
    image,
  );

  async function start(): Promise<void> {
    await docker("start", name);
    await waitForBroker(address, () => undefined);
  }
  async function stop({kill = false} = {}): Promise<void> {
    await docker(kill ? "kill" : "stop", name);
  }
  async function remove(): Promise<void> {
    if (data !== undefined) await runToEnd("docker", ["stop", name]);
    await runToEnd("docker", ["rm", "-f", ...(data === undefined ? ["-v"] : []), name]);
  }
  try {
    await start();
  } catch (error) {
    await remove();
    throw error;
  }
  return {address, description: `Apache Kafka ${version} in Docker`, start, stop, remove};
}

async function docker(...args: string[]): Promise<void> {
  const {code, output} = await runToEnd("docker", args, {timeoutMs: 5 * 60_000});
  if (code !== 0) throw new UserError(`docker ${args[0]}: ${errorLine(output)}`);
}
