import {afterEach, describe, expect, it} from "vitest";
import {readCapture} from "../../../loaders/captures/readCapture.js";
import type {Collector} from "../../../server/collectors/collector.js";
import {Publisher, type PublisherOptions} from "../../../server/collectors/publisher.js";
import {replayCollector} from "../../../server/collectors/replayCollector.js";
import {simulatorCollector} from "../../../server/collectors/simulatorCollector.js";
import {type UdpCollector, udpCollector} from "../../../server/collectors/udpCollector.js";
import type {Ledger} from "../../../src/core/archive/types.js";
import {decodeBundle} from "../../../src/core/capture/datagramBundle.js";
import {createRow, rowIndex} from "../../../src/core/channels/telemetryRow.js";
import {createColumns, decoderOf} from "../../../src/core/games/f1/decode.js";
import type {Format} from "../../../src/core/games/f1/formats.js";
import {identify} from "../../../src/core/games/f1/identify.js";
import {layoutOf} from "../../../src/core/games/f1/layout.js";
import {markMessage} from "../../../src/core/messages/events.js";
import {codecOf} from "../../../src/core/messages/messagesCodec.js";
import {decodeEvent} from "../../../src/core/messages/protobuf.js";
import {SessionSplitter} from "../../../src/core/session/sessionSplitter.js";
import {batchOf, f1Stream, type Sent} from "../../support/f1Stream.js";
import {sharedData} from "../../support/sharedData.js";
import {until} from "../../support/until.js";
import {batchesCollector, FakeProducer, FRAMES_ONLY, payloadsOf, senderAt, sendTo} from "./support.js";

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

function publisherOf(options: Partial<PublisherOptions> = {}) {
  const producer = new FakeProducer();
  const publisher = new Publisher({producer, games: [FRAMES_ONLY], ...options});
  return {producer, publisher};
}

async function listening(publisher: Publisher): Promise<UdpCollector> {
  const collector = await udpCollector({port: 0});
  const running = publisher.run(collector);
  open.push(async () => {
    await collector.close();
    await running;
  });
  return collector;
}

/** Sends from one address, a frame's worth at a time so that no buffer fills up. */
async function send(stream: readonly Sent[], address: string, collector: UdpCollector): Promise<void> {
  const socket = await senderAt(address);
  for (const [i, {bytes}] of stream.entries()) {
    await sendTo(socket, bytes, collector.port);
    if (i % 32 === 31) await new Promise((resolve) => setImmediate(resolve));
  }
  socket.close();
}

/** Byte for byte, without the seconds that a deep comparison takes. */
function expectSame(found: readonly Uint8Array[], expected: readonly Uint8Array[]): void {
  expect(found.length).toBe(expected.length);
  expect(found.findIndex((bytes, i) => Buffer.compare(bytes, expected[i]) !== 0)).toBe(-1);
}

const telemetryFrames = (stream: readonly Sent[]) => stream.filter(({id}) => id === 6).length;

