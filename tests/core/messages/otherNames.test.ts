import {expect, it} from "vitest";
import {createRow, rowIndex} from "../../../src/core/channels/telemetryRow.js";
import type {EventMessage} from "../../../src/core/messages/events.js";
import {codecOf} from "../../../src/core/messages/messagesCodec.js";
import {OTHER_NAMES} from "../../../src/core/messages/otherNames.js";
import {TELEMETRY_FIELDS} from "../../../src/core/messages/schema.js";
import {schemaOf} from "../../../src/core/messages/topics.js";

const json = codecOf("json");
const parsed = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes));

it("telemetry in JSON has other programs' names beside ours, rounded as they round", () => {
  const row = createRow();
  const values = {timestamp: 1_795_988_000_123, speedKmh: 200.12345, worldX: -12.25, worldZ: 7.125, throttle: 0.75};
  const more = {totalDistance: 1234.56789, sector: 2, currentLapTimeMs: 83_456, rpm: 9000, gear: 5};
  for (const [name, value] of Object.entries({...values, ...more})) row[rowIndex(name)] = value;
  expect(parsed(json.encodeTelemetry(row))).toEqual({
    ...values,
    ...more,
    ...{speed_kmh: 200.12, car_x: -12.25, car_z: 7.125, distance: 1234.568, speed: 200.12345, lapTime: 83_456},
  });
  // what is not known has no name at all
  const empty = createRow();
  empty[rowIndex("gear")] = -1;
  expect(parsed(json.encodeTelemetry(empty))).toEqual({gear: -1});
});

it("events in JSON have other programs' names beside ours", () => {
  const lap: EventMessage = {
    ...{
      topic: "lap-events",
      sessionTime: 93.5,
      car: 0,
      lap: 3,
      lapTimeMs: 83_456,
      sector1Ms: 27_000,
      sector2Ms: 28_000,
    },
    ...{sector3Ms: Number.NaN, best: true, valid: true, distanceM: 5300.25, totalDistanceM: 15_900.5},
  };
  expect(parsed(json.encodeEvent(lap))).toMatchObject({
    ...{lap: 3, lapTimeMs: 83_456, sector3Ms: null, totalDistanceM: 15_900.5},
    ...{
      lap_number: 3,
      lap_time_ms: 83_456,
      sector_times: [27_000, 28_000, null],
      best_lap: true,
      distance_total: 15_900.5,
    },
  });
  const stats: EventMessage = {
    ...{topic: "session-stats", sessionTime: 95, car: 19, averageSpeedKmh: 211.456, topSpeedKmh: 327},
    ...{distanceM: Number.NaN, lap: 4},
  };
  expect(parsed(json.encodeEvent(stats))).toMatchObject({
    ...{avg_speed: 211.46, max_speed: 327, total_distance: null, current_lap: 4, session_time: 95},
  });
});

it("OTHER_NAMES are of fields that exist, and none is a name of ours", () => {
  for (const [topic, names] of Object.entries(OTHER_NAMES)) {
    const fields = topic === "telemetry" ? TELEMETRY_FIELDS : schemaOf(topic as EventMessage["topic"]).fields;
    const ours = new Set(fields.map(({name}) => name));
    for (const {name, from} of names) {
      expect(ours, name).not.toContain(name);
      for (const field of [from].flat()) expect(ours, name).toContain(field);
    }
  }
});
