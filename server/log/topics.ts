import type {TopicSpec} from "./log.js";

const HOUR = 3_600_000;

/**
 * The topics, their partitions and how long they are kept. Key: session id (`datagrams`: the collector's id, for a bundle may
 * hold more than one session). Headers: sessionId, userId, encoding.
 */
export const TOPICS = {
  /** bundles of raw datagrams as they arrived (src/core/capture/datagramBundle.ts): what the recorder archives */
  datagrams: {partitions: 3, retentionMs: 6 * HOUR},
  /** TelemetryMessage, one a car and frame, at source rate */
  telemetry: {partitions: 10, retentionMs: HOUR},
  "lap-events": {partitions: 3, retentionMs: 24 * HOUR},
  "sector-times": {partitions: 3, retentionMs: 24 * HOUR},
  "session-stats": {partitions: 3, retentionMs: 6 * HOUR},
  "telemetry-windows": {partitions: 3, retentionMs: 6 * HOUR},
  "lap-analytics": {partitions: 3, retentionMs: 24 * HOUR},
  "session-events": {partitions: 3, retentionMs: 24 * HOUR},
  /** what collectors know of their running sessions (SeenSession), once a second, JSON; the last one of a key counts */
  sessions: {partitions: 1, retentionMs: HOUR},
  commands: {partitions: 3, retentionMs: 24 * HOUR},
} as const satisfies Record<string, Omit<TopicSpec, "name">>;

export type TopicName = keyof typeof TOPICS;

/** The specs of all topics, their names after `prefix` (TOPIC_PREFIX). */
export function topicSpecs(prefix = ""): TopicSpec[] {
  return Object.entries(TOPICS).map(([name, spec]) => ({name: prefix + name, ...spec}));
}
