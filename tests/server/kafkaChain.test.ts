import {createSocket} from "node:dgram";
import {readdir, readFile, writeFile} from "node:fs/promises";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {afterAll, afterEach, beforeEach, describe, expect, it} from "vitest";
import {WebSocket} from "ws";
import {importCapture} from "../../loaders/archive/importCapture.js";
import {libraryIndex} from "../../loaders/archive/library.js";
import {readCapture} from "../../loaders/captures/readCapture.js";
import {Kernel} from "../../server/kernel.js";
import {namedTopicSpecs, protobufEnabled, readKafkaConfig, topicNames} from "../../server/log/kafka/config.js";
import {KafkaLog} from "../../server/log/kafka/kafkaLog.js";
import {liveUpgrade} from "../../server/relay/socket.js";
import {readLaps} from "../../src/core/archive/laps.js";
import {QUALITY_FILE} from "../../src/core/archive/quality.js";
import {decodeMessage} from "../../src/core/live/wire/wireFrames.js";
import {codecOf} from "../../src/core/messages/messagesCodec.js";
import {compiledLapbook} from "../support/compiled.js";
import {endedSessions} from "../support/endedSessions.js";
import {f1Stream, pcapOf} from "../support/f1Stream.js";
import {testBroker} from "../support/kafkaBroker.js";
import {lapbook} from "../support/lapbook.js";
import {temporaryFolder} from "../support/server.js";
import {until} from "../support/until.js";
import {describeOwners} from "./analyst/kafkaOwners.js";

// The whole kernel over a real broker: what comes in on one side stands in the archive and in the page on the other.

const [broker, program] = await Promise.all([testBroker(), compiledLapbook()]);
afterAll(async () => {
  await broker?.remove();
});

const CARS = [
  {car: 0, lapTimesMs: [6000, 5500]},
  {car: 4, lapTimesMs: [6100, 5600]},
];
const LAPS = CARS.flatMap(({car, lapTimesMs}) => lapTimesMs.map((time, i) => [car, i + 1, time]));

let folder: {path: string; remove: () => Promise<void>};
let recordings: string;
let kernel: Kernel | undefined;
const reports: string[] = [];

beforeEach(async () => {
  folder = await temporaryFolder();
  recordings = join(folder.path, "recordings");
  reports.length = 0;
});
afterEach(async () => {
  await kernel?.close();
  kernel = undefined;
  await folder.remove();
});

async function start(env: Record<string, string>, udpPort: number | null, silentMs = 600_000): Promise<Kernel> {
  return Kernel.start({
    log: new KafkaLog(readKafkaConfig(env)!, {log: (line) => reports.push(line)}),
    topics: topicNames(env),
    specs: namedTopicSpecs(env),
    encoding: protobufEnabled(env) ? "protobuf" : "json",
    ...{recordings, udpPort, udpHost: "127.0.0.1", endedMs: silentMs, silentMs},
    report: (line) => reports.push(line),
  });
}

/** The id of the session once all that was sent is recorded. */
const recordedAll = (from: Kernel, sent: ReturnType<typeof f1Stream>) => {
  const sessions = () => from.stats().recorder.sessions;
  return until(() => sessions().find(({datagrams}) => datagrams === sent.length)?.id, "a recorded session", sessions);
};

/** The kernel is started again, where a short silence ends the session. */
async function finish(env: Record<string, string>): Promise<void> {
  await kernel?.close();
  kernel = await start(env, null, 300);
  const isOver = async () => (await endedSessions(recordings)).length > 0;
  await until(isOver, "the end of the session", () => kernel?.stats().recorder);
  expect((await libraryIndex(recordings)).sessions).toHaveLength(1);
}

const lapsOf = async (path: string) =>
  readLaps(await readFile(join(path, "laps.arrows")))
    .filter(({lapTimeMs}) => lapTimeMs !== null)
    .map(({car, lap, lapTimeMs}) => [car, lap, lapTimeMs]);

