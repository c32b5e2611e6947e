import {readFileSync} from "node:fs";
import {beforeAll, describe, expect, it} from "vitest";
import {createRow, F1_ROW_LENGTH, rowIndex} from "../../../src/core/channels/telemetryRow.js";
import {keepFields, varintField} from "../../../src/core/live/wire/protobufFields.js";
import {decodeTelemetry, encodeTelemetry, TelemetryReader} from "../../../src/core/messages/protobufTelemetry.js";
import {stampProtobuf, UNSTAMPED} from "../../../src/core/messages/telemetryStamp.js";
import {type ProtobufType, protobufjs} from "../../support/messages.js";
import {encodedRow} from "../live/wire/encodedRow.js";

/** What other programs know of the topic `telemetry`. */
const TEN_FIELDS = `syntax = "proto3";
package lapbook;
message TelemetryMessage { TelemetryFrame telemetry = 1; }
message TelemetryFrame {
  int64 timestamp = 1; int32 lapTime = 2; float throttle = 3; float brake = 4; float steering = 5;
  float speed = 6; int32 gear = 7; int32 rpm = 8; float normalizedPosition = 9; int32 lapNumber = 10;
}`;

/** Some fields of the messages before the frame became a message of its own. */
const EARLIER = `syntax = "proto3";
package lapbook;
message TelemetryMessage {
  optional double sessionTime = 1; optional uint32 currentLapTimeMs = 2; optional float throttle = 3;
  optional uint32 speedKmh = 6; optional sint32 gear = 7; optional uint32 rpm = 8; optional float normalizedPosition = 9;
  optional uint32 lapNumber = 10; optional uint32 car = 11; optional uint32 frame = 12; optional sint32 deltaToFrontMs = 17;
  optional float worldX = 50; optional uint32 overallFrame = 200; optional float waterTempC = 202;
}`;

const VALUES = {timestamp: 1_795_988_000_123, throttle: 0.75, brake: 0, steering: -0.5, gear: 7, rpm: 11_250};
const SHARED = {...VALUES, lapTime: 83_456, speed: 311.25, normalizedPosition: 0.5, lapNumber: 12};
const {lapTime, speed, ...named} = SHARED;
const OURS = {...named, currentLapTimeMs: lapTime, speedKmh: speed};
const MORE = {sessionTime: 1234.5, car: 3, worldX: -12.5, waterTempC: 90, overallFrame: 77, deltaToFrontMs: -250};

const plain = (type: ProtobufType, bytes: Uint8Array, defaults = false) =>
  type.toObject(type.decode(bytes), {longs: Number, defaults}).telemetry;

describe("the ten shared fields", () => {
  let ten: ProtobufType;
  let own: ProtobufType;
  let earlier: ProtobufType;
  beforeAll(async () => {
    const published = readFileSync(new URL("../../../docs/lapbook.proto", import.meta.url), "utf8");
    [ten, own, earlier] = await Promise.all(
      [TEN_FIELDS, published, EARLIER].map(async (text) => (await protobufjs(text))!.lookupType("TelemetryMessage")),
    );
  });

  it("are read by a program that knows only them", () => {
    expect(plain(ten, encodedRow({...OURS, ...MORE}), true)).toEqual(SHARED);
    expect(plain(ten, encodedRow({gear: -1, currentLapTimeMs: 0, speedKmh: 0, lapNumber: 300}), true)).toMatchObject({
      ...{gear: -1, lapTime: 0, speed: 0, lapNumber: 300},
    });
  });

  it("are read from such a program, in any order, with fields of its own", () => {
    // it writes no zero: missing is unknown
    const bytes = ten.encode({telemetry: {...SHARED, gear: -1}}).finish();
    const expected = decodeTelemetry(encodedRow({...OURS, gear: -1, brake: Number.NaN}), createRow());
    expect(decodeTelemetry(bytes, createRow())).toEqual(expected);
    // a message in two parts is one (https://protobuf.dev/programming-guides/encoding/#last-one-wins)
    const parts = [{gear: 3, rpm: 9000}, {gear: -1}].flatMap((telemetry) => [...ten.encode({telemetry}).finish()]);
    const row = decodeTelemetry(Uint8Array.from([...parts, 0x50, 1]), createRow());
    expect([row[rowIndex("gear")], row[rowIndex("rpm")]]).toEqual([-1, 9000]);
  });

  it("have further channels from field 11 on, as docs/lapbook.proto says", () => {
    const {deltaToFrontMs, ...more} = MORE;
    expect(plain(own, encodedRow({...OURS, ...more, deltaToFrontMs}))).toEqual({...SHARED, ...MORE});
  });

  it("are read from the messages of an earlier Lapbook, short and long", () => {
    const {timestamp, ...known} = OURS;
    const values = {...known, speedKmh: 311, ...MORE, gear: -1, frame: 70};
    const bytes = earlier.encode(values).finish();
    expect(bytes[0]).toBe(9);
    const row = decodeTelemetry(bytes, createRow());
    for (const [name, value] of Object.entries(values))
      if (name !== "brake" && name !== "steering") expect(row[rowIndex(name)], name).toBe(value);
    expect(row[rowIndex("timestamp")]).toBeNaN();
    const reader = new TelemetryReader();
    expect(reader.read(bytes)[rowIndex("waterTempC")]).toBe(90);
    const {waterTempC, ...f1} = values;
    expect(reader.read(earlier.encode(f1).finish())).toHaveLength(F1_ROW_LENGTH);
    for (let length = 0; length < bytes.length; length++) {
      try {
        decodeTelemetry(bytes.subarray(0, length), createRow());
      } catch (error) {
        expect((error as Error).message).toMatch(/^damaged message: /);
      }
    }
    expect(varintField(bytes, 11, -1, true)).toBe(3);
    expect(keepFields(bytes, new Set([199, 11]))).toBe(bytes);
  });

  it("have the time of arrival once it is known", () => {
    for (const time of [0, 1, 1_795_988_000_123, 2 ** 42 - 1]) {
      for (const more of [{gear: 3}, {...OURS, ...MORE, timestamp: 0, ...Object.fromEntries(LONG)}]) {
        const bytes = encodedRow({...more, timestamp: UNSTAMPED});
        stampProtobuf(bytes, time + 0.75);
        expect(plain(ten, bytes, true)).toMatchObject({timestamp: time});
        const row = decodeTelemetry(bytes, createRow());
        expect(row[rowIndex("timestamp")]).toBe(time);
        row[rowIndex("timestamp")] = UNSTAMPED;
        expect(encodeTelemetry(row)).toEqual(encodedRow({...more, timestamp: UNSTAMPED}));
      }
    }
    const without = encodedRow({gear: 3});
    stampProtobuf(without, 5);
    expect(without).toEqual(encodedRow({gear: 3}));
  });
});

/** Enough fields for a frame of more than 127 bytes. */
const LONG = ["Rl", "Rr", "Fl", "Fr"].flatMap((wheel, i) =>
  [`slipRatio${wheel}`, `slipAngle${wheel}`, `wheelSpeed${wheel}`, `verticalForce${wheel}`].map(
    (name) => [name, i] as const,
  ),
);
