import {beforeAll, describe, expect, it} from "vitest";
import {
  createRow,
  F1_ROW_LENGTH,
  ROW_LENGTH,
  rowIndex,
  type TelemetryRow,
} from "../../../src/core/channels/telemetryRow.js";
import type {EventMessage} from "../../../src/core/messages/events.js";
import {codecOf, type Encoding} from "../../../src/core/messages/messagesCodec.js";
import {decodeEvent, encodeEvent, protoText} from "../../../src/core/messages/protobuf.js";
import {
  decodeTelemetry,
  encodeTelemetry,
  interpretRead,
  interpretWrite,
  TelemetryReader,
} from "../../../src/core/messages/protobufTelemetry.js";
import {TELEMETRY_FIELDS} from "../../../src/core/messages/schema.js";
import {schemaOf, TOPICS, type TopicDefinition} from "../../../src/core/messages/topics.js";
import {EVENT_EXAMPLES, messageObject, protobufjs, randomRow} from "../../support/messages.js";

describe("TelemetryMessage", () => {
  it("encodeTelemetry(row) gives what the interpreter of the table gives, and reads back", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const row = randomRow(seed, seed / 200);
      const bytes = encodeTelemetry(row);
      const plain = new Uint8Array(4096);
      const length = interpretWrite(row, new DataView(plain.buffer), 0);
      const head = bytes.length - length;
      expect(head).toBe(length < 128 ? 2 : 3);
      expect(bytes.subarray(head)).toEqual(plain.subarray(0, length));
      expect(decodeTelemetry(bytes, createRow())).toEqual(row);
      const read = createRow();
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      interpretRead(bytes, view, read, head, bytes.length);
      expect(read).toEqual(row);
    }
  });

  it("keeps negative numbers, zeros and the ends of each type", () => {
    const row = createRow();
    const put: [string, number][] = [
      ["gear", -1],
      ["deltaToFrontMs", -2147483648],
      ["deltaToLeaderMs", 2147483647],
      ["frame", 4294967295],
      ["throttle", 0],
      ["lapDistance", -812.5],
      ["currentLapTimeMs", 2147483647],
      ["lapNumber", 65535],
      ["speedKmh", 311.25],
      ["timestamp", 1_795_988_000_123],
      ["sessionTime", 86399.123456789],
    ];
    for (const [name, value] of put) row[rowIndex(name)] = value;
    const read = decodeTelemetry(encodeTelemetry(row), createRow());
    for (const [name, value] of put) expect(read[rowIndex(name)], name).toBe(value);
    expect(read.filter((v) => !Number.isNaN(v))).toHaveLength(put.length);
  });

  it("meets every cut: values before it or damaged message, never more", () => {
    const bytes = encodeTelemetry(randomRow(3, 1)).slice();
    for (let length = 0; length < bytes.length; length++) {
      const row = createRow();
      try {
        decodeTelemetry(bytes.subarray(0, length), row);
      } catch (error) {
        expect((error as Error).message).toMatch(/^damaged message: /);
      }
      expect(row).toHaveLength(ROW_LENGTH);
    }
  });

  it("passes over fields it does not know", () => {
    const known = encodeTelemetry(randomRow(4, 1));
    const head = known.length > 129 ? 3 : 2;
    // tags 1000–1003: varint, f64, block, f32
    const strange = [
      0xc0, 0x3e, 0x96, 1, 0xc9, 0x3e, 1, 2, 3, 4, 5, 6, 7, 8, 0xd2, 0x3e, 2, 9, 9, 0xdd, 0x3e, 1, 2, 3, 4,
    ];
    const around = Uint8Array.from([...strange, ...known, ...strange]);
    expect(decodeTelemetry(around, createRow())).toEqual(randomRow(4, 1));
    const fields = [...strange, ...known.subarray(head), ...strange];
    const within = Uint8Array.of(10, (fields.length & 127) | 128, fields.length >> 7, ...fields);
    expect(decodeTelemetry(within, createRow())).toEqual(randomRow(4, 1));
    expect(() => decodeTelemetry(Uint8Array.of(0x0f), createRow())).toThrow("damaged message");
  });

  it("is read into the F1 games' part of a row where no other source's channel is in it", () => {
    const reader = new TelemetryReader();
    for (let seed = 1; seed <= 60; seed++) {
      const row = randomRow(seed, seed / 60);
      // long and short ones in turn: nothing of the one before may stay
      if (seed % 3) row.fill(Number.NaN, F1_ROW_LENGTH);
      const bytes = encodeTelemetry(row);
      const read = reader.read(bytes);
      const others = row.subarray(F1_ROW_LENGTH).some((v) => !Number.isNaN(v));
      expect(read).toHaveLength(others ? ROW_LENGTH : F1_ROW_LENGTH);
      expect(read).toEqual(row.subarray(0, read.length));
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      const head = bytes.length > 129 ? 3 : 2;
      expect(interpretRead(bytes, view, createRow(), head, bytes.length)).toBe(others);
    }
    const damagedMessage = encodeTelemetry(randomRow(61, 1)).slice(0, -1);
    expect(() => reader.read(damagedMessage)).toThrow("damaged message");
    const empty = encodeTelemetry(createRow());
    expect(reader.read(empty).every(Number.isNaN)).toBe(true);
  });

  it("has each tag and each place once; tags 1–10 are those every consumer knows", () => {
    expect(new Set(TELEMETRY_FIELDS.map((f) => f.tag)).size).toBe(TELEMETRY_FIELDS.length);
    expect(TELEMETRY_FIELDS.map((f) => f.index).sort((a, b) => a - b)).toEqual(
      Array.from({length: ROW_LENGTH}, (_, i) => i),
    );
    expect(TELEMETRY_FIELDS.slice(0, 10).map((f) => f.name)).toEqual([
      ...["timestamp", "currentLapTimeMs", "throttle", "brake", "steering"],
      ...["speedKmh", "gear", "rpm", "normalizedPosition", "lapNumber"],
    ]);
  });
});

