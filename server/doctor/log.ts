import {readdir, stat} from "node:fs/promises";
import {join} from "node:path";
import {atMost} from "../atMost.js";
import type {Config} from "../config.js";
import {namedTopicSpecs, readKafkaConfig} from "../log/kafka/config.js";
import {logFolder} from "../log/openLog.js";
import {oneLine} from "../userError.js";
import {type Check, fault, ok, warning} from "./check.js";
import {checkDisk} from "./disk.js";

const KAFKA_MS = 5000;

/** Checks the configured log: whether a Kafka broker answers, or whether the disk has room. */
export function checkLog(config: Config, env: NodeJS.ProcessEnv): Promise<Check> {
  return readKafkaConfig(env) ? checkKafka(env) : checkEmbedded(logFolder(config, env));
}

/** Asks the brokers for their topics, for at most `ms`. */
export async function checkKafka(env: NodeJS.ProcessEnv, ms = KAFKA_MS): Promise<Check> {
  const config = readKafkaConfig(env)!;
  const at = config.brokers.join(", ");
  const mend = ["npm run kafka starts a broker on this machine; without KAFKA_BROKERS the log is stored on this disk"];
  const {KafkaLog} = await import("../log/kafka/kafkaLog.js");
  const log = new KafkaLog(config);
  try {
    const topics = await atMost(ms, log.describeTopics());
    if (!topics) return fault("kafka", `no broker answered at ${at} within ${ms / 1000} s (KAFKA_BROKERS)`, ...mend);
    const names = new Set(topics.map(({name}) => name));
    const missing = namedTopicSpecs(env).filter(({name}) => !names.has(name));
    if (missing.length === 0) return ok("kafka", `${at} answers and has all topics`);
    const few = missing.map(({name}) => name).join(", ");
    return warning(
      "kafka",
      `${at} answers; missing topics: ${few}`,
      "lapbook topics creates them, and so does npm start",
    );
  } catch (error) {
    return fault("kafka", oneLine(error), ...mend);
  } finally {
    await atMost(1000, log.close()).catch(() => {});
  }
}

/** Checks permissions, free space, and the size of the log. */
export function checkEmbedded(folder: string): Promise<Check> {
  const remedy = "choose another folder with LOG_DIR";
  return checkDisk("log", folder, remedy, async (free) => {
    const text = `${folder}, ${mib(await sizeOf(folder))} MiB, ${free.toFixed(1)} GiB free`;
    // Six hours of raw datagrams of a full field, the default retention, are about 6 GiB.
    if (free >= 8) return ok("log", text);
    if (free < 1) return fault("log", text, `free some space, shorten LOG_RETENTION, or ${remedy}`);
    return warning("log", text, `a day of driving may fill the disk: shorten LOG_RETENTION, or ${remedy}`);
  });
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, {recursive: true, withFileTypes: true}).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  // A running server adds and deletes segments.
  const sizes = await Promise.all(
    files.map(({parentPath, name}) =>
      stat(join(parentPath, name)).then(
        ({size}) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function mib(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(bytes < 2 ** 20 ? 1 : 0);
}
