import {existsSync, readFileSync} from "node:fs";
import {type FileHandle, mkdir, open, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {afterEach, beforeEach, describe, expect, it, type MockInstance, vi} from "vitest";
import {importCapture} from "../../../loaders/archive/importCapture.js";
import {libraryIndex} from "../../../loaders/archive/library.js";
import {readCheckpoint} from "../../../server/recorder/checkpoint.js";
import {Recorder} from "../../../server/recorder/recorder.js";
import {MARKER} from "../../../server/recorder/sessionRecording.js";
import {readLaps} from "../../../src/core/archive/laps.js";
import {readSamples} from "../../../src/core/archive/samples.js";
import {encodeBundle} from "../../../src/core/capture/datagramBundle.js";
import {random} from "../../../src/core/signal/random.js";
import {batchOf, f1Stream, pcapOf, type Sent} from "../../support/f1Stream.js";
import {count} from "../../support/long.js";
import {MemoryLog} from "../../support/memoryLog.js";
import {temporaryFolder} from "../../support/server.js";
import {until} from "../../support/until.js";

let folder: {path: string; remove: () => Promise<void>};
let recordings: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  recordings = join(folder.path, "recordings");
});
afterEach(() => folder.remove());

const CARS = [
  {car: 0, lapTimesMs: [12_000, 11_000]},
  {car: 3, lapTimesMs: [12_500, 11_500]},
];
const TOPIC = "datagrams";
const SILENCE = {silentMs: 100, endedMs: 100};

/** The stream in bundles of a tick, as a collector sends them. */
async function fill(log: MemoryLog, sent: readonly Sent[], perBundle = 40): Promise<void> {
  const producer = await log.producer();
  const batch = batchOf(sent);
  for (let from = 0; from < batch.count; from += perBundle) {
    const value = encodeBundle(batch, from, Math.min(batch.count, from + perBundle));
    await producer.send(TOPIC, [{key: "test", value, headers: {}, timestamp: 0}]);
  }
}

/** Records until all of the log is in the archive and its sessions are over. */
async function record(log: MemoryLog): Promise<void> {
  await recordUntil(log, SILENCE, (recorder) => recorded(recorder, log));
}

/** Records until `done` resolves, and stops at that moment. */
async function recordUntil(
  log: MemoryLog,
  silence: Partial<typeof SILENCE>,
  done: (recorder: Recorder) => Promise<unknown>,
): Promise<void> {
  const stop = new AbortController();
  const recorder = new Recorder({log, topic: TOPIC, recordings, flushMs: 5, retryMs: 20, ...silence});
  const running = recorder.run(stop.signal);
  await done(recorder);
  stop.abort();
  await running;
}

/** Waits for the checkpoint that has all of the log in it and no session any more. */
async function recorded(recorder: Recorder, log: MemoryLog): Promise<void> {
  const isDone = async () => {
    const checkpoint = await readCheckpoint(recordings);
    const isRead = checkpoint?.positions[0]?.offset === log.entries(TOPIC).length;
    return isRead && checkpoint.sessions.length === 0 && recorder.status.sessions.length === 0;
  };
  await until(isDone, "all of the log in the archive", () => recorder.status);
}

/** Content of every file of the archive by path, hidden ones left out. */
async function files(root: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(root, {recursive: true, withFileTypes: true})) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || entry.name.startsWith(".")) continue;
    found[path.slice(root.length + 1)] = (await readFile(path)).toString("base64");
  }
  return found;
}

/** What an import of the same datagrams makes, apart from the capture's container and the imported file's name. */
async function imported(sent: readonly Sent[]): Promise<Record<string, string>> {
  const path = join(folder.path, "all.pcap");
  await writeFile(path, pcapOf(sent));
  const other = join(folder.path, "imported");
  await importCapture(path, {recordings: other});
  return comparable(await files(other));
}

function comparable(found: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(found)
      .filter(([file]) => !file.includes("capture."))
      .map(([file, content]) => {
        if (!file.endsWith("session.json")) return [file, content];
        const session = JSON.parse(Buffer.from(content, "base64").toString());
        return [file, JSON.stringify({...session, source: {...session.source, file: null}})];
      }),
  );
}

