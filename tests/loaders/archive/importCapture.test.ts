import {spawn} from "node:child_process";
import {once} from "node:events";
import {mkdtemp, readdir, readFile, rm, stat, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {gzipSync} from "node:zlib";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {importCapture} from "../../../loaders/archive/importCapture.js";
import {libraryIndex} from "../../../loaders/archive/library.js";
import {reprocess} from "../../../loaders/archive/reprocess.js";
import {readMarks, saveMark} from "../../../server/control/marks.js";
import {readLaps} from "../../../src/core/archive/laps.js";
import {readSamples} from "../../../src/core/archive/samples.js";
import {createBatch, type Flow} from "../../../src/core/capture/batch.js";
import {PcapWriter, pcapHeader} from "../../../src/core/capture/pcapWriter.js";
import {recorderFile} from "../../support/captureBytes.js";
import {compiledLapbook} from "../../support/compiled.js";
import {f1Stream, pcapOf} from "../../support/f1Stream.js";
import {gt7Datagram} from "../../support/gt7Peer.js";
import {count} from "../../support/long.js";

let folder: string;
let recordings: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lapbook-import-"));
  recordings = join(folder, "recordings");
});
afterEach(() => rm(folder, {recursive: true, force: true}));

async function capture(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

/** The capture of one drive. */
const DRIVE = pcapOf(f1Stream());

/** A capture of Lapbook's own, as `tcpdump -s` writes it: no packet has more bytes than `most`. */
function pcapCutAt(whole: Uint8Array, most: number): Uint8Array {
  // not a Buffer, whose slice is no copy
  const bytes = new Uint8Array(whole);
  const parts = [bytes.slice(0, 24)];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 24; at < bytes.length; at += 16 + view.getUint32(at + 8, true)) {
    const kept = Math.min(most, view.getUint32(at + 8, true));
    const record = bytes.slice(at, at + 16 + kept);
    new DataView(record.buffer).setUint32(8, kept, true);
    parts.push(record);
  }
  return Buffer.concat(parts);
}

/** Every file of the archive with its bytes, unfinished work included. */
async function snapshot(): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const entry of await readdir(recordings, {recursive: true, withFileTypes: true}).catch(() => [])) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) files[path.slice(recordings.length + 1)] = (await readFile(path)).toString("base64");
  }
  return files;
}

