import {expect, it} from "vitest";
import {createRow, rowIndex} from "../../../../src/core/channels/telemetryRow.js";
import {keepFields, varintField} from "../../../../src/core/live/wire/protobufFields.js";
import {decodeTelemetry} from "../../../../src/core/messages/protobufTelemetry.js";
import {encodedRow} from "./encodedRow.js";

it("keepFields(bytes, tags) gives the same message as encoding only those", () => {
  const all = {sessionTime: 1.5, car: 300, speedKmh: 310, gear: -1, throttle: 1, worldX: -12.5};
  const kept = keepFields(encodedRow(all), new Set([199, 11, 7, 50]));
  const {sessionTime, car, gear, worldX} = all;
  expect(kept).toEqual(encodedRow({sessionTime, car, gear, worldX}));
  expect(varintField(encodedRow(all), 11, -1, true)).toBe(300);
  expect(varintField(encodedRow({sessionTime: 1}), 11, -1, true)).toBe(-1);
  expect(decodeTelemetry(kept, createRow())[rowIndex("throttle")]).toBeNaN();
});

it("keepFields(bytes, tags) of a cut message throws or stays within it", () => {
  const bytes = encodedRow({sessionTime: 1.5, car: 300, speedKmh: 310});
  for (let length = 0; length < bytes.length; length++) {
    try {
      expect(keepFields(bytes.subarray(0, length), new Set([199, 6, 11])).length).toBeLessThanOrEqual(length);
    } catch (error) {
      expect((error as Error).message).toMatch(/^damaged message/);
    }
  }
});
