import {expect, test} from "vitest";
import {CaptureError} from "../../../src/core/capture/batch.js";
import {RecorderReader} from "../../../src/core/capture/recorder.js";
import {concat, gamePayload, recorderFile} from "../../support/captureBytes.js";
import {readAll} from "../../support/readAll.js";

const records = [0, 0.25, 1.75, 60].map((time, i) => ({time, bytes: gamePayload(20 + i, i)}));
const read = (bytes: Uint8Array, size?: () => number) =>
  readAll(new RecorderReader({startSeconds: 1000.5}), bytes, size);

test("reads records with the arrival counted from the given start", () => {
  const {datagrams, error} = read(recorderFile(records));
  expect(error).toBeUndefined();
  expect(datagrams.map((d) => d.payload)).toEqual(records.map((r) => r.bytes));
  expect(datagrams.map((d) => [d.seconds, d.nanos])).toEqual([
    [1000, 500_000_000],
    [1000, 750_000_000],
    [1002, 250_000_000],
    [1060, 500_000_000],
  ]);
});

test("gives the same for chunks of any size", () => {
  const bytes = recorderFile(records);
  for (let n = 1; n < bytes.length; ++n) expect(read(bytes, () => n)).toEqual(read(bytes));
});

test("tells every cut: the container knows its count", () => {
  const bytes = recorderFile(records);
  for (let n = 0; n < bytes.length; ++n) expect(read(bytes.slice(0, n)).error).toBeInstanceOf(CaptureError);
  expect(String(read(bytes.slice(0, 4)).error)).toMatch("cut before record 1 of 4 (at byte 4)");
  expect(String(read(bytes.slice(0, 32), () => 7).error)).toMatch("cut before record 2 of 4 (at byte 32)");
});

test("refuses times, lengths and trailing bytes that make no sense", () => {
  const bytes = recorderFile(records);
  const change = (at: number, value: number) => {
    const copy = bytes.slice();
    new DataView(copy.buffer).setUint32(at, value, true);
    return String(read(copy).error);
  };
  expect(change(4, 0x7fc00000)).toMatch("invalid time: NaN: record 1 of 4");
  expect(change(8, 0xffffffff)).toMatch("invalid record length: 4294967295: record 1 of 4");
  expect(String(read(concat(bytes, [0])).error)).toMatch("bytes after the last of 4 records");
});