describe("judged by protobufjs", () => {
  let judge: Awaited<ReturnType<typeof protobufjs>>;
  beforeAll(async () => {
    judge = await protobufjs();
  });

  it("reads protoText(), and encodes the same bytes", ({skip}) => {
    if (!judge) return skip("protobufjs is not installed");
    const type = judge.lookupType("TelemetryMessage");
    for (let seed = 1; seed <= 100; seed++) {
      const row: TelemetryRow = randomRow(seed, seed / 100);
      const bytes = encodeTelemetry(row);
      expect([...bytes]).toEqual([...type.encode(messageObject(row)).finish()]);
      expect(type.toObject(type.decode(bytes), {longs: Number})).toEqual(messageObject(row));
    }
  });

  it("takes and gives every event and command, with the same bytes", ({skip}) => {
    if (!judge) return skip("protobufjs is not installed");
    for (const event of EVENT_EXAMPLES) {
      const type = judge.lookupType(schemaOf(event.topic).name);
      const {topic, ...values} = event;
      const known = Object.fromEntries(Object.entries(values).filter(([, v]) => !Number.isNaN(v)));
      const bytes = type.encode(known).finish();
      expect([...encodeEvent(event)], topic).toEqual([...bytes]);
      expect(decodeEvent(topic, bytes), topic).toEqual(event);
    }
  });
});

describe.each(["protobuf", "json"] as Encoding[])("codecOf(%s)", (encoding) => {
  const codec = codecOf(encoding);

  it("gives a row back", () => {
    const row = randomRow(9, 0.6);
    expect(codec.decodeTelemetry(codec.encodeTelemetry(row), createRow())).toEqual(row);
  });

  it.each(EVENT_EXAMPLES)("gives an event of $topic back", (event: EventMessage) => {
    expect(codec.decodeEvent(event.topic, codec.encodeEvent(event))).toEqual(event);
  });

  it("ignores the names of other programs", () => {
    const row = createRow();
    row[rowIndex("speedKmh")] = 200;
    expect(codec.decodeTelemetry(codec.encodeTelemetry(row), createRow())).toEqual(row);
  });

  it("refuses bytes that are none", () => {
    const bytes = new TextEncoder().encode('["no"');
    expect(() => codec.decodeTelemetry(bytes, createRow())).toThrow("damaged message");
    expect(() => codec.decodeEvent("lap-events", Uint8Array.of(7, 7))).toThrow("damaged message");
  });
});

it("codecOf(unknown) throws", () => {
  expect(() => codecOf("xml")).toThrow("unknown encoding: xml");
});

it("protoText() lists every message", () => {
  const messages = Object.values(TOPICS as Record<string, TopicDefinition>).flatMap(({message}) => message ?? []);
  expect(messages).toHaveLength(10);
  for (const {name} of messages) expect(protoText()).toContain(`message ${name} {`);
});
