import type {EventTopic} from "./topics.js";

/** A value in JSON under the name that other programs of this field use for it. */
export interface OtherName {
  name: string;
  /** our field, or the elements of a list */
  from: string | readonly string[];
  /** rounded as those programs round it; absent: not rounded */
  decimals?: number;
}

/**
 * Names in JSON beside ours, by topic: those of the Kafka topics of VforVitorio/F1_AC_Digital_Twin
 * (docs/guides/kafka_integration_architecture.md) with its rounding, and of chrismarth/PurpleSector (docs). Where they use the same name
 * as we do, there is no second one.
 */
export const OTHER_NAMES: Partial<Record<EventTopic | "telemetry", readonly OtherName[]>> = {
  telemetry: [
    {name: "speed_kmh", from: "speedKmh", decimals: 2},
    {name: "car_x", from: "worldX"},
    {name: "car_z", from: "worldZ"},
    {name: "distance", from: "totalDistance", decimals: 3},
    {name: "speed", from: "speedKmh"},
    {name: "lapTime", from: "currentLapTimeMs"},
  ],
  "lap-events": [
    {name: "lap_number", from: "lap"},
    {name: "lap_time_ms", from: "lapTimeMs"},
    {name: "sector_times", from: ["sector1Ms", "sector2Ms", "sector3Ms"]},
    {name: "best_lap", from: "best"},
    {name: "distance_total", from: "totalDistanceM", decimals: 3},
  ],
  "session-stats": [
    {name: "avg_speed", from: "averageSpeedKmh", decimals: 2},
    {name: "max_speed", from: "topSpeedKmh", decimals: 2},
    {name: "total_distance", from: "distanceM", decimals: 3},
    {name: "current_lap", from: "lap"},
    {name: "session_time", from: "sessionTime", decimals: 0},
  ],
};

/** The values of a message with those of other names behind them; what is missing has no other name either. */
export function withOtherNames(topic: EventTopic | "telemetry", values: Record<string, unknown>): object {
  const others = OTHER_NAMES[topic];
  if (!others) return values;
  const all = {...values};
  for (const {name, from, decimals} of others) {
    const value = typeof from === "string" ? values[from] : from.map((field) => values[field] ?? null);
    if (value !== undefined) all[name] = decimals === undefined ? value : rounded(value, decimals);
  }
  return all;
}

function rounded(value: unknown, decimals: number): unknown {
  return typeof value === "number" ? Math.round(value * 10 ** decimals) / 10 ** decimals : value;
}
