import {join} from "node:path";
import type {Config} from "../config.js";
import {UsageError} from "../userError.js";
import type {Sync} from "./embedded/appender.js";
import {openEmbeddedLog} from "./embedded/embeddedLog.js";
import {readKafkaConfig} from "./kafka/config.js";
import type {Log} from "./log.js";

export {protobufEnabled, readKafkaConfig, topicNames} from "./kafka/config.js";

/**
 * Opens Kafka when KAFKA_BROKERS is set, else the embedded log. No connection to Kafka is made yet: the first call that needs
 * one throws a UserError when no broker answers.
 */
export async function openLog(
  config: Pick<Config, "recordings">,
  env: NodeJS.ProcessEnv,
  log: (line: string) => void = () => {},
): Promise<Log> {
  const kafka = readKafkaConfig(env);
  if (!kafka) return openEmbeddedLog(logFolder(config, env), {log, sync: readSync(env)});
  // Loaded when needed: kafkajs and the LZ4 library take time to load.
  const {KafkaLog} = await import("./kafka/kafkaLog.js");
  return new KafkaLog(kafka, {log});
}

/** Folder of the embedded log: LOG_DIR, or `.log` in the archive. */
export function logFolder({recordings}: Pick<Config, "recordings">, env: NodeJS.ProcessEnv): string {
  return env.LOG_DIR || join(recordings, ".log");
}

/** When the embedded log acknowledges (see EmbeddedLogOptions.sync). Throws `invalid sync: foo (LOG_SYNC: …)`. */
export function readSync(env: NodeJS.ProcessEnv): Sync {
  const text = env.LOG_SYNC || "interval";
  if (text === "never" || text === "interval" || text === "batch") return text;
  throw new UsageError(`invalid sync: ${text} (LOG_SYNC: never, interval or batch)`);
}
