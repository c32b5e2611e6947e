import type {Encoding} from "../src/core/messages/messagesCodec.js";
import type {TopicName} from "../src/core/messages/topics.js";
import {namedTopicSpecs, protobufEnabled, readKafkaConfig, topicNames} from "./log/kafka/config.js";
import type {TopicSpec} from "./log/log.js";
import {readSync} from "./log/openLog.js";

/** How the live messages travel, narrowed once from the environment. */
export interface LiveConfig {
  /** where Kafka is; undefined for the embedded log */
  brokers: string[] | undefined;
  topics: Record<TopicName, string>;
  specs: TopicSpec[];
  encoding: Encoding;
}

/** Throws a UsageError that names the variable, before anything is started. */
export function readLiveConfig(env: NodeJS.ProcessEnv): LiveConfig {
  readSync(env);
  return {
    brokers: readKafkaConfig(env)?.brokers,
    topics: topicNames(env),
    specs: namedTopicSpecs(env),
    encoding: protobufEnabled(env) ? "protobuf" : "json",
  };
}
