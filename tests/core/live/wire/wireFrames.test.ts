import {expect, it} from "vitest";
import {readSamples} from "../../../../src/core/archive/samples.js";
import {encodeRows} from "../../../../src/core/live/wire/wireColumns.js";
import {decodeMessage, encodeColumns, encodeFrames, encodeRecord} from "../../../../src/core/live/wire/wireFrames.js";
import {encodedRow} from "./encodedRow.js";

const record = {topic: 0, session: 7, partition: 3, offset: 2 ** 40, arrival: 1_700_000_000_000.25};

it("frames come back as they were written", () => {
  const payloads = [Uint8Array.of(1, 2, 3), new Uint8Array(0), new Uint8Array(300).fill(9)];
  const bytes = encodeFrames(
    42,
    1234.5,
    payloads.map((payload) => encodeRecord({...record, payload})),
    1234.5,
  );
  expect(decodeMessage(bytes)).toEqual({
    kind: 1,
    read: 1234.5,
    seq: 42,
    sent: 1234.5,
    records: payloads.map((payload) => ({...record, payload})),
  });
});

it("a message cut anywhere is damaged, or holds whole records only", () => {
  const one = encodeRecord({...record, payload: Uint8Array.of(1, 2, 3)});
  const bytes = encodeFrames(1, 2, [one, one]);
  const whole = [21, 21 + one.length];
  for (let length = 0; length < bytes.length; length++) {
    const cut = bytes.subarray(0, length);
    if (whole.includes(length)) expect(decodeMessage(cut)).toMatchObject({kind: 1});
    else expect(() => decodeMessage(cut)).toThrow("damaged message");
  }
  expect(() => decodeMessage(new Uint8Array(13).fill(9))).toThrow("damaged message: kind 9");
});

it("columns hold the same rows, NaN where a value is not known", () => {
  const rows = [0, 1, 2].map((i) =>
    encodedRow({sessionTime: i, car: 2, frame: 20_000_000 + i, speedKmh: 300 + i, ...(i ? {throttle: 0.25} : {})}),
  );
  const {arrow} = decodeMessage(encodeColumns(1, 2, {...record, arrow: encodeRows(rows, null)})) as {arrow: Uint8Array};
  const samples = readSamples(arrow);
  expect([...samples.values("frame")]).toEqual([20_000_000, 20_000_001, 20_000_002]);
  expect([...samples.values("speedKmh")]).toEqual([300, 301, 302]);
  expect([...samples.values("throttle")]).toEqual([Number.NaN, 0.25, 0.25]);
  expect(samples.has("rpm")).toBe(false);
});