/** Content of a session's files; of session.json what does not tell where it was imported from. */
async function filesOf(path: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(path, {recursive: true, withFileTypes: true})) {
    if (!entry.isFile() || entry.name.startsWith(".") || entry.name.startsWith("capture.")) continue;
    if (entry.name === QUALITY_FILE) continue; // no capture holds it
    const file = join(entry.parentPath, entry.name);
    const content = await readFile(file);
    found[file.slice(path.length + 1)] = content.toString("base64");
    if (entry.name !== "session.json") continue;
    const session = JSON.parse(content.toString());
    found[file.slice(path.length + 1)] = JSON.stringify({...session, source: {...session.source, file: null}});
  }
  return found;
}

/** What was recorded is what an import makes of the recorded datagrams, and they are those that were sent. */
async function expectWhole(id: string, sent: ReturnType<typeof f1Stream>): Promise<void> {
  const recorded = join(recordings, id);
  const other = join(folder.path, "imported");
  const capture = (await readdir(recorded)).find((name) => name.startsWith("capture."))!;
  const {sessions} = await importCapture(join(recorded, capture), {recordings: other});
  expect(sessions.map(({session}) => session.id)).toEqual([id]);
  expect(await filesOf(recorded)).toEqual(await filesOf(join(other, id)));

  const original = join(folder.path, "sent.pcap");
  await writeFile(original, pcapOf(sent));
  const [{session}] = (await importCapture(original, {recordings: join(folder.path, "original")})).sessions;
  const {ledger} = JSON.parse(await readFile(join(recorded, "session.json"), "utf8"));
  expect(ledger).toEqual(session.ledger);
  expect((await lapsOf(recorded)).sort()).toEqual([...LAPS].sort());
}

