import {mkdir} from "node:fs/promises";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {createApp} from "../../server/app.js";
import {Publisher} from "../../server/collectors/publisher.js";
import {simulatorCollector} from "../../server/collectors/simulatorCollector.js";
import {command} from "../../server/commands/control.js";
import {type OptionValues, readConfig} from "../../server/config.js";
import {applyCollectorCommand} from "../../server/control/applyCollectorCommand.js";
import {
  commandMessage,
  hostOf,
  isForHost,
  makeCommand,
  readCommand,
  sourceOnHost,
} from "../../server/control/command.js";
import {Commander} from "../../server/control/commander.js";
import {readMarks} from "../../server/control/marks.js";
import {Kernel} from "../../server/kernel.js";
import {listen} from "../../server/listen.js";
import {type EmbeddedLog, openEmbeddedLog} from "../../server/log/embedded/embeddedLog.js";
import {topicNames} from "../../server/log/kafka/config.js";
import type {LogEntry, Producer} from "../../server/log/log.js";
import {Sources} from "../../server/sources.js";
import type {Command, SessionMessage} from "../../src/core/messages/events.js";
import {MARK} from "../../src/core/messages/events.js";
import {decodeEvent} from "../../src/core/messages/protobuf.js";
import {temporaryFolder, testParts} from "../support/server.js";
import {until} from "../support/until.js";
import {FakeProducer} from "./collectors/support.js";

let folder: {path: string; remove: () => Promise<void>};
let log: EmbeddedLog;
let producer: Producer;
let kernel: Kernel | undefined;
const stopping: AbortController[] = [];
beforeEach(async () => {
  folder = await temporaryFolder();
  log = await openEmbeddedLog(join(folder.path, "log"));
  await log.createTopics([{name: "orders", partitions: 3, retentionMs: 3_600_000}]);
  producer = await log.producer();
});
afterEach(async () => {
  for (const stop of stopping.splice(0)) stop.abort();
  await kernel?.close();
  kernel = undefined;
  await log.close();
  await folder.remove();
});

const say = (request: Parameters<typeof makeCommand>[0]) =>
  producer.send("orders", [
    commandMessage(makeCommand(request), {encoding: "protobuf", from: "elsewhere", now: Date.now()}),
  ]);

function start(report: (line: string) => void = () => {}): Promise<Kernel> {
  const topics = topicNames({KAFKA_TOPIC_COMMANDS: "orders"});
  const recordings = join(folder.path, "recordings");
  return Kernel.start({log, topics, recordings, udpPort: null, host: "pit", report});
}

const sources = () => Object.keys(kernel!.stats().collectors);

/** Everything in the topic, as commands. */
async function said(): Promise<Command[]> {
  const found: Command[] = [];
  for (const {name, offsets} of await log.describeTopics()) {
    if (name !== "orders") continue;
    for (const [partition, {first, next}] of offsets.entries()) {
      if (first === next) continue;
      const consumer = await log.consume({topics: [name], from: [{topic: name, partition, offset: first}]});
      for await (const entries of consumer) {
        found.push(...entries.filter((entry: LogEntry) => entry.partition === partition).map(readCommand));
        if (entries.some((entry) => entry.partition === partition && entry.offset === next - 1)) break;
      }
      await consumer.close();
    }
  }
  return found;
}

describe("makeCommand(request)", () => {
  it.each([
    [{command: "jump"}, "invalid command: jump"],
    [{}, "invalid command: undefined"],
    [{command: "mark"}, "a mark without its session"],
    [{command: "mark", sessionId: "../x"}, "invalid session: ../x"],
    [{command: "mark", sessionId: "a", note: "x".repeat(501)}, "invalid note"],
    [{command: "mark", sessionId: "a", sessionTime: -1}, "invalid sessionTime: -1"],
    [{command: "replay", source: "pit"}, "a replay without its session"],
    [{command: "replay", source: "pit:a", speed: 0}, "invalid speed: 0"],
    [{command: "start", source: {}}, "invalid source: {}"],
    [{command: "start", speed: "2"}, "not a number: 2"],
  ])("refuses %j: %s", (request, message) => {
    expect(() => makeCommand(request)).toThrow(message);
  });

  it("survives a round trip through either encoding", () => {
    const command = makeCommand({command: "mark", sessionId: "a", note: "здесь", sessionTime: 1.5});
    for (const encoding of ["protobuf", "json"] as const) {
      const message = commandMessage(command, {encoding, from: "x", now: 1});
      expect(message).toMatchObject({key: "a", headers: {sessionId: "a", encoding, from: "x"}, timestamp: 1});
      expect(readCommand(message)).toEqual(command);
    }
  });

  it("is for the machine before the colon, for all with *, and marks are for all", () => {
    expect([hostOf("pit:simulator:1"), sourceOnHost("pit:simulator:1"), sourceOnHost("pit")]).toEqual([
      "pit",
      "simulator:1",
      "",
    ]);
    const to = (source: string) => makeCommand({command: "stop", source});
    expect([isForHost("pit", to("pit:x")), isForHost("pit", to("*")), isForHost("pit", to("pitwall"))]).toEqual([
      true,
      true,
      false,
    ]);
    expect(isForHost("pit", makeCommand({command: "mark", sessionId: "a"}))).toBe(true);
  });
});

