import {type ChildProcess, spawn} from "node:child_process";
import {createHash} from "node:crypto";
import {once} from "node:events";
import {existsSync} from "node:fs";
import {mkdtemp, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {createInterface} from "node:readline";
import {setTimeout as sleep} from "node:timers/promises";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {Publisher} from "../../../server/collectors/publisher.js";
import {udpCollector} from "../../../server/collectors/udpCollector.js";
import {openEmbeddedLog} from "../../../server/log/embedded/embeddedLog.js";
import type {Log, LogEntry} from "../../../server/log/log.js";
import {codecOf} from "../../../src/core/messages/messagesCodec.js";
import {random} from "../../../src/core/signal/random.js";
import {compiled} from "../../support/compiled.js";
import {f1Stream, pcapOf} from "../../support/f1Stream.js";
import {count} from "../../support/long.js";
import {until} from "../../support/until.js";
import {archiveFiles, differences} from "./archiveFiles.js";
import {analystOf, collectInto, logOf, openLog, type Place, recorderOf, recordingsOf, topics} from "./parts.js";

const SENT = f1Stream({
  rate: 30,
  cars: [
    {car: 0, lapTimesMs: [3000, 2800, 2900]},
    {car: 3, lapTimesMs: [3200, 2900, 2700]},
  ],
});
/** the stream lasts 11 s */
const SPEED = 10;
const LASTS_MS = 1100;

let root: string;
let capture: string;
let program: Awaited<ReturnType<typeof compiled>>;
let undisturbed: {archive: Map<string, Buffer>; telemetry: string[]; laps: Map<string, string>};
const children = new Set<ChildProcess>();

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "lapbook-kills-"));
  program = await compiled(new URL("child.ts", import.meta.url));
  capture = join(root, "drive.pcap");
  await writeFile(capture, pcapOf(SENT));
  const place = {folder: join(root, "undisturbed"), capture, speed: SPEED};
  const log = await openLog(place);
  await consuming(log, place, () => collectInto(log, place));
  await finish(log, place);
  undisturbed = {archive: await archiveFiles(recordingsOf(place)), ...(await said(log))};
  await log.close();
  expect(undisturbed.archive.size).toBeGreaterThan(6);
  expect(undisturbed.laps.size).toBe(6);
});
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await program.remove();
  await rm(root, {recursive: true, force: true});
});