describe("over real UDP on loopback", () => {
  it("two consoles on one port are two sessions, each with its own ledger and telemetry", async () => {
    const {publisher, producer} = publisherOf();
    const collector = await listening(publisher);
    const [a, b] = [f1Stream({uid: 1, seconds: 4}), f1Stream({uid: 2, seconds: 3})];
    await Promise.all([send(a, "127.0.0.1", collector), send(b, "127.0.0.2", collector)]);
    await until(() => producer.payloads.length === a.length + b.length);
    const sessions = publisher.sessions();
    expect(sessions.map((s) => s.ledger.received).sort()).toEqual([a.length, b.length].sort());
    for (const stream of [a, b]) {
      const seen = sessions.find((s) => s.ledger.received === stream.length)!;
      expect(seen.ledger).toMatchObject({malformed: 0, duplicated: 0, reordered: 0, lostFrames: 0, flashbacks: 0});
      const messages = producer.sent.telemetry.filter(({key}) => key === seen.session.id);
      expect(messages).toHaveLength(telemetryFrames(stream));
      expect(messages[0].headers).toEqual({sessionId: seen.session.id, userId: collector.name, encoding: "protobuf"});
      expect(Math.abs(messages[0].timestamp - Date.now())).toBeLessThan(60_000);
      expect(Number.isInteger(messages[0].timestamp)).toBe(true);
    }
    expect(new Set(producer.sent.datagrams.map(({key}) => key))).toEqual(new Set([collector.name]));
  });

  it("a source joined in mid-session is described as soon as its packets describe it", async () => {
    const {publisher, producer} = publisherOf();
    const collector = await listening(publisher);
    const late = f1Stream({seconds: 8, cars: [{car: 0, name: "ANNA", lapTimesMs: [20_000]}]}).slice(700);
    await send(late, "127.0.0.1", collector);
    await until(() => producer.payloads.length === late.length);
    const [{session, ledger}] = publisher.sessions();
    expect(ledger).toMatchObject({received: late.length, lostFrames: 0});
    expect(session).toMatchObject({track: {id: 7, name: "Silverstone", lengthM: 5000}, playerCar: 0, simulated: false});
    expect(session.drivers).toMatchObject([{car: 0, name: "ANNA", ai: false}]);
    expect(producer.sent.telemetry).toHaveLength(telemetryFrames(late));
  });

  it("a source that restarts, with another UID or the same one, begins another session", async () => {
    const {publisher, producer} = publisherOf();
    const collector = await listening(publisher);
    const [first, second] = [f1Stream({uid: 1, seconds: 3}), f1Stream({uid: 2, seconds: 3})];
    // the game began anew: another first packet under the same UID
    const third = [{...second[0], bytes: second[0].bytes.slice().fill(1, 28, 29)}, ...second.slice(1)];
    for (const stream of [first, second, third]) await send(stream, "127.0.0.1", collector);
    await until(() => producer.payloads.length === first.length + 2 * second.length);
    const sessions = publisher.sessions();
    expect(sessions.map((s) => s.ledger.received)).toEqual([first.length, second.length, second.length]);
    expect(sessions.map((s) => s.ended)).toEqual([false, true, false]);
    for (const {ledger} of sessions) expect(ledger).toMatchObject({duplicated: 0, lostFrames: 0, flashbacks: 0});
  });

  it("hostile datagrams next to a real feed make no session and do not affect it", async () => {
    const {publisher, producer} = publisherOf();
    const collector = await listening(publisher);
    const real = f1Stream({seconds: 4});
    let seed = 1;
    const random = () => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0);
    const hostile = Array.from({length: 3000}, (_, i): Sent => {
      const bytes = i % 2 ? real[i % real.length].bytes.slice() : new Uint8Array(random() % 1500);
      for (let k = 0; k < bytes.length; k += 4) bytes[k] = random() >>> 24;
      return {...real[0], bytes};
    });
    await Promise.all([send(real, "127.0.0.1", collector), send(hostile, "127.0.0.9", collector)]);
    await until(() => producer.payloads.length === real.length + hostile.length);
    const sessions = publisher.sessions();
    expect(sessions).toHaveLength(1);
    expect(sessions[0].ledger).toMatchObject({received: real.length, malformed: 0, lostFrames: 0});
    expect(publisher.stats().errors).toBe(0);
  });
});

it("sessions have the ids that the recorder gives them from the bundles", async () => {
  const {publisher, producer} = publisherOf();
  const streams = [f1Stream({uid: 1, seconds: 3}), f1Stream({uid: 2, seconds: 3})];
  for (const stream of streams) publisher.take("a", batchOf(stream));
  await publisher.flush();
  const ids: string[] = [];
  const splitter = new SessionSplitter({
    begin({id}) {
      ids.push(id);
      return {samples() {}};
    },
    datagram() {},
    end() {},
  });
  for (const {value} of producer.sent.datagrams) {
    splitter.accept(decodeBundle(value));
  }
  expect(publisher.sessions().map(({session}) => session.id)).toEqual(ids);
  expect(ids).toHaveLength(2);
});

it("bundles of two sources with separate flow tables stay separate", () => {
  const {publisher} = publisherOf();
  const [a, b] = [f1Stream({uid: 1, seconds: 3}), f1Stream({uid: 2, seconds: 3})];
  const parts = (stream: Sent[], source: string) =>
    Array.from({length: Math.ceil(stream.length / 10)}, (_, i) => {
      const batch = batchOf(stream.slice(i * 10, i * 10 + 10));
      return {...batch, flows: [{...batch.flows[0], source}]};
    });
  const others = parts(b, "192.0.2.99");
  for (const [i, batch] of parts(a, "192.0.2.10").entries()) {
    publisher.take("a", batch);
    if (others[i]) publisher.take("b", others[i]);
  }
  expect(publisher.sessions().map((s) => s.ledger.received)).toEqual([a.length, b.length]);
});