describe("Kernel", () => {
  it("applies commands to its machine, and none sent before it listened", async () => {
    await say({command: "start", source: "pit:simulator"});
    kernel = await start();
    await say({command: "start", source: "gamepc:simulator"});
    await say({command: "start", source: "pit"});
    await say({command: "stop", source: "*:none"});
    await until(() => kernel!.stats().commands.obeyed === 2);
    expect(sources()).toEqual([]);
    await say({command: "start", source: "pit:simulator", speed: 10});
    await until(() => sources().length === 1);
    await say({command: "stop", source: "*"});
    await until(() => sources().length === 0);
    expect(kernel.stats().commands).toMatchObject({told: 0, refused: 0});
  });

  it("publishes commands that were applied here, and does not apply them twice", async () => {
    kernel = await start();
    const name = kernel.simulate({speed: 2});
    await kernel.end(name);
    await until(() => kernel!.stats().commands.told === 2);
    // what comes after its own has come, its own has passed
    await say({command: "stop", source: "pit:none"});
    await until(() => kernel!.stats().commands.obeyed === 1);
    expect(sources()).toEqual([]);
    expect((await said()).map(({command, source, speed}) => [command, source, speed])).toEqual([
      ["start", "pit:simulator:1", 2],
      ["stop", "pit:simulator:1", Number.NaN],
      ["stop", "pit:none", Number.NaN],
    ]);
  });

  it("archives marks of other machines, and skips and reports invalid commands", async () => {
    const reported: string[] = [];
    kernel = await start((line) => reported.push(line));
    const recordings = join(folder.path, "recordings");
    await mkdir(join(recordings, "20260101-000000-abcdef"), {recursive: true});
    const headers = {sessionId: "", userId: "", encoding: "protobuf"};
    const value = new Uint8Array([255, 255, 255]);
    const key = "20260101-000000-abcdef";
    await producer.send("orders", [{key, value, headers, timestamp: 1}]);
    await producer.send("orders", [{key, value, headers: {...headers, encoding: "morse"}, timestamp: 1}]);
    await say({command: "mark", sessionId: key, note: "rain", sessionTime: 61});
    await until(() => kernel!.stats().commands.obeyed === 1);
    expect(await readMarks(recordings, key)).toEqual([{sessionTime: 61, note: "rain", at: expect.any(Number)}]);
    expect(kernel.stats().commands.refused).toBe(2);
    expect(reported).toEqual([
      expect.stringMatching(/^orders \d@0: damaged/),
      expect.stringMatching(/^orders \d@1: unknown encoding: morse$/),
    ]);
  });
});

it("a mark in a running session becomes an event at once, one in an archived session does not", async () => {
  kernel = await start();
  const archived = "20260101-000000-abcdef";
  await mkdir(join(folder.path, "recordings", archived), {recursive: true});
  kernel.simulate({speed: 5});
  await until(() => kernel!.stats().relay.sessions.length > 0);
  const [{id}] = kernel.stats().relay.sessions;
  await kernel.mark({sessionId: archived, note: "old", sessionTime: 1});
  await kernel.mark({sessionId: id, note: "rain", sessionTime: 2.5});
  await kernel.mark({sessionId: id});
  const events = "session-events";
  const consumer = await log.consume({topics: [events], from: "earliest"});
  const found: SessionMessage[] = [];
  for await (const entries of consumer) {
    expect(entries.map(({key}) => key)).not.toContain(archived);
    for (const {value} of entries) {
      const event = decodeEvent(events, value) as SessionMessage;
      if (event.kind === MARK) found.push(event);
    }
    if (found.length === 2) break;
  }
  await consumer.close();
  expect(found[0]).toMatchObject({text: "rain", sessionTime: 2.5, car: Number.NaN});
  expect(found[1]).toMatchObject({text: "", sessionTime: expect.any(Number)});
  expect(kernel.stats().relay.sessions).toHaveLength(1);
});

