import {readFileSync} from "node:fs";
import {expect, it} from "vitest";
import {Publisher} from "../../../server/collectors/publisher.js";
import {createRow, rowIndex} from "../../../src/core/channels/telemetryRow.js";
import {codecOf} from "../../../src/core/messages/messagesCodec.js";
import {batchOf, f1Stream, type Sent} from "../../support/f1Stream.js";
import {gt7Datagram} from "../../support/gt7Peer.js";
import {protobufjs} from "../../support/messages.js";
import {FakeProducer} from "./support.js";

const FILE = readFileSync(new URL("../../../docs/lapbook.proto", import.meta.url), "utf8");
const BEGAN = 1_795_988_000;

/** A console's datagrams, 60 a second, at 50 m/s. */
const gt7 = (): Sent[] =>
  Array.from({length: 120}, (_, id) => ({
    bytes: gt7Datagram({id, lap: 1, speed: 50, gear: 4, throttle: 255, rpm: 8000}),
    ...{seconds: BEGAN + id / 60, id, frame: id, overallFrame: id, port: 33_740},
  }));

async function published(stream: readonly Sent[], encoding?: "json") {
  const producer = new FakeProducer();
  const publisher = new Publisher({producer, encoding});
  for (let i = 0; i < stream.length; i += 7) publisher.take("a", batchOf(stream.slice(i, i + 7)));
  await publisher.close();
  return producer.sent.telemetry;
}

it.each([
  ["F1", f1Stream({seconds: 3, startSeconds: BEGAN}), {speed: 200, gear: 5, throttle: 0.75, lapNumber: 1, rpm: 0}],
  ["Gran Turismo", gt7(), {speed: 180, gear: 4, throttle: 1, rpm: 8000}],
])("live messages of %s are what docs/lapbook.proto says, stamped with their arrival", async (_, stream, expected) => {
  const type = (await protobufjs(FILE))!.lookupType("TelemetryMessage");
  const messages = await published(stream);
  expect(messages.length).toBeGreaterThan(100);
  for (const [i, {value, timestamp}] of messages.entries()) {
    const {telemetry} = type.toObject(type.decode(value), {longs: Number}) as {telemetry: Record<string, number>};
    expect(telemetry.timestamp).toBe(timestamp);
    expect(telemetry.overallFrame).toBeGreaterThanOrEqual(i);
    if (i > 20) expect(telemetry).toMatchObject(expected);
  }
  const first = messages[0].timestamp;
  expect(first - BEGAN * 1000).toBeGreaterThanOrEqual(0);
  expect(first - BEGAN * 1000).toBeLessThan(2000);
  expect(messages.at(-1)!.timestamp).toBeGreaterThan(first);
});

it("live messages in JSON have the same values and timestamps", async () => {
  for (const stream of [f1Stream({seconds: 3, startSeconds: BEGAN}), gt7()]) {
    const [binary, json] = await Promise.all([published(stream), published(stream, "json")]);
    expect(json).toHaveLength(binary.length);
    for (const [i, {value, timestamp}] of json.entries()) {
      const row = codecOf("json").decodeTelemetry(value, createRow());
      expect(row[rowIndex("timestamp")]).toBe(timestamp);
      expect(timestamp).toBe(binary[i].timestamp);
      const other = codecOf("protobuf").decodeTelemetry(binary[i].value, createRow());
      for (const name of ["speedKmh", "gear", "rpm", "car"]) expect(row[rowIndex(name)]).toBe(other[rowIndex(name)]);
    }
  }
});
