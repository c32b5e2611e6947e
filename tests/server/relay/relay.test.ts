import {describe, expect, it} from "vitest";
import {messageCodec} from "../../../server/relay/codec.js";
import type {RelayLimits} from "../../../server/relay/limits.js";
import {Relay} from "../../../server/relay/relay.js";
import {readSamples} from "../../../src/core/archive/samples.js";
import {createRow, rowIndex} from "../../../src/core/channels/telemetryRow.js";
import {decodeTelemetry} from "../../../src/core/messages/protobufTelemetry.js";
import {turns} from "../../support/until.js";
import {FakeSocket, FakeSource, HandClock, lapEvent, range, telemetry} from "./fakes.js";

function setUp(limits: Partial<RelayLimits> = {}) {
  const clock = new HandClock();
  const source = new FakeSource();
  const relay = new Relay({source, codec: messageCodec(), clock, limits});
  const connect = (request?: object, user?: string) => {
    const socket = new FakeSocket();
    relay.attach(socket, user === undefined ? undefined : {user, sees: () => true});
    if (request) socket.say({type: "subscribe", id: "a", ...request});
    return socket;
  };
  return {clock, source, relay, connect};
}

describe("subscriptions", () => {
  it("a tick sends the new frames of the requested session, cars and topics in one message", () => {
    const {clock, source, connect} = setUp();
    source.add([telemetry(0)]);
    const socket = connect({session: "s1", cars: [1], topics: ["telemetry"]});
    source.add([telemetry(1, {car: 1}), telemetry(2, {car: 2}), lapEvent(1), telemetry(3, {car: 1, session: "s2"})]);
    source.add([telemetry(4, {car: 1})]);
    expect(socket.messages()).toEqual([]);
    clock.forward(33);
    expect(socket.messages().length).toBe(1);
    expect(socket.offsets()).toEqual([1, 4]);
  });

  it("channels reduce a frame to these and its identity", () => {
    const {clock, source, connect} = setUp();
    source.add([telemetry(0)]);
    const all = connect({session: "s1"});
    const some = connect({session: "s1", channels: ["speed"]});
    source.add([telemetry(7)]);
    clock.forward(33);
    const rows = [all, some].map((socket) => {
      const [message] = socket.messages();
      if (message.kind !== 1) throw new Error("no frames");
      return decodeTelemetry(message.records[0].payload, createRow());
    });
    for (const name of ["sessionTime", "lapNumber", "car", "frame", "speedKmh"])
      expect(rows[1][rowIndex(name)]).toBe(rows[0][rowIndex(name)]);
    expect(rows[0][rowIndex("throttle")]).toBe(0.5);
    expect(rows[1][rowIndex("throttle")]).toBeNaN();
  });

  it("live mode sends each batch at once; unsubscribing ends it", () => {
    const {source, connect} = setUp();
    const socket = connect({mode: "live"});
    source.add([telemetry(0)]);
    source.add([telemetry(1)]);
    expect(socket.messages().map(({seq}) => seq)).toEqual([1, 2]);
    socket.say({type: "unsubscribe", id: "a"});
    source.add([telemetry(2)]);
    expect(socket.offsets()).toEqual([0, 1]);
  });

  it("an adaptive client gets each frame at once, ticks while it acknowledges late, fewer while very late; others do not wait", () => {
    const {clock, source, connect} = setUp();
    const phone = connect({session: "s1", mode: "adaptive"});
    const desk = connect({session: "s1", mode: "adaptive"});
    let frame = 0;
    const sent: {at: number; seq: number}[] = [];
    /** Messages to each in a second of frames; the phone acknowledges after so long what it had been sent then. */
    const second = (lateMs: number) => {
      const before = [phone, desk].map((one) => one.messages().length);
      for (let t = 0; t < 1000; t += 20) {
        source.add([telemetry(frame++)]);
        clock.forward(20);
        desk.acknowledge();
        sent.push({at: clock.now(), seq: phone.messages().at(-1)!.seq});
        while (sent[0]?.at <= clock.now() - lateMs) phone.say({type: "ack", seq: sent.shift()!.seq});
      }
      return [phone, desk].map((one, i) => one.messages().length - before[i]);
    };
    expect(second(0)).toEqual([50, 50]);
    second(170);
    const [late, prompt] = second(170);
    expect(prompt).toBe(50);
    expect(late).toBeLessThan(35);
    second(400);
    const [veryLate] = second(400);
    expect(veryLate).toBeLessThan(15);
    second(0);
    second(0);
    second(0);
    expect(second(0)).toEqual([50, 50]);
    // thinned, but nothing is left out
    expect(phone.offsets()).toEqual(range(0, frame));
  });

  it("an adaptive client gets frames that follow each other closely in one message", () => {
    const {clock, source, connect} = setUp();
    const page = connect({session: "s1", mode: "adaptive"});
    for (let frame = 0; frame < 600; frame++) {
      source.add([telemetry(frame)]);
      clock.forward(2);
      if (frame % 100 === 0) page.acknowledge();
    }
    clock.forward(33);
    expect(page.offsets()).toEqual(range(0, 600));
    // 1.2 s
    expect(page.messages().length).toBeLessThan(110);
  });

  it("adaptive clients get ticks when the relay has many clients", () => {
    const {clock, source, connect} = setUp({prompt: 2});
    const first = connect({session: "s1", mode: "adaptive"});
    connect({session: "s1", mode: "adaptive"});
    source.add([telemetry(0)]);
    expect(first.offsets()).toEqual([0]);
    connect({session: "s1", mode: "adaptive"});
    source.add([telemetry(1)]);
    expect(first.offsets()).toEqual([0]);
    clock.forward(33);
    expect(first.offsets()).toEqual([0, 1]);
  });

  it("latest switches to a new session, and announces it", () => {
    const {clock, source, connect} = setUp();
    const socket = connect({});
    source.add([telemetry(0)]);
    source.add([telemetry(1, {session: "s2"}), telemetry(2)]);
    clock.forward(33);
    expect(socket.controls("subscribed").map(({session}) => session)).toEqual([null, "s1", "s2"]);
    expect(socket.offsets()).toEqual([0, 1]);
  });

  it("a user gets the sessions of that user only: by name, as the latest, in the list and from the log", async () => {
    const {clock, source, connect} = setUp();
    const of = (userId: string, one: ReturnType<typeof telemetry>) => ({
      ...one,
      headers: {...one.headers, userId},
    });
    const alices = (i: number) => of("alice", telemetry(i, {session: "s1"}));
    const bobs = (i: number) => of("bob", telemetry(i, {session: "s2"}));
    source.add([alices(0), bobs(1)]);
    const latest = connect({backfillS: 60}, "alice");
    const other = connect({session: "s2", backfillS: 60}, "alice");
    const all = connect({session: "s2", backfillS: 60});
    await turns(20);
    source.add([bobs(3), alices(4), bobs(5)]);
    clock.forward(33);
    expect(latest.offsets()).toEqual([0, 4]);
    expect(other.offsets()).toEqual([]);
    expect(all.offsets()).toEqual([1, 3, 5]);
    expect(latest.controls("sessions").at(-1)).toMatchObject({sessions: [{id: "s1"}]});
    expect(all.controls("sessions").at(-1)).toMatchObject({sessions: [{id: "s1"}, {id: "s2"}]});
  });

  it("JSON shows the same values", () => {
    const {clock, source, connect} = setUp();
    const socket = connect({encoding: "json", topics: ["telemetry", "lap-events"]});
    source.add([telemetry(3), lapEvent(2)]);
    clock.forward(33);
    const {frames} = JSON.parse(socket.sent.at(-1) as string);
    expect(frames[0]).toMatchObject({
      topic: "telemetry",
      session: "s1",
      offset: 3,
      value: {speedKmh: 3, throttle: 0.5},
    });
    expect(frames[1]).toMatchObject({topic: "lap-events", value: {lap: 2, lapTimeMs: 90_000}});
  });
});

