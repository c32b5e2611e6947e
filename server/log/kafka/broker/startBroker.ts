import {createServer} from "node:net";
import {freePort} from "../../../freePort.js";
import {UserError} from "../../../userError.js";
import type {Broker, BrokerOptions} from "./broker.js";
import {dockerBroker, dockerVersion} from "./docker.js";
import {javaBroker} from "./java.js";

/** Uses Docker if an engine is running, else Java 17 with Maven. Throws a UserError with the reason when neither works. */
export async function startBroker({port, log = () => {}, ...rest}: BrokerOptions): Promise<Broker> {
  const options = {...rest, log, port: port ?? (await freePort())};
  if (port !== undefined && !(await isFree(port))) throw new UserError(`port ${port} is in use`);
  let reason = "no Docker engine answers";
  if (await dockerVersion()) {
    try {
      return await dockerBroker(options);
    } catch (error) {
      reason = `Docker: ${(error as Error).message}`;
      log(reason);
    }
  }
  try {
    return await javaBroker(options);
  } catch (error) {
    throw new UserError(`no Kafka broker can be started here: ${reason}; ${(error as Error).message}`);
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().on("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
