import type {EventMessage, LiveEvent} from "./events.js";
import {messageField as f, type MessageSchema, TELEMETRY} from "./schema.js";

export interface TopicDefinition {
  partitions: number;
  retentionMs: number;
  /** what the key of a message is; the header `sessionId` names the session too, except of bundles, which may hold several */
  key: "session" | "collector";
  /** of its Protobuf messages; absent: they are encoded in another way */
  message?: MessageSchema;
  /** pages may subscribe */
  live?: true;
  /** fields that identify an event within its session: a later event with the same values replaces the earlier one */
  identity?: readonly string[];
  /** what a page that joins late is sent: every event of the session, or those of the last seconds (default) */
  backfill?: "all";
  /** many events a minute and car: a page keeps them only as long as its telemetry */
  frequent?: true;
}

const HOUR = 3_600_000;

/** Events of a whole session. */
const LASTING = {partitions: 3, retentionMs: 24 * HOUR, key: "session", live: true, backfill: "all"} as const;

/** Statistics of a running session. */
const PASSING = {partitions: 3, retentionMs: 6 * HOUR, key: "session", live: true, frequent: true} as const;

const TIME_AND_CAR = [f(1, "double", "sessionTime", "s"), f(2, "uint32", "car", "index of the car")];

/**
 * Every topic of the log, defined once: log, relay, pages, metrics and docs read this table. The order of the live topics is
 * part of the page protocol (see LIVE_TOPICS): add new ones behind them. An event also needs its type in events.ts.
 */
