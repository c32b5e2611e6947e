import {TOPICS, type TopicName} from "../../src/core/messages/topics.js";
import {listOf} from "../environment.js";
import {UsageError} from "../userError.js";
import type {TopicSpec} from "./log.js";

export type Retention = Pick<TopicSpec, "retentionMs" | "retentionBytes">;

const MS = {s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000};
const BYTES = {KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30};

/**
 * Retention by topic where LOG_RETENTION overrides TOPICS: `telemetry=2h,datagrams=24h/2GiB,commands=forever`. The size limits
 * each partition. Throws `invalid retention: telemetry=2 (LOG_RETENTION: …)`.
 */
export function readRetention(env: NodeJS.ProcessEnv): Partial<Record<TopicName, Retention>> {
  const rules: Partial<Record<TopicName, Retention>> = {};
  for (const rule of listOf(env.LOG_RETENTION ?? "")) {
    const found = /^([\w-]+)=(?:(forever)|(\d+(?:\.\d+)?)([smhd]))(?:\/(\d+)(KiB|MiB|GiB))?$/.exec(rule);
    if (!found || !Object.hasOwn(TOPICS, found[1]) || Number(found[3]) === 0 || Number(found[5]) === 0)
      throw new UsageError(
        `invalid retention: ${rule} (LOG_RETENTION: TOPIC=2h,TOPIC=7d/500MiB; topics: ${Object.keys(TOPICS).join(", ")})`,
      );
    const [, topic, forever, time, unit, size, sizeUnit] = found;
    rules[topic as TopicName] = {
      retentionMs: forever ? Number.POSITIVE_INFINITY : Number(time) * MS[unit as keyof typeof MS],
      ...(size && {retentionBytes: Number(size) * BYTES[sizeUnit as keyof typeof BYTES]}),
    };
  }
  return rules;
}
