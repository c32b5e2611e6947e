import type {Encoding} from "../src/core/messages/messagesCodec.js";
import type {TopicName} from "../src/core/messages/topics.js";
import {type AlertHooksConfig, readAlertHooks} from "./alerts/hookConfig.js";
import {namedTopicSpecs, protobufEnabled, readKafkaConfig, readUser, topicNames} from "./log/kafka/config.js";
import type {TopicSpec} from "./log/log.js";
import {readSync} from "./log/openLog.js";
import {refuseOtherNames} from "./otherVariables.js";

/** The validated configuration of log and messages. */
export interface LiveConfig {
  /** addresses of Kafka brokers; undefined for the embedded log */
  brokers: string[] | undefined;
  topics: Record<TopicName, string>;
  specs: TopicSpec[];
  encoding: Encoding;
  /** USER_ID; "" for the name of each collector */
  userId: string;
  /** where alerts are posted; undefined: nowhere */
  alertHooks: AlertHooksConfig | undefined;
}

/** Throws a UsageError that names the invalid variable. */
export function readLiveConfig(env: NodeJS.ProcessEnv): LiveConfig {
  refuseOtherNames(env);
  readSync(env);
  return {
    brokers: readKafkaConfig(env)?.brokers,
    topics: topicNames(env),
    specs: namedTopicSpecs(env),
    encoding: protobufEnabled(env) ? "protobuf" : "json",
    userId: readUser(env) ?? "",
    alertHooks: readAlertHooks(env),
  };
}