export const TOPICS = {
  /** bundles of raw datagrams as they arrived (src/core/capture/datagramBundle.ts); the recorder archives them */
  datagrams: {
    partitions: 3,
    retentionMs: 6 * HOUR,
    key: "collector",
  },
  /** one message a car and frame, at source rate */
  telemetry: {
    partitions: 10,
    retentionMs: HOUR,
    key: "session",
    live: true,
    message: TELEMETRY,
  },
  "lap-events": {
    ...LASTING,
    identity: ["car", "lap"],
    message: {
      name: "LapEvent",
      about: "A completed lap; a later event of the same car and lap replaces it.",
      fields: [
        ...TIME_AND_CAR,
        f(3, "uint32", "lap", "number of the lap"),
        f(4, "uint32", "lapTimeMs", "ms, the game's own"),
        f(5, "uint32", "sector1Ms", "ms"),
        f(6, "uint32", "sector2Ms", "ms"),
        f(7, "uint32", "sector3Ms", "ms, lap time less sectors 1 and 2"),
        f(8, "bool", "best", "the car's best valid lap so far"),
        f(9, "bool", "valid", "not invalidated by the game"),
        f(10, "double", "distanceM", "m, lap distance at its last sample"),
        f(11, "double", "totalDistanceM", "m, driven in the session up to then: totalDistance at its last sample"),
      ],
    },
  },
  "sector-times": {
    ...LASTING,
    identity: ["car", "lap", "sector"],
    frequent: true,
    message: {
      name: "SectorEvent",
      about: "A completed sector; a later event of the same car, lap and sector replaces it.",
      fields: [
        ...TIME_AND_CAR,
        f(3, "uint32", "lap", "number of the lap"),
        f(4, "uint32", "sector", "1–3"),
        f(5, "uint32", "timeMs", "ms"),
        f(6, "bool", "best", "the car's best so far"),
      ],
    },
  },
  "session-stats": {
    ...PASSING,
    identity: ["car", "sessionTime"],
    message: {
      name: "SessionStats",
      about: "Every 5 s of session time a car.",
      fields: [
        ...TIME_AND_CAR,
        f(3, "double", "averageSpeedKmh", "km/h, mean of all samples"),
        f(4, "double", "topSpeedKmh", "km/h"),
        f(5, "double", "distanceM", "m, driven in the session"),
        f(6, "uint32", "lap", "current lap"),
      ],
    },
  },
  "telemetry-windows": {
    ...PASSING,
    identity: ["car", "startTime"],
    message: {
      name: "TelemetryWindow",
      about: "A tumbling window of 3 s of session time of a car; a later one with the same start replaces it.",
      fields: [
        f(1, "double", "sessionTime", "s, end of the window"),
        f(2, "uint32", "car", "index of the car"),
        f(3, "double", "startTime", "s"),
        f(4, "double", "watermark", "s, all samples up to here had been expected when the window was closed"),
        f(5, "map<string, ChannelStats>", "channels", "by channel name"),
      ],
    },
  },
  "lap-analytics": {
    ...LASTING,
    identity: ["car", "lap"],
    message: {
      name: "LapAnalytics",
      about: "Statistics over the samples of a lap.",
      fields: [
        ...TIME_AND_CAR,
        f(3, "uint32", "lap", "number of the lap"),
        f(4, "double", "averageSpeedKmh", "km/h, mean of the lap's samples"),
        f(5, "double", "topSpeedKmh", "km/h"),
        f(6, "double", "throttle", "share of samples at full throttle (98 % and more), 0–1"),
        f(7, "double", "brake", "share of samples braking (more than 5 %), 0–1"),
        f(8, "double", "fuelUsedKg", "kg"),
        f(9, "double", "peakG", "g, maximum of lateral and longitudinal combined"),
        f(10, "double", "fuelUsedLitres", "l, of games that count litres"),
      ],
    },
  },
  "session-events": {
    ...LASTING,
    identity: ["car", "otherCar", "kind", "text", "sessionTime"],
    message: {
      name: "SessionMessage",
      about: "What happened in the session.",
      fields: [
        ...TIME_AND_CAR,
        f(3, "uint32", "otherCar", "of an overtake, a collision, a penalty"),
        f(4, "uint32", "lap", "number of the lap, where it is known"),
        f(
          5,
          "string",
          "kind",
          "the game's four-letter code, or begun, ended, pitIn, pitOut, weather, forecast, safetyCar, sectorFlag, raceLaps",
        ),
        f(6, "string", "text", "text for a reader"),
        f(7, "map<string, double>", "details", "the event's numbers by name, as in session.json"),
      ],
    },
  },
  predictions: {
    ...LASTING,
    identity: ["id", "graded"],
    message: {
      name: "Prediction",
      about: "A prediction for a race: written before the event, and again with its outcome after it.",
      fields: [
        f(1, "double", "sessionTime", "s, when it was made; of a graded one, when it was graded"),
        f(2, "uint32", "car", "index of the car"),
        f(3, "string", "id", "kind/car/lap at which it was made, and of two cars the other one"),
        f(4, "string", "kind", "lapTime, pitLoss, rejoin, fuel, stop, undercut, overcut"),
        f(5, "string", "model", "name of the model and its version"),
        f(6, "double", "madeAt", "s, session time"),
        f(7, "uint32", "lap", "number of the car's running lap when it was made"),
        f(8, "double", "horizon", "laps from then to the event, as predicted"),
        f(9, "double", "value", "unit of the kind"),
        f(10, "double", "low", "start of the 90 % interval"),
        f(11, "double", "high", "end of the 90 % interval"),
        f(12, "double", "probability", "of the event, where it may not happen, 0–1"),
        f(13, "double", "baseline", "value by the simplest rule"),
        f(14, "bool", "graded", "the event is over"),
        f(15, "double", "outcome", "what happened; unknown where it cannot be graded"),
        f(16, "double", "error", "value − outcome"),
        f(17, "bool", "inside", "the outcome lies in the interval"),
        f(18, "double", "baselineError", "baseline − outcome"),
        f(19, "string", "because", "why it cannot be graded"),
        f(20, "uint32", "otherCar", "of an undercut or overcut: index of the other car"),
      ],
    },
  },
  "strategy-alerts": {
    ...LASTING,
    identity: ["rule", "car", "channel", "sessionTime"],
    message: {
      name: "StrategyAlert",
      about: "A rule of alerts.json was met; a later alert of the same rule, car, channel and time replaces it.",
      fields: [
        f(1, "double", "sessionTime", "s, when the rule was met"),
        f(2, "uint32", "car", "index of the car; absent: of the session"),
        f(3, "uint32", "lap", "number of the lap"),
        f(4, "string", "rule", "id of the rule"),
        f(5, "string", "ruleVersion", "hash of the rule as it was then"),
        f(6, "string", "severity", "info, warning, critical"),
        f(7, "string", "title", "of the rule"),
        f(8, "string", "text", "text for a reader, without the car's name"),
        f(9, "double", "value", "what was found"),
        f(10, "double", "limit", "what it was compared with"),
        f(11, "string", "unit", "of value and limit"),
        f(12, "string", "channel", "evidence: the channel, expression or kind of session event"),
        f(13, "double", "fromTime", "s, session time at which the cause began"),
        f(14, "double", "toTime", "s, session time up to which the evidence reaches"),
        f(15, "double", "lapDistance", "m, where on its lap the car was when the rule was met"),
      ],
    },
  },
  /** what collectors know of their running sessions (SeenSession), JSON, once a second; the last one of a key counts */
  sessions: {
    partitions: 1,
    retentionMs: HOUR,
    key: "session",
  },
  commands: {
    partitions: 3,
    retentionMs: 24 * HOUR,
    key: "session",
    message: {
      name: "Command",
      about: "Control.",
      fields: [
        f(1, "string", "command", "start, stop, mark, replay"),
        f(2, "string", "sessionId", ""),
        f(3, "string", "source", "what to start or replay"),
        f(4, "string", "note", "text of a mark"),
        f(5, "double", "speed", "of a replay, times real time"),
        f(6, "double", "sessionTime", "s, of a mark"),
      ],
    },
  },
} as const satisfies Record<string, TopicDefinition>;

export type TopicName = keyof typeof TOPICS;
/** A topic of events or commands. */
export type EventTopic = EventMessage["topic"];
export type LiveTopic = "telemetry" | LiveEvent["topic"];

/** Of an event or a command. */
export function schemaOf(topic: EventTopic): MessageSchema {
  return TOPICS[topic].message;
}

/** Topics that a page may subscribe to. The position is the topic's number in binary messages. */
export const LIVE_TOPICS = (Object.keys(TOPICS) as TopicName[]).filter(
  (name): name is LiveTopic => (TOPICS[name] as TopicDefinition).live === true,
);

/** Identifies an event within its session: a later one with the same key replaces the earlier one. */
export function eventKey(event: LiveEvent): string {
  const values = event as unknown as Record<string, unknown>;
  let key: string = event.topic;
  for (const field of TOPICS[event.topic].identity) key += `/${values[field]}`;
  return key;
}