describe("a slow log", () => {
  it("stays within its limit: the oldest telemetry is dropped first and counted, datagrams are kept", async () => {
    const {publisher, producer} = publisherOf({maxBytes: 1_500_000});
    let release = () => {};
    producer.hold = new Promise<void>((resolve) => {
      release = resolve;
    });
    const stream = f1Stream({seconds: 3});
    for (let i = 0; i < stream.length; i += 5) {
      publisher.take("a", batchOf(stream.slice(i, i + 5)));
      expect(publisher.stats().queuedBytes).toBeLessThanOrEqual(1_500_000);
    }
    const held = publisher.stats();
    expect(held).toMatchObject({framesPublished: 0, bundlesDropped: 0});
    producer.hold = undefined;
    release();
    await publisher.flush();
    expectSame(
      producer.payloads,
      stream.map(({bytes}) => bytes),
    );
    const {framesCollected, framesPublished, telemetryDropped, queuedBytes} = publisher.stats();
    expect(framesCollected).toBe(telemetryFrames(stream));
    expect(framesPublished + telemetryDropped).toBe(framesCollected);
    expect(producer.sent.telemetry).toHaveLength(framesPublished);
    expect(queuedBytes).toBe(0);
  });

  it("drops datagrams only when no telemetry is left, and reports it", async () => {
    const said: string[] = [];
    const {publisher, producer} = publisherOf({maxBytes: 200_000, report: (line) => said.push(line)});
    producer.hold = new Promise(() => {});
    const stream = f1Stream({seconds: 3});
    for (let i = 0; i < stream.length; i += 5) publisher.take("a", batchOf(stream.slice(i, i + 5)));
    expect(publisher.stats().bundlesDropped).toBeGreaterThan(0);
    expect(publisher.stats().queuedBytes).toBeLessThanOrEqual(200_000);
    expect(said).toEqual([expect.stringContaining("raw datagrams are lost")]);
  });

  it("that rejects messages receives them again, in order, when it recovers", async () => {
    const said: string[] = [];
    const {publisher, producer} = publisherOf({report: (line) => said.push(line)});
    const stream = f1Stream({seconds: 2});
    producer.fail = new Error("no space left");
    for (let i = 0; i < stream.length; i += 5) publisher.take("a", batchOf(stream.slice(i, i + 5)));
    await until(() => publisher.stats().failure !== null);
    expect(publisher.stats().failure).toBe("datagrams: no space left");
    producer.fail = undefined;
    await publisher.flush();
    expectSame(
      producer.payloads,
      stream.map(({bytes}) => bytes),
    );
    expect(publisher.stats()).toMatchObject({failure: null, framesPublished: telemetryFrames(stream)});
    expect(said).toHaveLength(2);
  });

  it("that rejects only the events is counted and reported too", async () => {
    const producer = new FakeProducer();
    producer.sent.events = [];
    const send = producer.send.bind(producer);
    let refusing = true;
    producer.send = async (topic, messages) => {
      if (refusing && topic === "events") throw new Error("too large");
      return send(topic, messages);
    };
    const topics = {datagrams: "datagrams", telemetry: "telemetry", "session-events": "events"};
    const publisher = new Publisher({producer, games: [FRAMES_ONLY], topics});
    publisher.take("a", batchOf(f1Stream({seconds: 2})));
    const [{session}] = publisher.sessions();
    publisher.publishEvent(session.id, markMessage({sessionTime: 1, note: "kerb"}));
    await until(() => publisher.stats().errors > 0);
    expect(publisher.stats().failure).toBe("events: too large");
    refusing = false;
    await publisher.flush();
    const events = producer.sent.events.map(({value}) => decodeEvent("session-events", value));
    expect(events).toContainEqual(expect.objectContaining({kind: "mark", text: "kerb", sessionTime: 1}));
    expect(publisher.stats()).toMatchObject({failure: null, queuedBytes: 0});
    // these datagrams arrived on another day: that says nothing of the log
    expect(publisher.acknowledged(session.id)).toEqual([]);
  });

  it("slows down a collector that can wait", async () => {
    const {publisher, producer} = publisherOf({maxBytes: 400_000});
    const stream = f1Stream({seconds: 3});
    producer.hold = new Promise((resolve) => setTimeout(resolve, 50));
    const batches = Array.from({length: Math.ceil(stream.length / 5)}, (_, i) =>
      batchOf(stream.slice(i * 5, i * 5 + 5)),
    );
    await publisher.run(batchesCollector(batches, true));
    await publisher.flush();
    expectSame(
      producer.payloads,
      stream.map(({bytes}) => bytes),
    );
    expect(publisher.stats()).toMatchObject({telemetryDropped: 0, bundlesDropped: 0});
  });
});

