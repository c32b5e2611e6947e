import {CHANNELS, type Channel} from "../channels/catalogue.js";
import {CHANNEL_PLACES, NORMALIZED_POSITION, OVERALL_FRAME, ROW_LENGTH} from "../channels/telemetryRow.js";
import type {LiveEvent} from "./events.js";

/**
 * What travels through the log's topics, as tables: the .proto text, both encodings and the documentation are made from them.
 *
 * One rule for all: a number that is not known is NaN in memory and absent from the message.
 */
export type FieldType = "double" | "float" | "uint32" | "sint32" | "bool" | "string" | "map<string, ChannelStats>";

export interface Field {
  tag: number;
  name: string;
  type: FieldType;
  about: string;
}

export interface Message {
  name: string;
  about: string;
  /** by tag */
  fields: readonly Field[];
}

/** Control of a collector or a session. */
export interface Command {
  topic: "commands";
  command: "start" | "stop" | "mark" | "replay";
  sessionId: string;
  /** what to start or replay: a collector, a file */
  source: string;
  /** text of a mark */
  note: string;
  /** of a replay, times real time */
  speed: number;
  /** session time of a mark, s */
  sessionTime: number;
}

export type EventMessage = LiveEvent | Command;
export type Topic = EventMessage["topic"];

/** No field of a TelemetryMessage is longer: two bytes of key, eight of value. */
export const MOST_FIELD_BYTES = 10;
export const MOST_TELEMETRY_BYTES = ROW_LENGTH * MOST_FIELD_BYTES;

export interface TelemetryField extends Field {
  /** place in a TelemetryRow */
  index: number;
}

/** The fields of a TelemetryMessage by tag. */
export const TELEMETRY_FIELDS: readonly TelemetryField[] = [
  ...CHANNELS.map((c, i) => ({
    tag: c.tag,
    name: c.name,
    type: wireType(c),
    about: c.unit ? `${c.label}, ${c.unit}` : c.label,
    index: CHANNEL_PLACES[i],
  })),
  {
    tag: 9,
    name: "normalizedPosition",
    type: "float" as const,
    about: "distance ÷ track length",
    index: NORMALIZED_POSITION,
  },
  {
    tag: 200,
    name: "overallFrame",
    type: "uint32" as const,
    about: "frame counter that never goes back",
    index: OVERALL_FRAME,
  },
].sort((a, b) => a.tag - b.tag);

function wireType({type, scale}: Channel): FieldType {
  if (type === "float64") return "double";
  if (type === "float32" || scale) return "float";
  return type.startsWith("u") ? "uint32" : "sint32";
}

const f = (tag: number, type: FieldType, name: string, about: string): Field => ({tag, name, type, about});
const TIME_AND_CAR = [f(1, "double", "sessionTime", "s"), f(2, "uint32", "car", "index of the car")];

export const TELEMETRY: Message = {
  name: "TelemetryMessage",
  about: "One car in one frame. Topic telemetry.",
  fields: TELEMETRY_FIELDS,
};

export const CHANNEL_STATS: Message = {
  name: "ChannelStats",
  about: "A channel within a window, in the channel's unit.",
  fields: [
    f(1, "uint32", "count", "samples"),
    f(2, "double", "mean", ""),
    f(3, "double", "min", ""),
    f(4, "double", "max", ""),
  ],
};

export const EVENTS: Record<Topic, Message> = {
  "lap-events": {
    name: "LapEvent",
    about: "A lap completed; a later one of the same car and lap takes its place. Topic lap-events.",
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
    ],
  },
  "sector-times": {
    name: "SectorEvent",
    about: "A sector completed; a later one of the same car, lap and sector takes its place. Topic sector-times.",
    fields: [
      ...TIME_AND_CAR,
      f(3, "uint32", "lap", "number of the lap"),
      f(4, "uint32", "sector", "1–3"),
      f(5, "uint32", "timeMs", "ms"),
      f(6, "bool", "best", "the car's best so far"),
    ],
  },
  "session-stats": {
    name: "SessionStats",
    about: "Every 5 s of session time a car. Topic session-stats.",
    fields: [
      ...TIME_AND_CAR,
      f(3, "double", "averageSpeedKmh", "km/h, mean of all samples"),
      f(4, "double", "topSpeedKmh", "km/h"),
      f(5, "double", "distanceM", "m, the game's total distance"),
      f(6, "uint32", "lap", "current lap"),
    ],
  },
  "telemetry-windows": {
    name: "TelemetryWindow",
    about:
      "A tumbling window of 3 s of session time of a car; a later one of the same start takes its place. Topic telemetry-windows.",
    fields: [
      f(1, "double", "sessionTime", "s, end of the window"),
      f(2, "uint32", "car", "index of the car"),
      f(3, "double", "startTime", "s"),
      f(4, "double", "watermark", "s, everything up to here was expected when it was closed"),
      f(5, "map<string, ChannelStats>", "channels", "by channel name"),
    ],
  },
  "lap-analytics": {
    name: "LapAnalytics",
    about: "What the samples of a lap say. Topic lap-analytics.",
    fields: [
      ...TIME_AND_CAR,
      f(3, "uint32", "lap", "number of the lap"),
      f(4, "double", "averageSpeedKmh", "km/h, mean of the lap's samples"),
      f(5, "double", "topSpeedKmh", "km/h"),
      f(6, "double", "throttle", "share of samples at full throttle (98 % and more), 0–1"),
      f(7, "double", "brake", "share of samples braking (more than 5 %), 0–1"),
      f(8, "double", "fuelUsedKg", "kg"),
      f(9, "double", "peakG", "g, greatest lateral and longitudinal together"),
      f(10, "double", "fuelUsedLitres", "l, of games that count litres"),
    ],
  },
  "session-events": {
    name: "SessionMessage",
    about: "What happened in the session. Topic session-events.",
    fields: [
      ...TIME_AND_CAR,
      f(3, "uint32", "otherCar", "of an overtake, a collision, a penalty"),
      f(4, "uint32", "lap", "number of the lap, where it is told"),
      f(5, "string", "kind", "the game's four letters, or begun, ended, pitIn, pitOut, weather, safetyCar, sectorFlag"),
      f(6, "string", "text", "in words"),
    ],
  },
  commands: {
    name: "Command",
    about: "Control. Topic commands.",
    fields: [
      f(1, "string", "command", "start, stop, mark, replay"),
      f(2, "string", "sessionId", ""),
      f(3, "string", "source", "what to start or replay"),
      f(4, "string", "note", "text of a mark"),
      f(5, "double", "speed", "of a replay, times real time"),
      f(6, "double", "sessionTime", "s, of a mark"),
    ],
  },
};

/** What tells an event from others of its topic and session: a later one with the same key takes the place of an earlier one. */
export function eventKey(event: LiveEvent): string {
  const {topic, car} = event;
  switch (topic) {
    case "lap-events":
    case "lap-analytics":
      return `${topic}/${car}/${event.lap}`;
    case "sector-times":
      return `${topic}/${car}/${event.lap}/${event.sector}`;
    case "session-stats":
      return `${topic}/${car}/${event.sessionTime}`;
    case "telemetry-windows":
      return `${topic}/${car}/${event.startTime}`;
    case "session-events":
      return `${topic}/${car}/${event.otherCar}/${event.kind}/${event.text}/${event.sessionTime}`;
  }
}