describe("lapbook control", () => {
  it("sends the command to the Lapbook on that port, and reports when there is none or it refuses", async () => {
    kernel = await start();
    const recordings = join(folder.path, "recordings");
    const session = "20260101-000000-abcdef";
    await mkdir(join(recordings, session), {recursive: true});
    const listening = await listen(createApp(testParts(recordings, {kernel})), {host: "127.0.0.1", port: 0});
    const said: string[] = [];
    const control = (positionals: string[], values: OptionValues = {}) =>
      command.run({
        ...{values: {at: "*", ...values}, positionals, json: false, signal: new AbortController().signal},
        ...{out() {}, log: (line: string) => said.push(line), progress() {}},
        config: readConfig({}, {port: String(listening.port)}),
      });
    await expect(control(["mark"])).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining("no session"),
    });
    expect(await control(["start", "simulator"], {at: "pit"})).toBe(0);
    await until(() => sources().length === 1);
    expect(await control(["stop"])).toBe(0);
    await until(() => sources().length === 0);
    expect(await control(["start", "race"], {at: "pit"})).toBe(0);
    await until(() => sources().length === 1);
    expect(await control(["stop", "race"])).toBe(0);
    await until(() => sources().length === 0);
    said.length = 2;
    expect(await control(["mark"], {session, note: "puncture", time: "7"})).toBe(0);
    expect(await readMarks(recordings, session)).toMatchObject([{note: "puncture", sessionTime: 7}]);
    expect(said).toEqual(["sent to pit:simulator: start", "sent to *: stop", `marked ${session}`]);
    await control(["start", "simulator"], {at: "pit", speed: "5"});
    await until(() => kernel!.stats().relay.sessions.length > 0);
    expect(await control(["mark"], {note: "now"})).toBe(0);
    const ids = kernel.stats().relay.sessions.map(({id}) => id);
    expect(ids.map((id) => `marked ${id}`)).toContain(said.at(-1));
    await control(["stop"]);
    await expect(control(["jump"])).rejects.toMatchObject({exitCode: 2, message: expect.stringContaining("jump")});
    await expect(control([])).rejects.toMatchObject({exitCode: 2});
    await expect(control(["replay", "none"])).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining("no such capture"),
    });
    await listening.close();
    await expect(control(["stop"])).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining("no Lapbook answers on 127"),
    });
  });
});

describe("a collector on its own", () => {
  it("stops and starts on commands to its machine or by name; its counts are kept", async () => {
    let opened = 0;
    const reported: string[] = [];
    const report = (line: string) => reported.push(line);
    const publisher = new Publisher({producer: new FakeProducer()});
    const sources = new Sources({publisher, recordings: folder.path, report, switchable: true});
    for (const name of ["gamepc:simulator:1", "gamepc:simulator:2"]) {
      const open = async () => simulatorCollector({seed: ++opened, speed: 5, name});
      sources.add(await sources.opened(open));
    }
    const commander = await Commander.open({
      log,
      topic: "orders",
      host: "gamepc",
      apply: applyCollectorCommand(sources),
    });
    const stop = new AbortController();
    stopping.push(stop);
    const applying = commander.run(stop.signal);
    const states = () => Object.values(sources.stats()).map(({state}) => state);
    const received = () => Object.values(sources.stats()).map((one) => one.received);

    await until(() => received().every((n) => n > 20));
    await say({command: "stop", source: "gamepc:udp:20777"});
    await say({command: "stop", source: "gamepc:simulator:2"});
    await until(() => states()[1] === "stopped");
    expect(states()[0]).toBeUndefined();
    await sleep(100); // its last word: that the session is over
    const [first, second] = received();
    await until(() => received()[0] > first);
    expect(received()[1]).toBe(second);
    await say({command: "stop", source: "gamepc"});
    await until(() => states().every((state) => state === "stopped"));
    await say({command: "start", source: "gamepc:simulator"});
    await until(() => received().every((n, i) => n > [first, second][i] + 20));
    expect(opened).toBe(4);
    const [one, two] = ["gamepc:simulator:1", "gamepc:simulator:2"];
    expect(reported).toEqual([`${two}: stopped`, `${one}: stopped`, `${one}: started`, `${two}: started`]);
    const before = received().reduce((sum, n) => sum + n);
    await sources.close();
    expect(sources.totals().received).toBeGreaterThanOrEqual(before);
    expect(sources.names()).toEqual([]);
    stop.abort();
    await applying;
  });
});
