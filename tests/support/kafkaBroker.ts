import {fileURLToPath} from "node:url";
import type {Broker} from "../../server/log/kafka/broker/broker.js";
import {startBroker} from "../../server/log/kafka/broker/startBroker.js";

/** Where the fetched broker is kept: the second start needs no network. */
export const BROKER_CACHE = fileURLToPath(new URL("../../node_modules/.cache/lapbook", import.meta.url));

/**
 * A broker for one test file. Undefined, and said, where none can be started (neither Docker nor Java with Maven);
 * with CI=true that is an error.
 */
export async function testBroker(): Promise<Broker | undefined> {
  try {
    return await startBroker({cache: BROKER_CACHE, quick: true, log: (line) => console.log(line)});
  } catch (error) {
    if (process.env.CI === "true") throw error;
    console.log(`Kafka tests are skipped: ${(error as Error).message}`);
    return undefined;
  }
}
