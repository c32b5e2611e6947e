/** Messages of the event topics: what happens in a session. */

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
  /** driven in the session */
  totalDistanceM: number;
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

/** A tumbling window of 3 s of one car: count, mean, min and max of every channel. */
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

/** Flags, penalties, safety car … as reported by the game; pit stops, from the samples. */
export interface SessionMessage {
  topic: "session-events";
  sessionTime: number;
  /** NaN: no car */
  car: number;
  /** the second car of an overtake, a collision, a penalty */
  otherCar: number;
  lap: number;
  /** the game's four-letter code, or a kind of Lapbook's own (below, and in games/f1/eventWords.ts) */
  kind: string;
  /** without the car's name */
  text: string;
  /** the event's numbers by name, as in session.json; empty where it has none */
  details: Record<string, number>;
}

/** A prediction for a race. Written before the event; written again, graded, when the event is over. */
export interface Prediction {
  topic: "predictions";
  /** when it was made; of a graded one, when it was graded */
  sessionTime: number;
  car: number;
  /** kind/car/lap at which it was made, and of two cars the other one: a restart replaces it */
  id: string;
  /** see PREDICTION_KINDS, which has the unit */
  kind: string;
  /** of an undercut or overcut, the car that it is about; NaN: none */
  otherCar: number;
  /** name of the model and its version */
  model: string;
  /** session time, s */
  madeAt: number;
  /** number of the car's running lap when it was made */
  lap: number;
  /** laps from then to the event, as predicted */
  horizon: number;
  value: number;
  /** 90 % interval */
  low: number;
  high: number;
  /** of the event, 0–1; NaN where it is certain to happen */
  probability: number;
  /** value by the simplest rule; NaN where there is none */
  baseline: number;
  graded: boolean;
  /** NaN: not graded, or it cannot be (see `because`) */
  outcome: number;
  /** value − outcome */
  error: number;
  inside: boolean;
  /** baseline − outcome */
  baselineError: number;
  /** why a graded one has no outcome; "" where it has one */
  because: string;
}

/** How soon an alert needs somebody, the most urgent last. */
export const SEVERITIES = ["info", "warning", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A rule of alerts was met (core/alerts). */
export interface StrategyAlert {
  topic: "strategy-alerts";
  /** when the rule was met */
  sessionTime: number;
  /** NaN: of the session */
  car: number;
  lap: number;
  /** id of the rule */
  rule: string;
  /** hash of the rule as it was then */
  ruleVersion: string;
  severity: Severity;
  title: string;
  /** without the car's name */
  text: string;
  value: number;
  /** what the value was compared with, in the same unit */
  limit: number;
  unit: string;
  /** evidence: the channel, expression or kind of session event, and its part of the session, s */
  channel: string;
  fromTime: number;
  toTime: number;
  /** m: where on its lap the car was when the rule was met; NaN: unknown, or at the end of the lap */
  lapDistance: number;
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

export type LiveEvent =
  | LapEvent
  | SectorEvent
  | SessionStats
  | TelemetryWindow
  | LapAnalytics
  | SessionMessage
  | Prediction
  | StrategyAlert;
export type EventMessage = LiveEvent | Command;

/** Kinds of Lapbook's own, beside the game's codes. */
export const ENDED = "ended";
export const PIT_IN = "pitIn";
export const PIT_OUT = "pitOut";
export const MARK = "mark";

/** A user's mark; its text is the note, or "". */
export function markMessage({sessionTime, note}: {sessionTime: number; note: string}): SessionMessage {
  return plainMessage({kind: MARK, sessionTime, text: note});
}

/** A message of `session-events`; omitted fields are not known. */
export function plainMessage(
  message: Pick<SessionMessage, "kind" | "sessionTime" | "text"> & Partial<SessionMessage>,
): SessionMessage {
  return {topic: "session-events", car: Number.NaN, otherCar: Number.NaN, lap: Number.NaN, details: {}, ...message};
}
