import {existsSync} from "node:fs";
import {access, constants, readdir, stat, statfs} from "node:fs/promises";
import {dirname, join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import type {Config} from "../config.js";
import {namedTopicSpecs, readKafkaConfig} from "../log/kafka/config.js";
import {logFolder} from "../log/openLog.js";
import {oneLine} from "../userError.js";
import {type Check, fault, ok, warning} from "./check.js";

const GIB = 2 ** 30;
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
    const described = log.describeTopics();
    described.catch(() => {}); // handled where it is awaited
    const topics = await Promise.race([described, sleep(ms, undefined, {ref: false})]);
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
    await Promise.race([log.close().catch(() => {}), sleep(1000, undefined, {ref: false})]);
  }
}

/** Checks permissions, free space, and the size of the log. */
export async function checkEmbedded(folder: string): Promise<Check> {
  let existing = folder;
  while (!existsSync(existing) && existing !== dirname(existing)) existing = dirname(existing);
  const mend = "choose another folder with LOG_DIR";
  try {
    await access(existing, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return fault("log", `no permission to write in ${existing}`, mend);
  }
  const {bavail, bsize} = await statfs(existing);
  const free = (bavail * bsize) / GIB;
  const text = `${folder}, ${mib(await sizeOf(folder))} MiB, ${free.toFixed(1)} GiB free`;
  // Six hours of raw datagrams of a full field, the default retention, are about 6 GiB.
  if (free < 1)
    return fault("log", text, "free some space, shorten LOG_RETENTION, or choose another folder with LOG_DIR");
  return free < 8
    ? warning(
        "log",
        text,
        "a day of driving may fill the disk: shorten LOG_RETENTION, or choose another folder with LOG_DIR",
      )
    : ok("log", text);
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
