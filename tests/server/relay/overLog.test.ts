import {mkdtemp, rm} from "node:fs/promises";
import {createServer, type Server} from "node:http";
import type {AddressInfo} from "node:net";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, expect, it} from "vitest";
import {WebSocket} from "ws";
import {openEmbeddedLog} from "../../../server/log/embedded/embeddedLog.js";
import type {Log, Producer} from "../../../server/log/log.js";
import {topicSpecs} from "../../../server/log/topics.js";
import {messageCodec} from "../../../server/relay/codec.js";
import {Relay} from "../../../server/relay/relay.js";
import {relaySource} from "../../../server/relay/relaySource.js";
import {liveUpgrade} from "../../../server/relay/socket.js";
import {readSamples} from "../../../src/core/archive/samples.js";
import {decodeMessage} from "../../../src/core/live/wire/wireFrames.js";
import {LIVE_TOPICS} from "../../../src/core/messages/topics.js";
import {until} from "../../support/until.js";
import {lapEvent, range, telemetry} from "./fakes.js";

let folder: string;
let log: Log;
let producer: Producer;
let relay: Relay;
let server: Server;
let origin: string;
const others: string[] = [];

beforeEach(async () => {
  others.length = 0;
  folder = await mkdtemp(join(tmpdir(), "lapbook-relay-"));
  log = await openEmbeddedLog(folder);
  await log.createTopics(topicSpecs("t-"));
  producer = await log.producer();
  relay = new Relay({source: relaySource(log, {nameOf: (topic) => `t-${topic}`}), codec: messageCodec()});
  server = createServer();
  const otherwise = liveUpgrade(relay, {
    otherwise: (request, socket) => {
      others.push(request.url!);
      socket.destroy();
    },
  });
  server.on("upgrade", otherwise);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  await relay.stop();
  server.closeAllConnections();
  server.close();
  await producer.close();
  await log.close();
  await rm(folder, {recursive: true});
});

const send = (frames: number[]) => {
  const now = Date.now();
  return producer.send(
    "t-telemetry",
    frames.map((i) => telemetry(i, {timestamp: now})),
  );
};

/** Frame numbers as they come. */
async function page(request: object): Promise<{seen: number[]; topics: number[]; socket: WebSocket; text: string[]}> {
  const socket = new WebSocket(`ws://${origin}/live`);
  const seen: number[] = [];
  /** number of the topic of each message, in the order they came */
  const topics: number[] = [];
  const text: string[] = [];
  socket.on("message", (data, isBinary) => {
    if (!isBinary) {
      text.push(String(data));
      return;
    }
    const message = decodeMessage(data as Buffer);
    socket.send(JSON.stringify({type: "ack", seq: message.seq}));
    topics.push(...(message.kind === 2 ? [message.topic] : message.records.map(({topic}) => topic)));
    if (message.kind === 2) seen.push(...readSamples(message.arrow).values("frame"));
    // the number of a frame is its offset here: one session, one partition
    else seen.push(...message.records.filter(({topic}) => topic === 0).map(({offset}) => offset));
  });
  await new Promise((resolve, reject) => socket.on("open", resolve).on("error", reject));
  socket.send(JSON.stringify({type: "subscribe", id: "a", session: "s1", ...request}));
  return {seen, topics, socket, text};
}

it("a page gets the stored frames, then new ones, each once", async () => {
  await send(range(0, 500));
  const sending = (async () => {
    for (let i = 500; i < 1500; i += 50) {
      await send(range(i, i + 50));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })();
  const {seen, socket} = await page({backfillS: 60});
  await sending;
  await until(() => seen.length >= 1500);
  expect(seen).toEqual(range(0, 1500));
  socket.close();
});

it("resumes from an offset; events come with their own topic", async () => {
  await send(range(0, 100));
  await producer.send("t-lap-events", [lapEvent(1, {timestamp: Date.now()})]);
  const {seen, topics, socket, text} = await page({
    topics: ["telemetry", "lap-events"],
    encoding: "binary",
    backfillS: 60,
    resumeFrom: range(0, 10).map((partition) => ({topic: "telemetry", partition, offset: 89})),
  });
  await until(() => text.some((line) => line.includes("caughtUp")));
  expect(seen).toEqual(range(90, 100));
  // a page judges rows by the laps before them
  expect(topics.slice(0, 2)).toEqual([LIVE_TOPICS.indexOf("lap-events"), LIVE_TOPICS.indexOf("telemetry")]);
  expect(relay.stats().framesRelayed).toBe(11);
  socket.close();
});

it("its tail continues at the same offset after a read error, each entry once", async () => {
  const failing = Object.create(log) as Log;
  let broken = 0;
  failing.consume = async (options) => {
    const consumer = await log.consume(options);
    return Object.assign(Object.create(consumer), {
      async *[Symbol.asyncIterator]() {
        for await (const entries of consumer) {
          yield entries;
          if (broken++ === 0) throw new Error("gone");
        }
      },
      close: () => consumer.close(),
    });
  };
  const seen: number[] = [];
  const said: string[] = [];
  const source = relaySource(failing, {nameOf: (topic) => `t-${topic}`, report: (line) => said.push(line)});
  await send(range(0, 5)); // before it begins: not its business
  const stop = source.consume((entries) => void seen.push(...entries.map(({offset}) => offset)));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await send(range(5, 10));
  await until(() => said.length > 0);
  await send(range(10, 20));
  await until(() => seen.length >= 15);
  stop();
  expect(seen).toEqual(range(5, 20));
  expect(said).toEqual(["relay: gone"]);
});

it("other origins and host names are refused; other paths are passed on", async () => {
  const refused = (url: string, options: object) =>
    new Promise<string>((resolve) => {
      new WebSocket(url, options).on("error", (error) => resolve(error.message)).on("open", () => resolve("open"));
    });
  expect(await refused(`ws://${origin}/live`, {origin: "http://evil.example"})).toContain("403");
  expect(await refused(`ws://${origin}/live`, {headers: {host: "evil.example"}})).toContain("403");
  expect(await refused(`ws://${origin}/live`, {origin: `http://${origin}`})).toBe("open");
  await refused(`ws://${origin}/_observablehq`, {});
  expect(others).toEqual(["/_observablehq"]);
});

it("an oversized message ends the connection, not the relay", async () => {
  const {socket} = await page({});
  const closed = new Promise<number>((resolve) => socket.on("close", resolve));
  socket.send("x".repeat(1_000_000));
  expect(await closed).toBe(1009);
  await until(() => relay.stats().clientsConnected === 0);
  expect(relay.stats().clientsConnected).toBe(0);
});