describe("backfill", () => {
  it("followed by tail: every frame once, in order, while frames arrive", async () => {
    const {clock, source, connect} = setUp({held: 30});
    source.add(range(0, 250).map((i) => telemetry(i)));
    let next = 250;
    source.beforeBatch = () => {
      // more than may be held: another stretch is read
      if (next < 400) source.add(range(next, (next += 50)).map((i) => telemetry(i)));
    };
    const socket = connect({session: "s1", backfillS: 60});
    for (let i = 0; i < 10; i++) {
      await turns();
      socket.acknowledge();
    }
    source.add([telemetry(next), telemetry(next + 1)]);
    clock.forward(33);
    const seen = socket.messages().flatMap((message) => {
      if (message.kind === 1) return message.records.map(({offset}) => offset);
      return [...readSamples(message.arrow).values("frame")];
    });
    expect(seen).toEqual(range(0, next + 2));
    expect(socket.messages()[0].kind).toBe(2);
    expect(source.backfills).toBeGreaterThan(1);
    expect(socket.controls("caughtUp").length).toBe(1);
  });

  it("resumes after the offsets that a client names", async () => {
    const {source, connect} = setUp();
    source.add(range(0, 20).map((i) => telemetry(i)));
    const socket = connect({session: "s1", resumeFrom: [{topic: "telemetry", partition: 0, offset: 14}]});
    await turns();
    expect(socket.offsets()).toEqual([15, 16, 17, 18, 19]);
  });

  it("waits for a client that does not read, with little memory", async () => {
    const {clock, source, relay, connect} = setUp({backfillWindow: 20_000, held: 10});
    source.add(range(0, 20_000).map((i) => telemetry(i)));
    const socket = connect({session: "s1", backfillS: 60});
    await turns();
    const bytes = socket.sent.reduce((sum, data) => sum + data.length, 0);
    expect(bytes).toBeLessThan(100_000);
    clock.forward(11_000);
    await turns();
    expect(socket.closed?.code).toBe(4008);
    expect(source.open).toBe(0);
    expect(relay.stats().clientsConnected).toBe(0);
  });
});