describe("simulator and replay", () => {
  it.each(["protobuf", "json"] as const)("each frame and car gives one telemetry message, %s", async (encoding) => {
    const {publisher, producer} = publisherOf({games: undefined, encoding});
    const cars = [
      {car: 0, lapTimesMs: [20_000]},
      {car: 3, lapTimesMs: [20_000]},
    ];
    const stream = f1Stream({seconds: 3, cars});
    for (let i = 0; i < stream.length; i += 7) publisher.take("a", batchOf(stream.slice(i, i + 7)));
    await publisher.close();
    const rows = producer.sent.telemetry.map(({value}) => codecOf(encoding).decodeTelemetry(value, createRow()));
    expect(rows).toHaveLength(2 * telemetryFrames(stream));
    expect(new Set(rows.map((row) => row[rowIndex("car")]))).toEqual(new Set([0, 3]));
    expect(rows.every((row) => row[rowIndex("speedKmh")] === 200)).toBe(true);
    expect(producer.sent.telemetry.every(({headers}) => headers.encoding === encoding)).toBe(true);
  });

  it("a simulated session is marked as simulated", async () => {
    const {publisher, producer} = publisherOf();
    const collector: Collector = simulatorCollector({seed: 7, speed: 20});
    const running = publisher.run(collector);
    await until(() => producer.sent.telemetry.length > 120);
    await collector.close();
    await running;
    const [{session, lastSeen}] = publisher.sessions();
    expect(session).toMatchObject({simulated: true, track: {name: "Silverstone"}});
    expect(session.drivers).toHaveLength(1);
    expect(Math.abs(lastSeen - Date.now())).toBeLessThan(60_000);
  });

  const clean = sharedData("f1-udp/derived/laps/2023_austria_3_cars.pcap.gz");
  it.skipIf(!clean)("a real capture: a message for every car of every lap data packet", async () => {
    const {publisher, producer} = publisherOf({games: undefined});
    await publisher.run(await replayCollector(clean!, {speed: Infinity}));
    await publisher.close();
    let expected = 0;
    for await (const batch of readCapture(clean!)) {
      for (let i = 0; i < batch.count; i++) {
        if (identify(batch.view, batch.offset[i], batch.length[i]) !== "ok" || batch.bytes[batch.offset[i] + 6] !== 2)
          continue;
        const format = batch.view.getUint16(batch.offset[i], true) as Format;
        const columns = createColumns(layoutOf(format, 2)!);
        decoderOf(format, 2)(batch.view, batch.offset[i], columns);
        expected += columns.resultStatus.filter((status: number) => status >= 2).length;
      }
    }
    expect(expected).toBeGreaterThan(1000);
    expect(producer.sent.telemetry).toHaveLength(expected);
  });

  const hostile = sharedData("f1-udp/derived/laps/2025_melbourne_79782ms_hostile.pcap.gz");
  it.skipIf(!hostile)(
    "the hostile capture at full speed: every datagram byte-exact, the ledger of an import",
    async () => {
      const {publisher, producer} = publisherOf();
      const collector = await replayCollector(hostile!, {speed: Infinity});
      await publisher.run(collector);
      await publisher.close();
      const expected: Uint8Array[] = [];
      const ledgers: Record<string, Ledger> = {};
      const splitter = new SessionSplitter({
        begin: () => ({samples() {}}),
        datagram() {},
        end: ({id, builder}) => {
          ledgers[id] = builder.summary().ledger;
        },
      });
      for await (const batch of readCapture(hostile!)) {
        expected.push(...payloadsOf(batch));
        splitter.accept(batch);
      }
      splitter.end();
      expect(producer.payloads.length).toBe(expected.length);
      expect(producer.payloads.every((bytes, i) => Buffer.compare(bytes, expected[i]) === 0)).toBe(true);
      const {framesCollected, framesPublished, errors} = publisher.stats();
      expect({framesPublished, errors}).toEqual({framesPublished: framesCollected, errors: 0});
      const [imported] = Object.values(ledgers);
      const [{ledger}] = publisher.sessions();
      expect({...ledger, supersededSamples: imported.supersededSamples}).toEqual(imported);
    },
  );
});
