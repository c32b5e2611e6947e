import {TOPICS} from "../../src/core/messages/topics.js";
import type {TopicSpec} from "./log.js";

/** The specs of all topics, their names after `prefix` (TOPIC_PREFIX). */
export function topicSpecs(prefix = ""): TopicSpec[] {
  return Object.entries(TOPICS).map(([name, {partitions, retentionMs}]) => ({
    name: prefix + name,
    partitions,
    retentionMs,
  }));
}