describe("slow clients", () => {
  it("a client that does not acknowledge gets only the latest frames within 2 s and the number skipped, and recovers", () => {
    const {clock, source, relay, connect} = setUp();
    const slow = connect({session: "s1"});
    const quick = connect({session: "s1"});
    let frame = 0;
    const run = (ms: number) => {
      for (let t = 0; t < ms; t += 33) {
        source.add([telemetry(frame++), telemetry(frame++, {car: 1})]);
        clock.forward(33);
        quick.acknowledge();
      }
    };
    run(2000);
    expect(relay.stats().clientsSlow).toBe(1);
    const before = slow.sent.length;
    run(3000);
    expect(slow.messages().length).toBeLessThan(50);
    expect(slow.sent.length - before).toBeLessThan(5);
    slow.acknowledge();
    clock.forward(33);
    const [{frames}] = slow.controls("skipped");
    const all = slow.offsets();
    expect(all.length + frames).toBe(frame);
    // the latest of each car
    expect(all.slice(-2)).toEqual([frame - 2, frame - 1]);
    slow.acknowledge();
    expect(relay.stats().clientsSlow).toBe(0);
    expect(quick.offsets()).toEqual(range(0, frame));
    run(330);
    slow.acknowledge();
    expect(slow.offsets().at(-1)).toBe(frame - 1);
  });

  it("events are kept for a slow client, up to a limit", () => {
    const {clock, source, connect} = setUp({events: 5});
    const socket = connect({session: "s1", topics: ["telemetry", "lap-events"]});
    source.add([telemetry(0)]);
    clock.forward(2000);
    source.add(range(1, 9).map((lap) => lapEvent(lap)));
    socket.acknowledge();
    clock.forward(33);
    expect(socket.offsets()).toEqual([0, 4, 5, 6, 7, 8]);
    expect(socket.controls("skipped")).toEqual([{type: "skipped", frames: 3}]);
  });

  it("a client that stopped reading is closed after about 10 s; its queue does not grow", () => {
    const {clock, source, relay, connect} = setUp();
    const socket = connect({session: "s1"});
    for (let i = 0; i < 12_000 / 33; i++) {
      source.add(range(0, 40).map((k) => telemetry(i * 40 + k, {car: k % 20})));
      clock.forward(33);
    }
    expect(socket.closed).toEqual({code: 4008, reason: "too slow"});
    expect(socket.terminated).toBe(true);
    expect(socket.messages().length).toBeLessThan(60);
    expect(relay.stats()).toMatchObject({clientsConnected: 0, clientsClosedSlow: 1});
    expect(clock.timers).toBe(0);
  });

  it("a half-open connection is terminated", () => {
    const {clock, relay, connect} = setUp();
    const socket = connect({});
    const alive = connect({});
    for (let t = 0; t < 17_000; t += 1000) {
      clock.forward(1000);
      alive.emit("pong");
    }
    expect(socket.pings).toBeGreaterThan(1);
    expect(socket.terminated).toBe(true);
    expect(alive.closed).toBeNull();
    expect(relay.stats().clientsConnected).toBe(1);
  });
});

