import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {importFile} from "../../../loaders/archive/importFile.js";
import {readCapture} from "../../../loaders/captures/readCapture.js";
import {CaptureError} from "../../../src/core/capture/batch.js";
import {F1pcapReader} from "../../../src/core/capture/f1pcap.js";
import {f1pcapFile} from "../../support/f1pcapFile.js";
import {f1Stream, pcapOf} from "../../support/f1Stream.js";
import {readAll} from "../../support/readAll.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lapbook-f1pcap-"));
});
afterAll(() => rm(folder, {recursive: true, force: true}));

const STREAM = f1Stream({cars: [{car: 0, lapTimesMs: [5000, 5100]}]});
const datagrams = STREAM.map(({bytes}) => bytes);

async function imported(name: string, bytes: Uint8Array, salvage = false) {
  const path = join(folder, name);
  await writeFile(path, bytes);
  const {sessions, cut} = await importFile(path, {recordings: join(folder, `${name}-archive`), salvage});
  return {sessions, cut};
}

describe("a Pits n' Giggles capture", () => {
  it.each([
    ["plain", {}],
    ["compressed", {compressed: true}],
    ["big-endian", {littleEndian: false}],
    ["compressed and big-endian, with no count", {compressed: true, littleEndian: false, packets: 0}],
  ])("has the laps of the same datagrams in a pcap: %s", async (kind, options) => {
    const pcap = await imported(`${kind}.pcap`, pcapOf(STREAM));
    const own = await imported(`${kind}.f1pcap`, f1pcapFile(datagrams, options));
    const times = ({sessions}: typeof own) =>
      sessions[0].laps.map(({car, lap, lapTimeMs, samples}) => [car, lap, lapTimeMs, samples]);
    expect(times(own)).toEqual(times(pcap));
    expect(own.sessions[0].session.capture).toMatchObject({file: "capture.pcap.gz", datagrams: datagrams.length});
    // the date to 128 s, the duration from the datagrams
    expect(Math.abs(Date.parse(own.sessions[0].session.startedAt) / 1000 - 1_700_000_000)).toBeLessThanOrEqual(64);
    expect(own.sessions[0].session.durationS).toBeCloseTo(pcap.sessions[0].session.durationS, 0);
  });

  it("that is cut or damaged says where, and is kept up to there with --salvage", async () => {
    const bytes = f1pcapFile(datagrams, {compressed: true});
    await expect(imported("cut.f1pcap", bytes.slice(0, bytes.length - 5))).rejects.toThrow(
      /cut after \d+ whole datagrams/,
    );
    const kept = await imported("cut.f1pcap", bytes.slice(0, bytes.length - 5), true);
    expect(kept.sessions[0].session.capture.datagrams).toBe(datagrams.length - 1);
    const damaged = bytes.slice();
    damaged.fill(0xff, 24, 40);
    await expect(imported("damaged.f1pcap", damaged)).rejects.toThrow(/packet 1: its compressed bytes are damaged/);
    await expect(imported("few.f1pcap", f1pcapFile(datagrams, {packets: 1e6}))).rejects.toThrow(
      /cut before packet \d+ of 1000000/,
    );
  });

  it("throws only CaptureError for any cut and any turned byte", async () => {
    const bytes = f1pcapFile(datagrams.slice(0, 20), {compressed: true});
    for (let k = 0; k < 60; k++) {
      const copy = k % 2 ? bytes.slice(0, (k * bytes.length) / 60) : bytes.slice();
      if (copy.length > 6) copy[6 + ((k * 7919) % (copy.length - 6))] ^= 1 << (k % 8);
      const path = join(folder, "any.f1pcap");
      await writeFile(path, copy);
      try {
        for await (const _ of readCapture(path));
      } catch (error) {
        expect(error).toBeInstanceOf(CaptureError);
      }
    }
  });

  it("F1pcapReader gives the same for chunks of any size; its clock passes with the session time", () => {
    const bytes = f1pcapFile(datagrams.slice(0, 40));
    const whole = readAll(new F1pcapReader(), bytes);
    expect(whole.error).toBeUndefined();
    expect(whole.datagrams.map(({payload}) => payload)).toEqual(datagrams.slice(0, 40));
    for (const size of [1, 7, 1000]) expect(readAll(new F1pcapReader(), bytes, () => size)).toEqual(whole);
    const seconds = whole.datagrams.map((d) => d.seconds + d.nanos / 1e9);
    expect(seconds.every((s, i) => i === 0 || s >= seconds[i - 1])).toBe(true);
  });
});
