import kafkajs, {type Kafka} from "kafkajs";
import {atMost} from "../../atMost.js";
import type {KafkaConfig} from "./config.js";
import {errorReporterFor} from "./errorReporter.js";

/** kafkajs is CommonJS: its enumerations and classes are properties of the default export. */
const {Kafka: Client, logLevel: Level} = kafkajs;

export interface KafkaConnection {
  kafka: Kafka;
  /** ends kafkajs' retries */
  end(): void;
}

/**
 * A kafkajs client that retries `retries` times (Infinity: until `end`), waiting 0.1 to 1 s between. kafkajs has no way to
 * stop its retries; an empty list of brokers, which it rejects as invalid, has that effect.
 */
export function connectTo(
  {brokers, clientId, ssl, sasl}: KafkaConfig,
  {retries, log}: {retries: number; log?: (line: string) => void},
): KafkaConnection {
  let ended = false;
  const report = errorReporterFor(log);
  const kafka = new Client({
    clientId,
    brokers: () => (ended ? [] : brokers),
    ssl: typeof ssl === "boolean" ? ssl : {ca: [ssl.ca]},
    // kafkajs has a union by mechanism, this configuration three plain fields.
    sasl: sasl as never,
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    retry: {
      initialRetryTime: 100,
      maxRetryTime: 1_000,
      factor: 0.2,
      multiplier: 2,
      retries: Math.min(retries, Number.MAX_SAFE_INTEGER),
      // KafkaConsumer restarts its kafkajs consumer itself.
      restartOnFailure: async () => false,
    },
    logLevel: log ? Level.ERROR : Level.NOTHING,
    logCreator: () => (entry) => {
      if (!ended) report(entry);
    },
  });
  return {
    kafka,
    end: () => {
      ended = true;
    },
  };
}

/** Waits for work to end, but not longer than `ms`. Ignores failures: for closing connections. */
export async function settleWithin(ms: number, work: Promise<unknown>): Promise<void> {
  await atMost(ms, work).catch(() => {});
}
