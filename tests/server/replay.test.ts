import {createSocket, type Socket} from "node:dgram";
import {writeFile} from "node:fs/promises";
import type {AddressInfo} from "node:net";
import {join} from "node:path";
import {gzipSync} from "node:zlib";
import {afterEach, beforeEach, expect, it} from "vitest";
import type {CommandContext} from "../../server/command.js";
import {command} from "../../server/commands/replay.js";
import {readConfig} from "../../server/config.js";
import type {DatagramBatch} from "../../src/core/capture/batch.js";
import {PcapWriter, pcapHeader} from "../../src/core/capture/pcapWriter.js";
import {temporaryFolder} from "../support/server.js";
import {writeSession} from "../support/session.js";
import {until} from "../support/until.js";

/** 60 datagrams of 1 to 60 bytes, 10 ms apart. */
const COUNT = 60;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let receiver: Socket;
let received: Buffer[];
beforeEach(async () => {
  folder = await temporaryFolder();
  received = [];
  receiver = createSocket("udp4").on("message", (message) => received.push(message));
  await new Promise<void>((resolve) => receiver.bind(0, "127.0.0.1", resolve));
  await writeSession(folder.path, "a");
  await writeFile(join(folder.path, "a", "capture.pcap.gz"), gzipSync(capture()));
});
afterEach(async () => {
  receiver.close();
  await folder.remove();
});

function capture(): Uint8Array {
  const bytes = new Uint8Array((COUNT * (COUNT + 1)) / 2).map((_, i) => i % 251);
  const index = Array.from({length: COUNT}, (_, i) => i);
  const batch: DatagramBatch = {
    count: COUNT,
    bytes,
    view: new DataView(bytes.buffer),
    offset: Uint32Array.from(index, (i) => (i * (i + 1)) / 2),
    length: Uint32Array.from(index, (i) => i + 1),
    seconds: new Float64Array(COUNT).fill(1_768_233_600),
    nanos: Uint32Array.from(index, (i) => i * 10_000_000),
    flow: new Uint16Array(COUNT),
    flows: [{source: "10.0.0.5", sourcePort: 5000, target: "10.0.0.6", targetPort: 20777}],
  };
  const writer = new PcapWriter();
  for (const i of index) writer.append(batch, i);
  return Buffer.concat([pcapHeader(), writer.take()]);
}

async function replay(target: string, speed: string, signal = new AbortController().signal) {
  const {port} = receiver.address() as AddressInfo;
  const out: string[] = [];
  const context: CommandContext = {
    values: {speed, to: `127.0.0.1:${port}`, json: true},
    positionals: [target],
    out: (text) => out.push(text),
    log() {},
    json: true,
    progress() {},
    signal,
    config: readConfig({RECORDINGS: folder.path}),
  };
  const code = await command.run(context);
  // What is sent on loopback has arrived; a turn of the loop hands it over.
  await new Promise((resolve) => setTimeout(resolve, 50));
  return {code, ...JSON.parse(out[0])};
}

it("sends every datagram of an archived session, unchanged and in order", async () => {
  const result = await replay("a", "max");
  expect(result).toMatchObject({code: 0, sent: COUNT, bytes: (COUNT * (COUNT + 1)) / 2, refused: 0, stopped: false});
  expect(received.map((message) => message.length)).toEqual(Array.from({length: COUNT}, (_, i) => i + 1));
  expect([...Buffer.concat(received)]).toEqual(Array.from({length: result.bytes}, (_, i) => i % 251));
});

it("keeps the original intervals, divided by the speed", async () => {
  const tries: number[] = [];
  // a busy machine may hold one replay up, not each of five
  while (tries.length < 5 && !((tries.at(-1) ?? Infinity) < 1)) tries.push((await replay("a", "2")).seconds);
  expect(Math.min(...tries)).toBeGreaterThan(0.28);
  expect(Math.min(...tries)).toBeLessThan(1);
});

it("stops on SIGINT with exit code 130", async () => {
  const stop = new AbortController();
  const replaying = replay("a", "0.1", stop.signal);
  await until(() => received.length > 0, "a datagram");
  stop.abort();
  const {code, sent, stopped} = await replaying;
  expect({code, stopped}).toEqual({code: 130, stopped: true});
  expect(sent).toBeGreaterThan(0);
  expect(sent).toBeLessThan(COUNT);
});
