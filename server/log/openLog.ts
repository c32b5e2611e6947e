import {join} from "node:path";
import type {Config} from "../config.js";
import {openEmbeddedLog} from "./embedded/embeddedLog.js";
import {readKafkaConfig} from "./kafka/config.js";
import type {Log} from "./log.js";

export {protobufEnabled, readKafkaConfig, topicNames} from "./kafka/config.js";

/**
 * The log that the environment asks for: Kafka when KAFKA_BROKERS is set, else the embedded one in a folder beside the archive
 * (LOG_DIR names another). Kafka is not asked anything yet; the first question fails in words when no broker answers.
 */
export async function openLog(
  config: Pick<Config, "recordings">,
  env: NodeJS.ProcessEnv,
  log: (line: string) => void = () => {},
): Promise<Log> {
  const kafka = readKafkaConfig(env);
  if (!kafka) return openEmbeddedLog(env.LOG_DIR || join(config.recordings, ".log"), {log});
  // Loaded only where it is used: kafkajs and the LZ4 library take a while.
  const {KafkaLog} = await import("./kafka/kafkaLog.js");
  return new KafkaLog(kafka, {log});
}