describe("Recorder", () => {
  it("makes the same archive from the log as an import from the capture", async () => {
    const sent = f1Stream({cars: CARS});
    const log = new MemoryLog();
    await fill(log, sent);
    await record(log);
    expect(comparable(await files(recordings))).toEqual(await imported(sent));
  });

  it("lists a finished lap as recorded while the next one is driven, and after a kill", async () => {
    const sent = f1Stream({cars: CARS});
    const log = new MemoryLog();
    // the first lap ends after 12 s of 24
    await fill(log, sent.slice(0, Math.floor(0.6 * sent.length)));
    const listed = async () => {
      const [id] = (await readdir(recordings)).filter((name) => !name.startsWith("."));
      const rows = readLaps(await readFile(join(recordings, id, "laps.arrows")));
      return rows.map((row) => {
        const {rows: stored} = readSamples(readFileSync(join(recordings, id, row.file!)));
        return {...row, hasAll: stored === row.samples};
      });
    };
    const hasAll = async () => (await readCheckpoint(recordings))?.positions[0]?.offset === log.entries(TOPIC).length;
    // the laps' files are written in turns within the next two seconds
    const isListed = async () => (await hasAll()) && (await listed()).length === CARS.length;
    await recordUntil(log, {}, () => until(isListed, "the finished laps of all cars"));
    const found = await listed();
    expect(found.map(({car, lap, lapTimeMs}) => [car, lap, lapTimeMs])).toEqual([
      [0, 1, 12_000],
      [3, 1, 12_500],
    ]);
    for (const lap of found) expect(lap).toMatchObject({complete: true, coverage: 1, hasAll: true, valid: true});
    await fill(log, sent.slice(Math.floor(0.6 * sent.length)));
    await record(log);
    const recordedLaps = (await listed()).filter(({lap}) => lap === 1);
    expect(recordedLaps).toEqual(found);
  });

  it("stopped and started again at any moment makes the same archive (seeded moments)", async () => {
    const sent = [...f1Stream({cars: CARS, uid: 5}), ...f1Stream({uid: 6, startSeconds: 1_800_000_030, seconds: 8})];
    const expected = await imported(sent);
    const chance = random(4);
    const next = () => chance.next();
    for (let round = 0; round < count(4, 15); round++) {
      await rm(recordings, {recursive: true, force: true});
      const log = new MemoryLog();
      const producing = fillSlowly(log, sent);
      for (let stops = 0; stops < 3; stops++) await recordUntil(log, {}, () => sleep(5 + Math.floor(next() * 60)));
      await producing;
      await record(log);
      expect(comparable(await files(recordings)), `round ${round}`).toEqual(expected);
    }
  });

  it("makes the same archive on a disk slower than the silence that ends a session", async () => {
    const slow = await slowDisk(SILENCE.silentMs + 50);
    const sent = [...f1Stream({cars: CARS, uid: 5}), ...f1Stream({uid: 6, startSeconds: 1_800_000_030, seconds: 8})];
    const log = new MemoryLog();
    const producing = fillSlowly(log, sent);
    await recordUntil(log, {}, () => sleep(60));
    await producing;
    await record(log);
    expect(slow.mock.calls.length).toBeGreaterThan(10);
    slow.mockRestore();
    expect(comparable(await files(recordings))).toEqual(await imported(sent));
  });

  it("shows a running session with its laps and the rows of the running lap", async () => {
    const log = new MemoryLog();
    await fill(log, f1Stream({cars: CARS, seconds: 15}));
    const [driven] = await imported(f1Stream({cars: CARS, seconds: 15})).then(Object.keys);
    const path = join(recordings, driven.split("/")[0], "samples/car-0/lap-2.arrows");
    const rows = async () => existsSync(path) && readSamples(await readFile(path)).rows > 3 * 60 - 30;
    await recordUntil(log, {}, () => until(rows, "rows of the running lap"));
    const {sessions} = await libraryIndex(recordings);
    expect(sessions).toHaveLength(1);
    const running = readSamples(await readFile(path));
    expect(running.values("speedKmh")[100]).toBe(201);
  });

  it("reports why it stopped, and continues by itself once that is resolved", async () => {
    await mkdir(folder.path, {recursive: true});
    await writeFile(recordings, "a file where the folder should be");
    const log = new MemoryLog();
    const sent = f1Stream({cars: CARS});
    await fill(log, sent);
    const stop = new AbortController();
    const recorder = new Recorder({log, topic: TOPIC, recordings, flushMs: 5, retryMs: 20, ...SILENCE});
    const running = recorder.run(stop.signal);
    await until(() => recorder.status.error, "an error");
    expect(recorder.status.error).toMatch(/there is a file where a folder is needed/);
    await rm(recordings);
    await recorded(recorder, log);
    expect(recorder.status.error).toBeNull();
    stop.abort();
    await running;
    expect(comparable(await files(recordings))).toEqual(await imported(sent));
  });

  it("reports each session once, when it is completely archived", async () => {
    const log = new MemoryLog();
    await fill(log, [
      ...f1Stream({cars: CARS, uid: 5}),
      ...f1Stream({uid: 6, startSeconds: 1_800_000_030, seconds: 8}),
    ]);
    const reported: string[] = [];
    const stop = new AbortController();
    const options = {log, topic: TOPIC, recordings, flushMs: 5, retryMs: 20, ...SILENCE};
    const recorder = new Recorder({
      ...options,
      recorded: (id) => {
        expect(existsSync(join(recordings, id, MARKER))).toBe(false);
        reported.push(id);
      },
    });
    const running = recorder.run(stop.signal);
    await recorded(recorder, log);
    stop.abort();
    await running;
    const {sessions} = await libraryIndex(recordings);
    expect(reported.sort()).toEqual(sessions.map(({id}) => id).sort());
    expect(reported.length).toBe(2);
  });

  it("skips a damaged bundle, and does not change an archived session", async () => {
    const sent = f1Stream({cars: CARS});
    const log = new MemoryLog();
    const producer = await log.producer();
    await producer.send(TOPIC, [{key: "x", value: Uint8Array.of(9, 9), headers: {}, timestamp: 0}]);
    await fill(log, sent);
    await record(log);
    const once = await files(recordings);
    await rm(join(recordings, ".recorder.json"));
    await record(log);
    expect(await files(recordings)).toEqual(once);
    expect(comparable(once)).toEqual(await imported(sent));
  });
});

/** A bundle every millisecond or so. */
async function fillSlowly(log: MemoryLog, sent: readonly Sent[]): Promise<void> {
  const producer = await log.producer();
  const batch = batchOf(sent);
  for (let from = 0; from < batch.count; from += 60) {
    const value = encodeBundle(batch, from, Math.min(batch.count, from + 60));
    await producer.send(TOPIC, [{key: "test", value, headers: {}, timestamp: 0}]);
    await sleep(1);
  }
}

/** Every fdatasync takes at least `ms`. */
async function slowDisk(ms: number): Promise<MockInstance> {
  await mkdir(folder.path, {recursive: true});
  const handle = await open(join(folder.path, "any"), "w");
  await handle.close();
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  const {datasync} = prototype;
  return vi.spyOn(prototype, "datasync").mockImplementation(async function (this: FileHandle) {
    await sleep(ms);
    return datasync.call(this);
  });
}
