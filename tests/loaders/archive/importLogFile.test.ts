import {mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {gunzipSync, gzipSync} from "node:zlib";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {importLogFile, reprocessLogFile} from "../../../loaders/archive/importLogFile.js";
import {readSession} from "../../../loaders/archive/library.js";
import {readHead, readLogFile} from "../../../loaders/archive/logFile.js";
import {LogFileError} from "../../../src/core/files/importedLog.js";
import {lapsFromCrossings} from "../../../src/core/files/laps/lapSplit.js";
import type {LogFileReader} from "../../../src/core/files/reader.js";

/** A format for these tests: a line a sample, speeds in km/h at 10 Hz; the companion tells the crossings in s. */
const reader: LogFileReader = {
  format: "speeds",
  label: "speeds",
  extensions: [".spd"],
  companions: [".lap"],
  recognises: () => true,
  read({bytes, companions}, {choices} = {}) {
    const speeds = new TextDecoder().decode(bytes).split("\n").map(Number);
    if (speeds.some(Number.isNaN)) throw new LogFileError("not a number", `line ${1 + speeds.findIndex(Number.isNaN)}`);
    const sessionTime = Float64Array.from(speeds, (_, i) => i / 10);
    const crossings = companions.flatMap((c) => new TextDecoder().decode(c.bytes).split(" ").map(Number));
    const factor = choices?.mph ? 1.609344 : 1;
    return {
      ...{format: "speeds", game: "A game", gameVersion: "", type: "practice", startedAt: null, weather: null},
      ...{trackTempC: null, airTempC: null, playerCar: 0, track: {name: "Oval", lengthM: null, sectorStartsM: null}},
      report: {used: [], unused: [], notes: []},
      cars: [
        {
          ...{car: 0, driver: "A", team: "", raceNumber: 1, rows: speeds.length},
          columns: {sessionTime, speedKmh: Float64Array.from(speeds, (v) => v * factor)},
          laps: lapsFromCrossings(sessionTime, crossings),
        },
      ],
    };
  },
};

const MAY = new Date("2024-05-06T07:08:09Z");
let folder: string;
let recordings: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lapbook-files-"));
  recordings = join(folder, "recordings");
  path = join(folder, "Run.spd");
  await writeFile(path, Array.from({length: 100}, (_, i) => i).join("\n"));
  await writeFile(join(folder, "run.LAP"), "2.05 7.05");
  await utimes(path, MAY, MAY);
});

afterEach(() => rm(folder, {recursive: true}));

const contents = async (id: string) => {
  const files = await readdir(join(recordings, id), {recursive: true, withFileTypes: true});
  const names = files.filter((f) => f.isFile()).map((f) => join(f.parentPath, f.name));
  return Object.fromEntries(
    await Promise.all(
      names.map(async (n) => [n.slice(recordings.length), (await readFile(n)).toString("hex")] as const),
    ),
  );
};

describe("importing the log of another tool", () => {
  it("archives the laps, with the file and its companion unchanged", async () => {
    const {sessions} = await importLogFile(path, {recordings, reader});
    const [{status, session, laps}] = sessions;
    expect(status).toBe("new");
    expect(session.startedAt).toBe(MAY.toISOString());
    expect(session.id).toMatch(/^20240506-070809-[0-9a-f]{6}$/);
    expect(laps.map(({lapTimeMs, topSpeedKmh}) => [lapTimeMs, topSpeedKmh])).toEqual([
      [null, 20],
      [5000, 70],
      [null, 99],
    ]);
    const kept = await readFile(join(recordings, session.id, "capture.spd.gz"));
    expect(gunzipSync(kept)).toEqual(await readFile(path));
    expect(gunzipSync(await readFile(join(recordings, session.id, "capture.lap.gz"))).toString()).toBe("2.05 7.05");
  });

  it("imports the same bytes once, compressed or not, under any name", async () => {
    const first = await importLogFile(path, {recordings, reader});
    const packed = join(folder, "other.spd.gz");
    await writeFile(packed, gzipSync(await readFile(path)));
    const again = await importLogFile(packed, {recordings, reader, companions: [join(folder, "run.LAP")]});
    expect(again.sessions[0].status).toBe("unchanged");
    expect(again.sessions[0].session.id).toBe(first.sessions[0].session.id);
  });

  it("rebuilds the session in place with other choices", async () => {
    const first = await importLogFile(path, {recordings, reader});
    const again = await importLogFile(path, {recordings, reader, choices: {mph: true}});
    expect(again.sessions[0].status).toBe("remade");
    expect(again.sessions[0].session.id).toBe(first.sessions[0].session.id);
    expect(again.sessions[0].laps[1].topSpeedKmh).toBeCloseTo(70 * 1.609344, 3);
    expect(await readdir(recordings)).toEqual([first.sessions[0].session.id]);
    expect((await importLogFile(path, {recordings, reader})).sessions[0].status).toBe("unchanged");
  });

  it("is rebuilt byte for byte from the archived file", async () => {
    const {sessions} = await importLogFile(path, {recordings, reader, choices: {mph: true}});
    const {id} = sessions[0].session;
    const before = await contents(id);
    await reprocessLogFile(recordings, await readSession(recordings, id), reader);
    expect(await contents(id)).toEqual(before);
    expect(Object.keys(before)).toHaveLength(7);
  });

  it("leaves the archive unchanged when the file is damaged", async () => {
    await writeFile(path, "1\n2\nx");
    await expect(importLogFile(path, {recordings, reader})).rejects.toThrow("line 3: not a number");
    expect(await readdir(recordings)).toEqual([]);
  });

  it("reports progress up to 1, and can be cancelled at each step without leaving files", async () => {
    // of a size that is packed in several pieces
    await writeFile(path, Array.from({length: 400_000}, (_, i) => i % 300).join("\n"));
    const told: number[] = [];
    const elsewhere = join(folder, "elsewhere");
    await importLogFile(path, {recordings: elsewhere, reader, onProgress: (done) => told.push(done)});
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect([told[0] < 0.1, told.length > 4, told.at(-1)]).toEqual([true, true, 1]);
    for (const step of told.slice(0, -1)) {
      const stop = new AbortController();
      const onProgress = (done: number) => {
        if (done >= step) stop.abort();
      };
      await expect(importLogFile(path, {recordings, reader, signal: stop.signal, onProgress})).rejects.toThrow(
        /abort/i,
      );
      expect(await readdir(recordings), `at ${step}`).toEqual([]);
    }
  });

  it("can be cancelled", async () => {
    await expect(importLogFile(path, {recordings, reader, signal: AbortSignal.abort()})).rejects.toThrow(/abort/i);
    expect(await readdir(recordings)).toEqual([]);
  });
});

describe("readHead(path, bytes)", () => {
  it("decompresses, and returns all of a short file", async () => {
    const packed = join(folder, "x.gz");
    await writeFile(packed, gzipSync(Buffer.alloc(200_000, 7)));
    expect((await readHead(packed, 1000)).length).toBe(1000);
    expect((await readHead(path, 65_536)).length).toBe(289);
    await mkdir(join(folder, "empty"));
    await rm(join(folder, "run.LAP"));
    expect((await readLogFile(path, reader)).companions).toEqual([]);
  });
});
