/** What happens in a session: the messages of the event topics. */

export interface LapEvent {
  topic: "lap-events";
  sessionTime: number;
  car: number;
  lap: number;
  lapTimeMs: number;
  sector1Ms: number;
  sector2Ms: number;
  sector3Ms: number;
  best: boolean;
  valid: boolean;
  distanceM: number;
}

export interface SectorEvent {
  topic: "sector-times";
  sessionTime: number;
  car: number;
  lap: number;
  /** 1–3 */
  sector: number;
  timeMs: number;
  best: boolean;
}

/** Every 5 s a car. */
export interface SessionStats {
  topic: "session-stats";
  sessionTime: number;
  car: number;
  averageSpeedKmh: number;
  topSpeedKmh: number;
  distanceM: number;
  lap: number;
}

/** A tumbling window of 3 s of one car; every channel's count, mean, least and greatest. */
export interface TelemetryWindow {
  topic: "telemetry-windows";
  /** end of the window, session time */
  sessionTime: number;
  car: number;
  startTime: number;
  watermark: number;
  channels: Record<string, {count: number; mean: number; min: number; max: number}>;
}

export interface LapAnalytics {
  topic: "lap-analytics";
  sessionTime: number;
  car: number;
  lap: number;
  averageSpeedKmh: number;
  topSpeedKmh: number;
  /** 0–1 */
  throttle: number;
  brake: number;
  fuelUsedKg: number;
  fuelUsedLitres: number;
  peakG: number;
}

/** What happened, as the game says it: flags, penalties, safety car …; pit stops as the samples say. */
export interface SessionMessage {
  topic: "session-events";
  sessionTime: number;
  /** NaN: of no car */
  car: number;
  /** the other one of an overtake, a collision, a penalty */
  otherCar: number;
  lap: number;
  /** the game's four letters, or one of our own (core/games/f1/eventText.ts) */
  kind: string;
  /** in words, without the car's name */
  text: string;
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

export type LiveEvent = LapEvent | SectorEvent | SessionStats | TelemetryWindow | LapAnalytics | SessionMessage;
export type EventMessage = LiveEvent | Command;

/** Kinds of our own beside the game's codes. */
export const ENDED = "ended";
export const PIT_IN = "pitIn";
export const PIT_OUT = "pitOut";
export const MARK = "mark";

/** A reader's mark; its text is the note, empty when there is none. */
export function markMessage({sessionTime, note}: {sessionTime: number; note: string}): SessionMessage {
  return plainMessage({kind: MARK, sessionTime, text: note});
}

/** A message of `session-events`; what is left out is not known. */
export function plainMessage(
  message: Pick<SessionMessage, "kind" | "sessionTime" | "text"> & Partial<SessionMessage>,
): SessionMessage {
  return {topic: "session-events", car: Number.NaN, otherCar: Number.NaN, lap: Number.NaN, ...message};
}
