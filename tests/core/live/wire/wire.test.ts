import {expect, it} from "vitest";
import {readSamples} from "../../../../src/core/archive/samples.js";
import {createRow, rowIndex} from "../../../../src/core/channels/telemetryRow.js";
import {channelName} from "../../../../src/core/live/wire/channelName.js";
import {parseClientMessage} from "../../../../src/core/live/wire/parseClientMessage.js";
import {parseRelayMessage} from "../../../../src/core/live/wire/parseRelayMessage.js";
import {keepFields, varintField} from "../../../../src/core/live/wire/protobufFields.js";
import {encodeRows} from "../../../../src/core/live/wire/wireColumns.js";
import {decodeMessage, encodeColumns, encodeFrames, encodeRecord} from "../../../../src/core/live/wire/wireFrames.js";
import {decodeTelemetry, encodeTelemetry} from "../../../../src/core/messages/protobufTelemetry.js";

const record = {topic: 0, session: 7, partition: 3, offset: 2 ** 40, arrival: 1_700_000_000_000.25};

function message(values: Record<string, number>): Uint8Array {
  const row = createRow();
  for (const [name, value] of Object.entries(values)) row[rowIndex(name)] = value;
  return encodeTelemetry(row);
}

it("parseClientMessage(text) fills what was left out, and takes aliases of channels once", () => {
  expect(parseClientMessage('{"type":"subscribe","id":"a","channels":["speed","speedKmh","rpm"]}')).toEqual({
    type: "subscribe",
    id: "a",
    topics: ["telemetry"],
    session: "latest",
    cars: null,
    channels: ["speedKmh", "rpm"],
    mode: "tick",
    tickMs: 33,
    encoding: "binary",
    backfillS: 0,
    resumeFrom: null,
  });
  expect(channelName("lap")).toBe("lapNumber");
});

it.each([
  ["null", "invalid message: null"],
  ['{"type":"subscribe"}', "invalid id: undefined"],
  ['{"type":"subscribe","id":"a","tickMs":1}', "invalid tickMs: 1"],
  ['{"type":"subscribe","id":"a","topics":[]}', "invalid topics: "],
  ['{"type":"subscribe","id":"a","cars":[-1]}', "invalid car: -1"],
  ['{"type":"subscribe","id":"a","channels":["constructor"]}', "unknown channel: constructor"],
  ['{"type":"subscribe","id":"a","resumeFrom":[{"topic":"telemetry"}]}', "invalid partition: undefined"],
  ['{"type":"ping","t":"x"}', "invalid t: x"],
])("parseClientMessage(%s) throws %s", (text, said) => {
  expect(() => parseClientMessage(text)).toThrow(said);
});

it("parseRelayMessage(text) ignores messages of a newer relay", () => {
  expect(parseRelayMessage('{"type":"later"}')).toBeNull();
  expect(parseRelayMessage('{"type":"skipped","frames":3}')).toEqual({type: "skipped", frames: 3});
});

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
    message({sessionTime: i, car: 2, frame: 20_000_000 + i, speedKmh: 300 + i, ...(i ? {throttle: 0.25} : {})}),
  );
  const {arrow} = decodeMessage(encodeColumns(1, 2, {...record, arrow: encodeRows(rows, null)})) as {arrow: Uint8Array};
  const samples = readSamples(arrow);
  expect([...samples.values("frame")]).toEqual([20_000_000, 20_000_001, 20_000_002]);
  expect([...samples.values("speedKmh")]).toEqual([300, 301, 302]);
  expect([...samples.values("throttle")]).toEqual([Number.NaN, 0.25, 0.25]);
  expect(samples.has("rpm")).toBe(false);
});

it("keepFields(bytes, tags) gives the same message as encoding only those", () => {
  const all = {sessionTime: 1.5, car: 300, speedKmh: 310, gear: -1, throttle: 1, worldX: -12.5};
  const kept = keepFields(message(all), new Set([1, 11, 7, 50]));
  const {sessionTime, car, gear, worldX} = all;
  expect(kept).toEqual(message({sessionTime, car, gear, worldX}));
  expect(varintField(message(all), 11)).toBe(300);
  expect(varintField(message({sessionTime: 1}), 11, -1)).toBe(-1);
  expect(decodeTelemetry(kept, createRow())[rowIndex("throttle")]).toBeNaN();
});

it("keepFields(bytes, tags) of a cut message throws or stays within it", () => {
  const bytes = message({sessionTime: 1.5, car: 300, speedKmh: 310});
  for (let length = 0; length < bytes.length; length++) {
    try {
      expect(keepFields(bytes.subarray(0, length), new Set([1, 6, 11])).length).toBeLessThanOrEqual(length);
    } catch (error) {
      expect((error as Error).message).toMatch(/^damaged message/);
    }
  }
});