describe("importCapture(path, options)", () => {
  it("writes session.json, the capture, laps and one samples file per lap", async () => {
    const path = await capture("drive.pcap", DRIVE);
    const {sessions} = await importCapture(path, {recordings});
    const {id} = sessions[0].session;
    expect(id).toMatch(/^20270115-080000-[0-9a-f]{6}$/);
    expect(Object.keys(await snapshot()).sort()).toEqual(
      [
        "capture.pcap.gz",
        "laps.arrows",
        "samples/car-0/lap-1.arrows",
        "samples/car-0/lap-2.arrows",
        "samples/car-0/lap-3.arrows",
        "session.json",
      ].map((file) => `${id}/${file}`),
    );
    expect(readLaps(await readFile(join(recordings, id, "laps.arrows")))).toEqual(
      sessions[0].laps.map((lap) => ({
        ...lap,
        coverage: expect.closeTo(lap.coverage, 6),
        averageSpeedKmh: expect.closeTo(lap.averageSpeedKmh!, 3),
        fuelUsedKg: expect.closeTo(lap.fuelUsedKg!, 5),
      })),
    );
    expect(readSamples(await readFile(join(recordings, id, "samples/car-0/lap-2.arrows"))).rows).toBe(1260);
  });

  it("changes nothing when repeated", async () => {
    const path = await capture("drive.pcap", DRIVE);
    await importCapture(path, {recordings});
    const before = await snapshot();
    const again = await importCapture(path, {recordings});
    expect(again.sessions[0].status).toBe("unchanged");
    expect(await snapshot()).toEqual(before);
  });

  it("extends a session whose beginning is archived, and never shortens one", async () => {
    const stream = f1Stream();
    const half = await capture("half.pcap", pcapOf(stream.slice(0, 4000)));
    const whole = await capture("whole.pcap", pcapOf(stream));
    expect((await importCapture(half, {recordings})).sessions[0].status).toBe("new");
    expect((await importCapture(whole, {recordings})).sessions[0].status).toBe("extended");
    const extended = await snapshot();
    expect((await importCapture(half, {recordings})).sessions[0].status).toBe("shorter");
    expect(await snapshot()).toEqual(extended);
    await rm(recordings, {recursive: true});
    await importCapture(whole, {recordings});
    expect(await snapshot()).toEqual(extended);
  });

  it("refuses a different recording with the same id and keeps the archived one", async () => {
    const stream = f1Stream();
    await importCapture(await capture("a.pcap", pcapOf(stream)), {recordings});
    const before = await snapshot();
    const other = stream.filter((_, i) => i !== 77);
    other.push({...stream[100], seconds: other.at(-1)!.seconds});
    const path = await capture("b.pcap", pcapOf(other));
    await expect(importCapture(path, {recordings})).rejects.toThrow(
      /^session \S+ is archived from a capture with other/,
    );
    expect(await snapshot()).toEqual(before);
  });

  it("marks the date of a container that has none, after reprocessing too", async () => {
    const stream = f1Stream({seconds: 4, startSeconds: 0});
    const bytes = recorderFile(stream.map(({seconds, bytes}) => ({time: seconds, bytes})));
    const dated = async (name: string) => {
      const {sessions} = await importCapture(await capture(name, bytes), {recordings});
      const {id} = sessions[0].session;
      await reprocess(recordings, id);
      const {sessions: listed} = await libraryIndex(recordings);
      return listed.find((one) => one.id === id)!.datedByFile;
    };
    expect(await dated("evening.bin")).toBe(true);
    expect(await dated("evening_20260112_160501.bin")).toBeUndefined();
    expect((await libraryIndex(recordings)).sessions.map(({startedAt}) => startedAt.slice(0, 10))).toContain(
      "2026-01-12",
    );
  });

  it("imports all sessions of a capture or none", async () => {
    const two = [...f1Stream({uid: 1}), ...f1Stream({uid: 2, startSeconds: 1_800_000_100})];
    const bytes = pcapOf(two);
    const cut = await capture("cut.pcap", bytes.subarray(0, bytes.length - 5));
    await expect(importCapture(cut, {recordings})).rejects.toThrow(/^cut\.pcap: cut after \d+ whole datagrams/);
    expect(await snapshot()).toEqual({});
    const {sessions, cut: reason} = await importCapture(cut, {recordings, salvage: true});
    expect(sessions.map((s) => s.laps.length)).toEqual([3, 3]);
    expect(reason).toMatch(/^cut\.pcap: cut after/);
  });

  it("reports an invalid file in one line, and writes nothing", async () => {
    const {bytes} = f1Stream({seconds: 1})[5];
    const older = f1Stream({seconds: 1}).map((s) => ({...s, bytes: Uint8Array.of(0xe6, 7, ...s.bytes.slice(2))}));
    const web = pcapOf(f1Stream({seconds: 1}).map((s) => ({...s, port: 53, bytes: bytes.map(() => 1)})));
    const zipped = gzipSync(pcapOf(f1Stream({seconds: 1})));
    const cases: [string, Uint8Array, RegExp][] = [
      [
        "notes.txt",
        Buffer.from("Hello, this is no capture"),
        /^notes\.txt: not a capture: expected .*found 48 65 6c 6c 6f$/,
      ],
      ["empty.pcap", new Uint8Array(), /^empty\.pcap: .*empty/],
      [
        "old.pcap",
        pcapOf(older),
        /^old\.pcap: no readable packet: F1 packets of format 2022 are not supported: set UDP format/,
      ],
      ["web.pcap", web, /^web\.pcap: no telemetry of a known game found \(\d+ other packets\)$/],
      ["cut.pcap.gz", zipped.subarray(0, zipped.length / 2), /^cut\.pcap\.gz: cut after \d+ whole datagrams \(.*gzip/],
    ];
    for (const [name, content, message] of cases) {
      const error = await importCapture(await capture(name, content), {recordings}).catch((e: Error) => e);
      expect((error as Error).message).toMatch(message);
      expect((error as Error).message).not.toContain("\n");
    }
    await expect(importCapture(join(folder, "none.pcap"), {recordings})).rejects.toThrow(/^no such file: /);
    await expect(importCapture(folder, {recordings})).rejects.toThrow(/^a folder, not a capture: /);
    expect(await snapshot()).toEqual({});
  });

  it("says that datagrams were cut when they were captured, and refuses a session of which nothing else is left", async () => {
    const stream = f1Stream();
    const cutAt = (bytes: number) => pcapCutAt(pcapOf(stream), bytes);
    const few = await importCapture(await capture("few.pcap", cutAt(1320)), {recordings});
    const whole = stream.filter(({bytes}) => bytes.length + 28 <= 1320).length;
    expect(few.sessions[0].session.ledger.received).toBe(whole);
    expect(few.warning).toBe(
      `${stream.length - whole} of ${stream.length} datagrams were cut at 1320 bytes when they were captured and cannot be read; capture whole packets (tcpdump -s 0, or no -s)`,
    );
    await rm(recordings, {recursive: true});
    for (const snap of [20, 40, 96]) {
      const path = await capture(`cut${snap}.pcap`, cutAt(snap));
      await expect(importCapture(path, {recordings})).rejects.toThrow(` datagrams were cut at ${snap} bytes when`);
    }
    expect(await snapshot()).toEqual({});
  });

  it("names the game of a packet that is not known, and the packet", async () => {
    const between = (flow: Omit<Flow, "source" | "target">, bytes: Uint8Array) => {
      const writer = new PcapWriter();
      for (let i = 0; i < 3; i++) {
        const batch = createBatch(1, bytes, [{source: "192.0.2.1", target: "192.0.2.2", ...flow}]);
        batch.count = 1;
        batch.length[0] = bytes.length;
        writer.append(batch, 0);
      }
      return Buffer.concat([pcapHeader(), writer.take()]);
    };
    const f1 = f1Stream({seconds: 1})[5].bytes;
    const of = (packetFormat: number, id: number) =>
      Uint8Array.of(packetFormat & 255, packetFormat >> 8, packetFormat - 2000, 1, 0, 1, id, ...f1.slice(7));
    const ams2 = new Uint8Array(600);
    ams2.set([1, 1, 9, 2], 8);
    const cases: [number, number, Uint8Array, string][] = [
      [33_739, 33_740, new Uint8Array(400), "Gran Turismo 7 packet of 400 bytes: none of the known kinds"],
      [50_000, 5606, ams2, "Automobilista 2 packet of the unknown type 9, 600 bytes"],
      [9000, 50_000, Uint8Array.of(99, 1, 2), "Assetto Corsa Competizione packet of type 99, 3 bytes: unknown"],
      [9996, 50_000, new Uint8Array(330), "Assetto Corsa packet of 330 bytes: not one of the known messages"],
      [50_000, 9999, new Uint8Array(400), "Forza Data Out packet of 400 bytes: none of the known lengths"],
      [50_000, 20_777, of(2025, 20), "F1 packet with the unknown id 20 in format 2025"],
      [50_000, 40_000, of(2027, 2), "F1 packets of format 2027 are not supported"],
      [50_000, 40_000, of(2026, 20), "F1 packet with the unknown id 20 in format 2026"],
    ];
    for (const [sourcePort, targetPort, bytes, message] of cases) {
      const path = await capture("unknown.pcap", between({sourcePort, targetPort}, bytes));
      await expect(importCapture(path, {recordings})).rejects.toThrow(`unknown.pcap: no readable packet: ${message}`);
    }
  });

  it("names the first packet that a session has and that is not known", async () => {
    const writer = new PcapWriter();
    for (let i = 0; i < 90; i++) {
      const bytes = i === 50 ? new Uint8Array(400) : gt7Datagram({id: i, lap: 1, speed: 30}, 368);
      const flow = {source: "192.0.2.1", sourcePort: 33_739, target: "192.0.2.2", targetPort: 33_740};
      const batch = createBatch(1, bytes, [flow]);
      batch.count = 1;
      batch.length[0] = bytes.length;
      batch.nanos[0] = i * 1e7;
      writer.append(batch, 0);
    }
    const path = await capture("gt7.pcap", Buffer.concat([pcapHeader(), writer.take()]));
    const {sessions, firstRefusal} = await importCapture(path, {recordings});
    expect(sessions.map(({session}) => [session.source.format, session.ledger.malformed])).toEqual([["gt7", 1]]);
    expect(firstRefusal).toMatch(/^Gran Turismo 7 packet of 400 bytes: none of the known kinds/);
  });

  it("stores any file name as text only", async () => {
    const path = await capture("drive.pcap", pcapOf(f1Stream({seconds: 2})));
    const {sessions} = await importCapture(path, {recordings, name: "../../etc/pass<wd>\u0000.pcap"});
    expect(sessions[0].session.source.file).toBe("../../etc/pass<wd>\u0000.pcap");
    expect(await readdir(folder)).toEqual(["drive.pcap", "recordings"]);
    expect(await readdir(recordings)).toEqual([sessions[0].session.id]);
  });

  it("can be cancelled, and leaves no files behind", async () => {
    const path = await capture("drive.pcap.gz", gzipSync(DRIVE));
    const stop = new AbortController();
    const onProgress = (fraction: number) => fraction > 0.2 && stop.abort();
    await expect(importCapture(path, {recordings, onProgress, signal: stop.signal})).rejects.toThrow();
    expect(await snapshot()).toEqual({});
  });
});

describe("reprocess(recordings, id)", () => {
  it("rebuilds identical files from the capture alone", async () => {
    const {sessions} = await importCapture(await capture("drive.pcap", DRIVE), {recordings});
    const {id} = sessions[0].session;
    const before = await snapshot();
    await rm(join(recordings, id, "samples"), {recursive: true});
    await rm(join(recordings, id, "laps.arrows"));
    await writeFile(join(recordings, id, "stray.tmp"), "left by an older version");
    await reprocess(recordings, id);
    expect(await snapshot()).toEqual(before);
  });

  it("keeps the users' marks, which the capture does not contain", async () => {
    const {sessions} = await importCapture(await capture("drive.pcap", DRIVE), {recordings});
    const {id} = sessions[0].session;
    await saveMark(recordings, {sessionId: id, note: "lock-up", sessionTime: 3}, 1);
    await reprocess(recordings, id);
    expect(await readMarks(recordings, id)).toEqual([{sessionTime: 3, note: "lock-up", at: 1}]);
  });

  it("refuses a session.json of a newer version, and changes nothing", async () => {
    const {sessions} = await importCapture(await capture("drive.pcap", DRIVE), {recordings});
    const file = join(recordings, sessions[0].session.id, "session.json");
    await writeFile(file, (await readFile(file, "utf8")).replace('"schemaVersion": 1', '"schemaVersion": 99'));
    const before = await snapshot();
    await expect(reprocess(recordings, sessions[0].session.id)).rejects.toThrow(
      /schemaVersion 99, this one reads up to 1/,
    );
    expect(await snapshot()).toEqual(before);
  });

  it("repairs a damaged or missing session.json, which an import would not overwrite", async () => {
    const path = await capture("drive.pcap", DRIVE);
    const {sessions} = await importCapture(path, {recordings});
    const {session} = sessions[0];
    const file = join(recordings, session.id, "session.json");
    for (const damage of [() => writeFile(file, '{"schemaVersion": 1'), () => rm(file)]) {
      await damage();
      await expect(importCapture(path, {recordings})).rejects.toThrow(`run reprocess ${session.id}`);
      const mended = await reprocess(recordings, session.id);
      expect(mended.session).toEqual({...session, source: {...session.source, file: null}});
    }
  });

  it("rebuilds the intact part of a truncated capture", async () => {
    const {sessions} = await importCapture(await capture("drive.pcap", DRIVE), {recordings});
    const {id} = sessions[0].session;
    const file = join(recordings, id, "capture.pcap.gz");
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, bytes.length * 0.7));
    const {session, laps} = await reprocess(recordings, id);
    expect(session.ledger.received).toBeGreaterThan(0);
    expect(session.ledger.received).toBeLessThan(sessions[0].session.ledger.received);
    expect(laps[0].lap).toBe(1);
  });
});

