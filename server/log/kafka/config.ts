import {readFileSync} from "node:fs";
import {TOPICS, type TopicName} from "../../../src/core/messages/topics.js";
import {listOf, yesOrNo} from "../../environment.js";
import {UsageError} from "../../userError.js";
import type {TopicSpec} from "../log.js";
import {readRetention} from "../retention.js";
import {presetNames} from "../topicPresets.js";
import {topicSpecs} from "../topics.js";

/** How to reach a Kafka cluster, narrowed once from the environment. */
export interface KafkaConfig {
  /** host:port each */
  brokers: string[];
  clientId: string;
  /** prefix of this installation's consumer groups */
  consumerGroup: string;
  ssl: boolean | {ca: string};
  sasl?: {mechanism: SaslMechanism; username: string; password: string};
  /** replicas of each new partition: 1, or 3 of which 2 must be in sync */
  replication: 1 | 3;
}

const MECHANISMS = ["plain", "scram-sha-256", "scram-sha-512"] as const;
export type SaslMechanism = (typeof MECHANISMS)[number];

/** Undefined without KAFKA_BROKERS, which selects the embedded log. Throws `invalid broker: foo (KAFKA_BROKERS)`. */
export function readKafkaConfig(env: NodeJS.ProcessEnv): KafkaConfig | undefined {
  if (!env.KAFKA_BROKERS?.trim()) return undefined;
  const brokers = listOf(env.KAFKA_BROKERS);
  for (const broker of brokers) {
    const port = Number(/^.+:(\d{1,5})$/.exec(broker)?.[1]);
    if (!(port >= 1 && port <= 65535)) throw new UsageError(`invalid broker: ${broker} (KAFKA_BROKERS: host:port,…)`);
  }
  if (brokers.length === 0) throw new UsageError(`invalid broker: ${env.KAFKA_BROKERS} (KAFKA_BROKERS: host:port,…)`);
  return {
    brokers,
    clientId: named(env, "KAFKA_CLIENT_ID") ?? "lapbook",
    consumerGroup: named(env, "KAFKA_CONSUMER_GROUP") ?? "lapbook",
    ssl: readSsl(env),
    sasl: readSasl(env),
    replication: readReplication(env.KAFKA_REPLICATION),
  };
}

/**
 * The names of the topics in the log: those that TOPIC_NAMES chooses, with TOPIC_PREFIX before each; KAFKA_TOPIC_TELEMETRY and
 * KAFKA_TOPIC_COMMANDS set whole names.
 */
export function topicNames(env: NodeJS.ProcessEnv): Record<TopicName, string> {
  const prefix = env.TOPIC_PREFIX ?? "";
  if (!/^[\w.-]*$/.test(prefix))
    throw new UsageError(`invalid prefix: ${prefix} (TOPIC_PREFIX: letters, digits, . _ -)`);
  const chosen = presetNames(env.TOPIC_NAMES, readUser(env));
  const names = Object.fromEntries(
    (Object.keys(TOPICS) as TopicName[]).map((name) => [name, prefix + (chosen[name] ?? name)]),
  ) as Record<TopicName, string>;
  names.telemetry = named(env, "KAFKA_TOPIC_TELEMETRY") ?? names.telemetry;
  names.commands = named(env, "KAFKA_TOPIC_COMMANDS") ?? names.commands;
  const duplicate = Object.values(names).find((name, i, all) => all.indexOf(name) !== i);
  if (duplicate) throw new UsageError(`two topics of one name: ${duplicate}`);
  return names;
}

/** The topics' specs with names and retention from the environment. */
export function namedTopicSpecs(env: NodeJS.ProcessEnv): TopicSpec[] {
  const names = topicNames(env);
  const retention = readRetention(env);
  return topicSpecs().map((spec) => ({
    ...spec,
    ...retention[spec.name as TopicName],
    name: names[spec.name as TopicName],
  }));
}

/** Whose data this process collects; undefined when it is not set. It may be part of a topic's name. */
export function readUser(env: NodeJS.ProcessEnv): string | undefined {
  return named(env, "USER_ID");
}

/** Whether messages are encoded as Protobuf (default) or JSON. */
export function protobufEnabled(env: NodeJS.ProcessEnv): boolean {
  return yesOrNo(env.PROTOBUF_ENABLED, "PROTOBUF_ENABLED", true);
}

/** A valid Kafka name; undefined when the variable is not set. */
function named(env: NodeJS.ProcessEnv, variable: string): string | undefined {
  const name = env[variable]?.trim();
  if (!name) return undefined;
  if (!/^[\w.-]{1,249}$/.test(name) || name === "." || name === "..")
    throw new UsageError(`invalid name: ${name} (${variable}: letters, digits, . _ -)`);
  return name;
}

/** KAFKA_SSL: true, false, or a file with the authority's certificate. */
function readSsl(env: NodeJS.ProcessEnv): boolean | {ca: string} {
  const text = env.KAFKA_SSL;
  if (!text || !/[./\\]/.test(text)) return yesOrNo(text, "KAFKA_SSL", false);
  try {
    return {ca: readFileSync(text, "utf8")};
  } catch {
    throw new UsageError(`cannot read ${text} (KAFKA_SSL)`);
  }
}

function readSasl(env: NodeJS.ProcessEnv): KafkaConfig["sasl"] {
  const {KAFKA_SASL_MECHANISM: given, KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password} = env;
  if (!given && !username && !password) return undefined;
  const mechanism = MECHANISMS.find((name) => name === (given || "plain").toLowerCase());
  if (!mechanism) throw new UsageError(`unknown mechanism: ${given} (KAFKA_SASL_MECHANISM: ${MECHANISMS.join(", ")})`);
  if (!username) throw new UsageError("missing KAFKA_SASL_USERNAME");
  if (!password) throw new UsageError("missing KAFKA_SASL_PASSWORD");
  return {mechanism, username, password};
}

function readReplication(text: string | undefined): 1 | 3 {
  if (!text || text === "1") return 1;
  if (text === "3") return 3;
  throw new UsageError(`invalid replication: ${text} (KAFKA_REPLICATION: 1 or 3)`);
}
