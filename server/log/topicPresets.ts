import type {TopicName} from "../../src/core/messages/topics.js";
import {UsageError} from "../userError.js";

/**
 * Names of topics in other programs, by TOPIC_NAMES; a topic that a program does not have keeps its own name.
 *
 * - ac: VforVitorio/F1_AC_Digital_Twin, docs/guides/kafka_integration_architecture.md
 * - f1: no public description was found; of its two names, f1-analytics is taken for the statistics in windows
 * - purple: chrismarth/PurpleSector, .env.example: the same names as ours; with USER_ID, telemetry has a topic a user
 *   (docs/USER_ISOLATION_ARCHITECTURE.md)
 * - engitorque: SamiraSamrose/engitorquemap, ARCHITECTURE.md
 */
const PRESETS: Readonly<Record<string, Partial<Record<TopicName, string>>>> = {
  ac: {
    telemetry: "ac-telemetry-live",
    "lap-events": "ac-lap-events",
    "sector-times": "ac-sector-times",
    "session-stats": "ac-session-stats",
  },
  f1: {telemetry: "f1-telemetry", "telemetry-windows": "f1-analytics"},
  purple: {},
  engitorque: {telemetry: "telemetry-stream"},
};

/** The names that TOPIC_NAMES chooses; none without it. Throws `unknown names: foo (TOPIC_NAMES: …)`. */
export function presetNames(text: string | undefined, user?: string): Partial<Record<TopicName, string>> {
  const chosen = text?.trim().toLowerCase();
  if (!chosen) return {};
  if (chosen === "purple" && user) return {telemetry: `telemetry-user-${user}`};
  if (Object.hasOwn(PRESETS, chosen)) return PRESETS[chosen];
  throw new UsageError(`unknown names: ${text} (TOPIC_NAMES: ${Object.keys(PRESETS).join(", ")}, or empty)`);
}