/** A child that has begun its work; `kill` as kill -9 does. */
async function begin(job: string, place: object): Promise<{ended: Promise<unknown>; kill: () => Promise<void>}> {
  const child = spawn(process.execPath, [program.path, job, JSON.stringify(place)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.add(child);
  const failed = once(child, "exit").then(([code]) => Promise.reject(new Error(`${job} ended with ${code}`)));
  failed.catch(() => {}); // a kill comes later
  const lines = createInterface({input: child.stdout!});
  await Promise.race([once(lines, "line"), failed]);
  return {
    ended: once(lines, "line"),
    async kill() {
      child.kill("SIGKILL");
      await once(child, "close");
      children.delete(child);
    },
  };
}

/** Recorder and analyst beside some work, until the analyst has read all of the log: it notes that when it is stopped. */
async function consuming(log: Log, place: Place, work: () => Promise<unknown>): Promise<void> {
  let working = work();
  for (let read = -1, next = 0; read < next; ) {
    const stop = new AbortController();
    const running = [recorderOf(log, place).run(stop.signal), analystOf(log, place).run(stop.signal)];
    await working;
    await sleep(100);
    stop.abort();
    await Promise.all(running);
    working = Promise.resolve();
    [read, next] = [await analysed(place), (await ends(log, topics.telemetry))[1]];
  }
}

/** Records until the log's end, and then until the sessions have been silent for long enough to be over. */
async function finish(log: Log, place: Place): Promise<void> {
  const caughtUp = async () => (await recorded(place)) === (await ends(log, topics.datagrams))[1];
  const over = async () => {
    const names = await readdir(recordingsOf(place), {recursive: true});
    return names.some((name) => name.endsWith("session.json")) && !names.some((name) => name.endsWith(".recording"));
  };
  for (const [silentMs, done] of [
    [300_000, caughtUp],
    [30, over],
  ] as const) {
    const stop = new AbortController();
    const recorder = recorderOf(log, place, silentMs);
    const running = recorder.run(stop.signal);
    await until(done, "all of the log recorded", () => recorder.status);
    stop.abort();
    await running;
    expect(recorder.status.error).toBeNull();
  }
}

/** First and next offset, summed over the partitions. */
async function ends(log: Log, topic: string): Promise<[number, number]> {
  const {offsets} = (await log.describeTopics()).find(({name}) => name === topic)!;
  return [offsets.reduce((sum, {first}) => sum + first, 0), offsets.reduce((sum, {next}) => sum + next, 0)];
}

const positions = async (file: string): Promise<number> => {
  if (!existsSync(file)) return 0;
  // of the analyst's state this is the first line
  const [line] = (await readFile(file, "utf8")).split("\n", 1);
  const state = JSON.parse(line) as {positions: {offset: number}[]};
  return state.positions.reduce((sum, {offset}) => sum + offset, 0);
};
const recorded = (place: Place) => positions(join(recordingsOf(place), ".recorder.json"));
const analysed = (place: Place) => positions(join(place.folder, "analyst"));

async function all(log: Log, topic: string): Promise<LogEntry[]> {
  const [, next] = await ends(log, topic);
  const found: LogEntry[] = [];
  const consumer = await log.consume({topics: [topic], from: "earliest"});
  for await (const entries of next > 0 ? consumer : []) if (found.push(...entries) >= next) break;
  await consumer.close();
  return found;
}

const digest = (bytes: Uint8Array) => createHash("sha1").update(bytes).digest("base64");

/** All telemetry in its order, and of each lap the event that came last. */
async function said(log: Log): Promise<{telemetry: string[]; laps: Map<string, string>}> {
  const telemetry = (await all(log, topics.telemetry)).map(({value}) => digest(value));
  const laps = new Map<string, string>();
  for (const {value, headers} of await all(log, topics["lap-events"])) {
    const event = codecOf(headers.encoding).decodeEvent("lap-events", value);
    laps.set(`${event.car} ${event.lap}`, JSON.stringify(event));
  }
  return {telemetry, laps};
}

/** Seeded rounds, three at a time; a round says whether its kill came in the middle. */
async function rounds(seed: number, many: number, round: (place: Place, afterMs: number) => Promise<boolean>) {
  const source = random(seed);
  const enough = Math.ceil(0.6 * many);
  let begun = 0;
  let middle = 0;
  // a busy machine misses the middle more often: then there are more rounds
  const lane = async () => {
    while (begun < many || (middle < enough && begun < Math.max(20, 4 * many))) {
      const place = {folder: join(root, `${seed}-${begun++}`), capture, speed: SPEED};
      if (await round(place, (0.15 + 0.8 * source.next()) * LASTS_MS)) middle++;
      await rm(place.folder, {recursive: true});
    }
  };
  await Promise.all([lane(), lane(), lane()]);
  expect(middle).toBeGreaterThanOrEqual(enough);
}

async function expectIdentical(place: Place): Promise<void> {
  const archive = await archiveFiles(recordingsOf(place));
  expect(differences(archive, undisturbed.archive), place.folder).toEqual([]);
}

/** Killed before its first bundle was written it may have left telemetry of that bundle: then there is nothing to resume. */
function expectSame(telemetry: readonly string[]): void {
  const at = telemetry.findIndex((text, i) => text !== undisturbed.telemetry[i]);
  const known = at >= 0 ? undisturbed.telemetry.indexOf(telemetry[at]) : -1;
  expect({messages: telemetry.length, differsAt: at, thereIs: known}).toEqual({
    messages: undisturbed.telemetry.length,
    differsAt: -1,
    thereIs: -1,
  });
}

const isMiddle = (there: number) => there > 0 && there < SENT.length;

describe("kill -9 at a random moment of a replay", () => {
  it("the collector: resumed, archive and telemetry are those of the undisturbed run", async () => {
    await rounds(1, count(3, 16), async (place, afterMs) => {
      const child = await begin("collect", place);
      const follower = await openEmbeddedLog(logOf(place), {readOnly: true});
      const stop = new AbortController();
      const recording = recorderOf(follower, place).run(stop.signal);
      await sleep(afterMs);
      await child.kill();
      const log = await openLog(place);
      const there = await collectInto(log, place);
      stop.abort();
      await recording;
      await follower.close();
      await finish(log, place);
      await expectIdentical(place);
      if (there > 0) expectSame((await said(log)).telemetry);
      await log.close();
      return isMiddle(there);
    });
  });

  it("the recorder", async () => {
    await rounds(2, count(3, 14), async (place, afterMs) => {
      const log = await openLog(place);
      const child = await begin("record", place);
      const collecting = collectInto(log, place);
      await sleep(afterMs);
      // on a busy machine it is behind the clock
      if (afterMs > LASTS_MS / 3) await until(async () => (await recorded(place)) > 0);
      await child.kill();
      const there = await recorded(place);
      await collecting;
      const [, sent] = await ends(log, topics.datagrams);
      await finish(log, place);
      await expectIdentical(place);
      await log.close();
      return there > 0 && there < sent;
    });
  });

  it("the process that does all: each lap's last event too", async () => {
    await rounds(3, count(3, 14), async (place, afterMs) => {
      const child = await begin("serve", place);
      await sleep(afterMs);
      await child.kill();
      const log = await openLog(place);
      let there = 0;
      await consuming(log, place, async () => (there = await collectInto(log, place)));
      await finish(log, place);
      await expectIdentical(place);
      const {telemetry, laps} = await said(log);
      if (there > 0) expectSame(telemetry);
      expect(laps).toEqual(undisturbed.laps);
      await log.close();
      return isMiddle(there);
    });
  });

  // its datagrams are gone: what it sends when it starts again is another session, and that one is whole
  it("the sender: the session it starts anew has the undisturbed run's laps, the one it left lies beside it", async () => {
    await rounds(4, count(2, 6), async (place, afterMs) => {
      const log = await openLog(place);
      const collector = await udpCollector({port: 0, host: "127.0.0.1"});
      const publisher = new Publisher({producer: await log.producer(), topics});
      const collecting = publisher.run(collector);
      const allReceived = async () => {
        for (let before = -1; collector.stats().received > before; await sleep(100))
          before = collector.stats().received;
      };
      const child = await begin("send", {...place, port: collector.port});
      await sleep(afterMs);
      await child.kill();
      await allReceived();
      const {received} = collector.stats();
      // a session is named by the second in which it begins and its first datagram, which is the same
      await sleep(1000 - (Date.now() % 1000));
      const again = await begin("send", {...place, port: collector.port});
      await again.ended;
      await allReceived();
      await again.kill();
      await collector.close();
      await collecting;
      await publisher.flush();
      await finish(log, place);
      const sessions = (await readdir(recordingsOf(place))).filter((name) => !name.startsWith(".")).sort();
      const archive = await archiveFiles(recordingsOf(place));
      const whole = sessions.at(-1)!;
      const names = (files: Map<string, Buffer>, id: string) =>
        [...files].filter(([path]) => path.startsWith(`${id}/samples`)).map(([path]) => path.slice(id.length));
      const [reference] = [...undisturbed.archive.keys()][0].split("/");
      expect(names(archive, whole).sort()).toEqual(names(undisturbed.archive, reference).sort());
      for (const path of names(archive, whole))
        expect(archive.get(whole + path)!.equals(undisturbed.archive.get(reference + path)!), path).toBe(true);
      await log.close();
      return sessions.length === 2 && isMiddle(received);
    });
  });
});