/** Laps that the relay tells a page, by car and lap. */
async function page(from: Kernel): Promise<{laps: Map<string, number>; close: () => void}> {
  const server = createServer();
  server.on("upgrade", liveUpgrade(from.relay, {}));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/live`);
  const laps = new Map<string, number>();
  socket.on("message", (data, isBinary) => {
    if (!isBinary) return;
    const message = decodeMessage(data as Buffer);
    socket.send(JSON.stringify({type: "ack", seq: message.seq}));
    if (message.kind !== 1) return;
    for (const {payload} of message.records) {
      const {car, lap, lapTimeMs} = codecOf("protobuf").decodeEvent("lap-events", payload);
      laps.set(`${car}.${lap}`, lapTimeMs);
    }
  });
  await new Promise((resolve, reject) => socket.on("open", resolve).on("error", reject));
  const request = {type: "subscribe", id: "a", topics: ["lap-events"], session: "latest", backfillS: 60};
  socket.send(JSON.stringify(request));
  return {
    laps,
    close: () => {
      socket.terminate();
      server.close();
    },
  };
}

if (!broker) it.skip("Kafka: no broker could be started", () => {});
else
  describe("Kernel over Kafka", () => {
    it("archives UDP datagrams as an import does, and sends a page its laps", async () => {
      const env = {KAFKA_BROKERS: broker.address};
      kernel = await start(env, 0);
      const {laps, close} = await page(kernel);
      const [name] = Object.keys(kernel.stats().collectors);
      const socket = createSocket("udp4");
      const sent = f1Stream({cars: CARS, rate: 30});
      for (const [i, {bytes}] of sent.entries()) {
        await new Promise<void>((resolve, reject) =>
          socket.send(bytes, Number(name.split(":")[1]), "127.0.0.1", (error) => (error ? reject(error) : resolve())),
        );
        if (i % 20 === 0) await sleep(2);
      }
      socket.close();
      const id = await recordedAll(kernel, sent);
      await until(() => laps.size >= LAPS.length, `${LAPS.length} laps in the page`);
      close();
      expect([...laps].sort()).toEqual(LAPS.map(([car, lap, time]) => [`${car}.${lap}`, time]).sort());
      // a page that comes later has them from the log
      const late = await page(kernel);
      await until(() => late.laps.size >= LAPS.length, "the same laps from the backfill");
      late.close();
      expect(late.laps).toEqual(laps);
      await finish(env);
      await expectWhole(id, sent);
      // a broker that has just started gives nothing to say
      expect(reports.filter((line) => !/receive buffer/.test(line))).toEqual([]);
    });

    it("archives the JSON messages of `lapbook collect` in another process", async () => {
      const env = {KAFKA_BROKERS: broker.address, TOPIC_PREFIX: "far.", PROTOBUF_ENABLED: "false"};
      const sent = f1Stream({cars: CARS, rate: 30});
      const file = join(folder.path, "drive.pcap");
      await writeFile(file, pcapOf(sent));
      kernel = await start(env, null);
      const {ended, said} = lapbook(["collect", "--replay", file, "--speed", "20", "--json"], {env, program});
      const {code, out} = await ended;
      expect(code, said.join("\n")).toBe(0);
      expect(JSON.parse(out)).toMatchObject({received: sent.length, queuedBytes: 0, telemetryDropped: 0, errors: 0});
      const id = await recordedAll(kernel, sent);
      // a page knows track and drivers, though nothing was collected here
      const known = await until(() => kernel!.relay.sessions().find((session) => session.id === id), "a known session");
      expect(known.drivers.length).toBe(CARS.length);
      expect(known.track.lengthM).toBeGreaterThan(0);
      await finish(env);
      await expectWhole(id, sent);
      const [value] = await telemetry(env);
      expect(Object.keys(JSON.parse(Buffer.from(value).toString()))).toContain("speedKmh");
    });

    it("archives exactly the datagrams of a `lapbook collect --replay` that was killed half-way and resumed", async () => {
      const env = {KAFKA_BROKERS: broker.address, TOPIC_PREFIX: "cut."};
      const sent = f1Stream({cars: CARS, rate: 30});
      const file = join(folder.path, "drive.pcap");
      await writeFile(file, pcapOf(sent));
      kernel = await start(env, null);
      const recorded = () => kernel!.stats().recorder.sessions[0]?.datagrams ?? 0;
      const args = ["collect", "--replay", file, "--json", "--speed"];
      const killed = lapbook([...args, "4"], {env, program});
      await until(() => recorded() > sent.length / 4, "a quarter of the replay", recorded);
      killed.child.kill("SIGKILL");
      await killed.ended;
      const before = recorded();
      expect(before).toBeLessThan(sent.length);
      // started again within the silence that ends a session
      const {ended, said} = lapbook([...args, "20", "--resume"], {env, program});
      const {code, out} = await ended;
      expect(code, said.join("\n")).toBe(0);
      const {received} = JSON.parse(out) as {received: number};
      expect(received).toBeGreaterThan(0);
      // what was recorded is in the log, and is not sent again
      expect(received).toBeLessThanOrEqual(sent.length - before);
      const id = await recordedAll(kernel, sent);
      await finish(env);
      await expectWhole(id, sent);
      const capture = (await readdir(join(recordings, id))).find((name) => name.startsWith("capture."))!;
      expect(await payloads(join(recordings, id, capture))).toEqual(
        sent.map(({bytes}) => Buffer.from(bytes).toString("base64")),
      );
    });

    describeOwners(broker);
  });

/** Payloads of a capture, in order. */
async function payloads(path: string): Promise<string[]> {
  const found: string[] = [];
  for await (const {count, bytes, offset, length} of readCapture(path))
    for (let i = 0; i < count; i++)
      found.push(Buffer.from(bytes.subarray(offset[i], offset[i] + length[i])).toString("base64"));
  return found;
}

/** Values of the first telemetry messages in the log. */
async function telemetry(env: Record<string, string>): Promise<Uint8Array[]> {
  const log = new KafkaLog(readKafkaConfig(env)!);
  try {
    const topic = topicNames(env).telemetry;
    const [{offsets}] = await log.describeTopics([topic]);
    const partition = offsets.findIndex(({next}) => next > 0);
    const values: Uint8Array[] = [];
    for await (const entries of log.read({topic, partition, from: 0, to: 5}))
      values.push(...entries.map((e) => e.value));
    return values;
  } finally {
    await log.close();
  }
}
