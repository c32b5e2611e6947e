import {createRow, type TelemetryRow} from "../../src/core/channels/telemetryRow.js";
import type {EventMessage} from "../../src/core/messages/events.js";
import {protoText} from "../../src/core/messages/protobuf.js";
import {TELEMETRY_FIELDS} from "../../src/core/messages/schema.js";
import {seeded} from "./seeded.js";

/** A row that has about `share` of all fields, each with any value of its type. */
export function randomRow(seed: number, share: number): TelemetryRow {
  const random = seeded(seed);
  const row = createRow();
  for (const {type, index} of TELEMETRY_FIELDS) {
    if (random() > share) continue;
    const bits = 2 ** Math.floor(random() * 32);
    if (type === "double") row[index] = random() * 10_000;
    else if (type === "int64") row[index] = Math.trunc((random() - 0.1) * 2 ** Math.floor(random() * 53)) + 0;
    else if (type === "float") row[index] = Math.fround((random() - 0.5) * bits);
    else if (type === "sint32" || type === "int32")
      row[index] = Math.trunc((random() - 0.5) * bits) + 0; // no −0
    else row[index] = Math.trunc(random() * bits * 2);
  }
  return row;
}

/** The row as other libraries take its message: an object of what is known. */
export function messageObject(row: TelemetryRow): {telemetry: Record<string, number>} {
  const known = TELEMETRY_FIELDS.filter(({index}) => !Number.isNaN(row[index]));
  return {telemetry: Object.fromEntries(known.map(({name, protoName, index}) => [protoName ?? name, row[index]]))};
}

export interface ProtobufType {
  encode(values: object): {finish(): Uint8Array};
  decode(bytes: Uint8Array): object;
  toObject(message: object, options: {longs: typeof Number; defaults?: boolean}): Record<string, unknown>;
}

/**
 * Google's format as another library speaks it, from a .proto text with the package `lapbook`; undefined where it is not installed
 * (with CI=true that fails).
 */
export async function protobufjs(text = protoText()): Promise<{lookupType(name: string): ProtobufType} | undefined> {
  const name: string = "protobufjs";
  try {
    const {default: library} = await import(name);
    return library.parse(text, {keepCase: true}).root.lookup("lapbook");
  } catch (error) {
    if ((error as {code?: string}).code !== "ERR_MODULE_NOT_FOUND" && !/Cannot find|Failed to/.test(String(error)))
      throw error;
    if (process.env.CI === "true") throw new Error("protobufjs is not installed: npm ci");
    return undefined;
  }
}

/** An event of each topic; NaN is what is not known. */
export const EVENT_EXAMPLES: EventMessage[] = [
  {
    topic: "lap-events",
    sessionTime: 93.5,
    car: 0,
    lap: 3,
    lapTimeMs: 83_456,
    sector1Ms: 27_000,
    sector2Ms: 28_000,
    sector3Ms: Number.NaN,
    best: false,
    valid: true,
    distanceM: 5300.25,
    totalDistanceM: 15_900.5,
  },
  {topic: "sector-times", sessionTime: 30.25, car: 21, lap: 300, sector: 1, timeMs: 27_001, best: true},
  {
    topic: "session-stats",
    sessionTime: 95,
    car: 19,
    averageSpeedKmh: 211.5,
    topSpeedKmh: 327,
    distanceM: 0,
    lap: 0,
  },
  {
    topic: "telemetry-windows",
    sessionTime: 6,
    car: 1,
    startTime: 3,
    watermark: 6.0166,
    channels: {
      speedKmh: {count: 180, mean: 200.5, min: 80, max: 310},
      gear: {count: 179, mean: 4.2, min: -1, max: 8},
    },
  },
  {
    topic: "lap-analytics",
    sessionTime: 93.5,
    car: 2,
    lap: 3,
    averageSpeedKmh: 210.1,
    topSpeedKmh: 320,
    throttle: 0.66,
    brake: 0.15,
    fuelUsedKg: Number.NaN,
    fuelUsedLitres: 2.4,
    peakG: 4.7,
  },
  {
    topic: "session-events",
    sessionTime: 40.125,
    car: 3,
    otherCar: Number.NaN,
    lap: 2,
    kind: "PENA",
    text: "time penalty 5 s: corner cutting gained time",
    details: {time: 5, penaltyType: 0},
  },
  {
    topic: "predictions",
    otherCar: 4,
    sessionTime: 182.5,
    car: 3,
    id: "lapTime/3/2",
    kind: "lapTime",
    model: "pace 1",
    madeAt: 93.5,
    lap: 2,
    horizon: 1,
    value: 89_000,
    low: 88_400,
    high: 89_600,
    probability: Number.NaN,
    baseline: 89_100,
    graded: true,
    outcome: 88_900,
    error: 100,
    inside: true,
    baselineError: 200,
    because: "",
  },
  {
    topic: "strategy-alerts",
    sessionTime: 512.25,
    car: 4,
    lap: 7,
    rule: "brakes-hot",
    ruleVersion: "1f2e3d4c",
    severity: "critical",
    title: "Brakes hot",
    text: "brake front left 1102 °C",
    value: 1102,
    limit: 1050,
    unit: "°C",
    channel: "brakeTempFlC",
    fromTime: 509.2,
    toTime: 512.25,
    lapDistance: 1822.5,
  },
  {
    topic: "commands",
    command: "mark",
    sessionId: "20260101-120000-abcdef",
    source: "",
    note: "Überholt, größer",
    speed: Number.NaN,
    sessionTime: 12.5,
  },
];
