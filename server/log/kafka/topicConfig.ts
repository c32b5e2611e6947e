import type {TopicSpec} from "../log.js";

/** The largest batch that a topic accepts, bytes. Kafka's default of 1 MiB is too small for a message of 1 MiB. */
export const MAX_BATCH_BYTES = 8 * 2 ** 20;

const MIB = 2 ** 20;
const MINUTE = 60_000;
const DYNAMIC_TOPIC_CONFIG = 1;

interface ConfigEntry {
  name: string;
  value: string;
}

/** The settings of a topic. Segments are a fraction of the retention, because only whole segments are deleted. */
export function topicConfig({retentionMs, retentionBytes}: TopicSpec, replication: 1 | 3): ConfigEntry[] {
  const entries: Record<string, string | number> = {
    "retention.ms": Number.isFinite(retentionMs) ? Math.round(retentionMs) : -1,
    "retention.bytes":
      retentionBytes !== undefined && Number.isFinite(retentionBytes) ? Math.round(retentionBytes) : -1,
    "segment.ms": Number.isFinite(retentionMs)
      ? clamp(retentionMs / 6, MINUTE, 7 * 24 * 60 * MINUTE)
      : 7 * 24 * 60 * MINUTE,
    "segment.bytes": clamp((retentionBytes ?? Number.POSITIVE_INFINITY) / 6, MIB, 1024 * MIB),
    "max.message.bytes": MAX_BATCH_BYTES,
    "min.insync.replicas": replication === 3 ? 2 : 1,
    // Keeps the compression of the producer.
    "compression.type": "producer",
    // Data of a collector whose clock is ahead is accepted.
    "message.timestamp.after.max.ms": "9223372036854775807",
  };
  return Object.entries(entries).map(([name, value]) => ({name, value: String(value)}));
}

/** Our settings, and those that an operator has set on the topic: settings that are not repeated return to their defaults. */
export function mergedConfig(
  present: {configName: string; configValue: string; configSource?: number; isDefault: boolean}[],
  ours: ConfigEntry[],
): ConfigEntry[] {
  const names = new Set(ours.map(({name}) => name));
  const others = present
    .filter(({configName, configSource}) => configSource === DYNAMIC_TOPIC_CONFIG && !names.has(configName))
    .map(({configName, configValue}) => ({name: configName, value: configValue}));
  return [...others, ...ours];
}

/** The retention in a topic's settings, where -1 keeps everything. */
export function topicRetention(
  entries: {configName: string; configValue: string}[],
): Pick<TopicSpec, "retentionMs" | "retentionBytes"> {
  const number = (name: string): number =>
    Number(entries.find(({configName}) => configName === name)?.configValue ?? -1);
  const [ms, bytes] = [number("retention.ms"), number("retention.bytes")];
  return {retentionMs: ms < 0 ? Number.POSITIVE_INFINITY : ms, ...(bytes >= 0 && {retentionBytes: bytes})};
}

const clamp = (value: number, min: number, max: number): number => Math.round(Math.min(Math.max(value, min), max));