describe("invalid clients", () => {
  it.each([
    ["no JSON", "{"],
    ["a list", "[]"],
    ["unknown type", {type: "drop table"}],
    ["unknown topic", {type: "subscribe", id: "a", topics: ["commands"]}],
    ["unknown channel", {type: "subscribe", id: "a", channels: ["__proto__"]}],
    ["path as session", {type: "subscribe", id: "a", session: "../x"}],
    ["endless backfill", {type: "subscribe", id: "a", backfillS: 1e9}],
    ["fractional ack", {type: "ack", seq: 0.5}],
    ["huge", "x".repeat(100_000)],
  ])("%s is answered with the error and the correction only", (_, message) => {
    const {relay, connect} = setUp();
    const socket = connect();
    socket.say(message);
    const [error] = socket.controls("error");
    expect(error.mend).not.toBe("");
    expect(JSON.stringify(error).length).toBeLessThan(500);
    expect(socket.closed).toBeNull();
    expect(relay.stats().clientsConnected).toBe(1);
  });

  it("a client that floods is closed, binary messages are refused, subscriptions are limited", () => {
    const {connect} = setUp({subscriptions: 2});
    const flood = connect();
    for (let i = 0; i < 500; i++) flood.say({type: "ping", t: i});
    expect(flood.closed?.code).toBe(1008);
    const other = connect();
    other.emit("message", Uint8Array.of(1, 2, 3), true);
    for (const id of ["a", "b", "c"]) other.say({type: "subscribe", id});
    expect(other.controls("error").map(({message}) => message)).toEqual([
      "binary message",
      "too many subscriptions: 2",
    ]);
  });

  it("one client too many is refused", () => {
    const {relay, connect} = setUp({clients: 2});
    const sockets = [connect(), connect(), connect()];
    expect(sockets.map(({closed}) => closed?.code)).toEqual([undefined, undefined, 1013]);
    expect(relay.stats()).toMatchObject({clientsConnected: 2, clientsRefused: 1});
  });

  it("a session that a client named but never appeared is removed with the client", () => {
    const {relay, connect} = setUp();
    const socket = connect({session: "invented"});
    expect(socket.controls("subscribed")[0].session).toBe("invented");
    socket.emit("close");
    expect(relay.stats().sessions).toEqual([]);
  });
});

it("stats(): clients, messages and bytes, and counts per session", () => {
  const {clock, source, relay, connect} = setUp();
  connect({session: "s1"});
  source.add([telemetry(0), telemetry(1)]);
  clock.forward(33);
  const {sessions, ...stats} = relay.stats();
  expect(stats).toMatchObject({clientsConnected: 1, messagesRelayed: 1, framesRelayed: 2, framesSkipped: 0});
  expect(stats.bytesRelayed).toBeGreaterThan(60);
  expect(sessions).toEqual([{id: "s1", clients: 1, count: 2, relayed: 2, lastSeen: expect.any(Number)}]);
});

it("measures the log's part of the latency from acknowledgement times", () => {
  const clock = new HandClock();
  const source = new FakeSource();
  const first = telemetry(0);
  const acknowledged = (session: string) =>
    session === "s1" ? [{arrival: first.timestamp, acknowledged: first.timestamp + 3}] : [];
  const relay = new Relay({source, codec: messageCodec(), clock, acknowledged});
  clock.time = first.timestamp + 5;
  source.add([first, telemetry(1, {session: "s2"})]);
  const [s1, s2] = relay.sessions();
  expect(s1.hops).toEqual({log: {p50: 3, p99: 3}, stream: {p50: 2, p99: 2}});
  expect(s2.hops).toBeNull();
});

it("stop() closes connections with a close code", async () => {
  const {relay, connect, clock} = setUp();
  const socket = connect({});
  const stopped = relay.stop();
  expect(socket.closed).toEqual({code: 1001, reason: "shutting down"});
  expect(socket.controls("bye").length).toBe(1);
  socket.emit("close");
  await stopped;
  expect(clock.timers).toBe(0);
});
