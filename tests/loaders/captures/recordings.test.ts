import {readFileSync} from "node:fs";
import {expect, test} from "vitest";
import {readCapture} from "../../../loaders/captures/readCapture.js";
import {PcapReader} from "../../../src/core/capture/pcap.js";
import {PcapWriter, pcapHeader} from "../../../src/core/capture/pcapWriter.js";
import {concat} from "../../support/captureBytes.js";
import {type Datagram, datagramsOf, readAll} from "../../support/readAll.js";
import {sharedData} from "../../support/sharedData.js";

/** The same datagrams as text: comparing megabytes element by element takes vitest half a minute. */
const spell = (datagrams: Datagram[]) =>
  datagrams.map((d) => [d.seconds, d.nanos, d.from, d.to, Buffer.from(d.payload).toString("base64")].join());

/** Time 0 of all derived captures. */
const START = Date.UTC(2026, 0, 12, 16) / 1000;

interface Truth {
  packets: number;
  byId: Record<string, number>;
  packetFormat: number;
}

const truthFile = sharedData("ground-truth.json");
const truths = Object.entries<Truth>(truthFile ? JSON.parse(readFileSync(truthFile, "utf8")) : {}).filter(([file]) =>
  /^f1-udp\/(derived|recordings)\/.*(pcap|pcapng|bin)(\.gz)?$/.test(file),
);

async function read(file: string): Promise<Datagram[]> {
  const datagrams: Datagram[] = [];
  const path = sharedData(file);
  if (!path) throw new Error(`missing: ${file}`);
  for await (const batch of readCapture(path, {startSeconds: START})) datagrams.push(...datagramsOf(batch));
  return datagrams;
}

test.skipIf(!truthFile)("the expected values cover all recordings", () => {
  expect(truths.length).toBeGreaterThanOrEqual(12);
});

test.each(truths)("%s has the expected packets", async (file, truth) => {
  const path = sharedData(file);
  if (!path) throw new Error(`missing: ${file}`);
  const capture = readCapture(path);
  const byId: Record<string, number> = {};
  const formats = new Set<number>();
  for await (const batch of capture) {
    for (let i = 0; i < batch.count; ++i) {
      const id = batch.bytes[batch.offset[i] + 6];
      byId[id] = (byId[id] ?? 0) + 1;
      formats.add(batch.view.getUint16(batch.offset[i], true));
    }
  }
  expect(byId).toEqual(truth.byId);
  expect([...formats]).toEqual([truth.packetFormat]);
  expect(capture.stats).toMatchObject({records: truth.packets, datagrams: truth.packets});
});

test.skipIf(!truthFile)("pcap, pcapng and recorder files of one drive give the same datagrams", async () => {
  const name = "full_lap_20260112_160501";
  const pcap = await read(`f1-udp/derived/recordings/${name}.pcap.gz`);
  expect(spell(await read(`f1-udp/derived/recordings/${name}.pcapng.gz`))).toEqual(spell(pcap));
  const recorder = await read(`f1-udp/recordings/${name}.bin`);
  const payloads = (datagrams: Datagram[]) => spell(datagrams.map((d) => ({...pcap[0], payload: d.payload})));
  expect(payloads(recorder)).toEqual(payloads(pcap));
  for (const [i, {seconds, nanos}] of recorder.entries()) {
    // pcap has only microseconds
    expect(Math.abs((seconds - pcap[i].seconds) * 1e9 + nanos - pcap[i].nanos)).toBeLessThanOrEqual(1000);
  }
});

test.skipIf(!truthFile)("a recording written by the writer reads back equal", async () => {
  const file = "f1-udp/derived/laps/2023_austria_65911ms_car0.pcap.gz";
  const writer = new PcapWriter();
  for await (const batch of readCapture(sharedData(file) ?? "")) {
    for (let i = 0; i < batch.count; ++i) writer.append(batch, i);
  }
  const {datagrams, error} = readAll(new PcapReader(), concat(pcapHeader(), writer.take()), () => 300_000);
  expect(error).toBeUndefined();
  expect(spell(datagrams)).toEqual(spell(await read(file)));
});