describe("kill -9", () => {
  it("at any moment of an import leaves the archive readable and complete, and the next import cleans up (moments from start to end)", async () => {
    const program = await compiledLapbook();
    const kept = f1Stream({uid: 1});
    await importCapture(await capture("kept.pcap", pcapOf(kept)), {recordings});
    const before = await snapshot();
    const CARS = 10;
    const cars = Array.from({length: CARS}, (_, car) => ({car, lapTimesMs: [5_000, 6_000]}));
    const path = await capture("big.pcap.gz", gzipSync(pcapOf(f1Stream({uid: 2, cars, startSeconds: 1_800_001_000}))));
    /** ms from the start of the process to its end */
    async function importInChild(to: string, killAfterMs = Infinity): Promise<number> {
      const started = performance.now();
      const child = spawn(process.execPath, [program, "import", path, "--recordings", to], {stdio: "ignore"});
      const timer = killAfterMs < Infinity ? setTimeout(() => child.kill("SIGKILL"), killAfterMs) : undefined;
      await once(child, "exit");
      clearTimeout(timer);
      return performance.now() - started;
    }
    const whole = await importInChild(join(folder, "undisturbed"));
    expect((await libraryIndex(join(folder, "undisturbed"))).sessions).toHaveLength(1);
    const moments = count(6, 12);
    for (let n = 0; n < moments; n++) {
      await importInChild(recordings, (whole * (n + 1)) / moments);
      const index = await libraryIndex(recordings);
      expect(index.unreadable).toEqual([]);
      const after = await snapshot();
      for (const [file, bytes] of Object.entries(before)) expect(after[file]).toBe(bytes);
      for (const {id, laps} of index.sessions.filter((s) => s.drivers === CARS)) {
        expect(laps).toBe(2 * CARS);
        for (let car = 0; car < CARS; car++) await stat(join(recordings, id, `samples/car-${car}/lap-2.arrows`));
        await rm(join(recordings, id), {recursive: true});
      }
    }
    expect((await importCapture(path, {recordings})).sessions[0].status).toBe("new");
    expect((await readdir(recordings)).filter((name) => name.startsWith("."))).toEqual([]);
  });
});
