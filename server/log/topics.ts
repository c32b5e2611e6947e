import {TOPICS} from "../../src/core/messages/topics.js";
import type {TopicSpec} from "./log.js";

/** The specs of all topics, with `prefix` (TOPIC_PREFIX) before their names. */
export function topicSpecs(prefix = ""): TopicSpec[] {
  return Object.entries(TOPICS).map(([name, {partitions, retentionMs}]) => ({
    name: prefix + name,
    partitions,
    retentionMs,
  }));
}
