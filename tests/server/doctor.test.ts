import {createSocket} from "node:dgram";
import {writeFile} from "node:fs/promises";
import type {AddressInfo} from "node:net";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {createApp} from "../../server/app.js";
import {readConfig} from "../../server/config.js";
import {checkEmbedded, checkKafka} from "../../server/doctor/log.js";
import {checkNode} from "../../server/doctor/machine.js";
import {checkPackets, countPacket, judgePackets, type PacketCounts} from "../../server/doctor/packets.js";
import {checkRunning} from "../../server/doctor/running.js";
import type {Kernel} from "../../server/kernel.js";
import {listen} from "../../server/listen.js";
import {temporaryFolder, testParts} from "../support/server.js";

const nothing = (): PacketCounts => ({seconds: 2, received: 0, byVerdict: {}, byFormat: {}, sources: [], examples: {}});
const header = (format: number, length: number) => {
  const bytes = new Uint8Array(length);
  new DataView(bytes.buffer).setUint16(0, format, true);
  return bytes;
};

describe("judgePackets(counts, port)", () => {
  it("suggests the game's settings when nothing was received", () => {
    const {state, message, mend} = judgePackets(nothing(), 20777);
    expect([state, message]).toEqual(["fault", "none received in 2 s"]);
    expect(mend?.join("\n")).toMatch(/UDP Port: 20777/);
  });

  it("names an older format and the setting to change", () => {
    const heard = nothing();
    for (let i = 0; i < 3; ++i) countPacket(heard, header(2020, 1000), "10.0.0.5");
    const {state, message, mend} = judgePackets(heard, 20777);
    expect([state, message]).toEqual(["fault", "3 received from 10.0.0.5, none of a known format"]);
    expect(mend).toEqual([expect.stringMatching(/^3 × F1 packets of format 2020 are not supported: set UDP format/)]);
  });

  it("accepts packets of the game, and mentions others", () => {
    const heard = nothing();
    // packet id 3 (event) of format 2025 has 45 bytes
    const event = header(2025, 45);
    event[6] = 3;
    for (let i = 0; i < 10; ++i) countPacket(heard, event, "10.0.0.5");
    expect(judgePackets(heard, 20777)).toEqual({
      name: "packets",
      state: "ok",
      message: "5 per second, format 2025, from 10.0.0.5",
    });
    countPacket(heard, new TextEncoder().encode("hello"), "10.0.0.6");
    expect(judgePackets(heard, 20777)).toMatchObject({
      state: "warning",
      mend: [expect.stringMatching(/^1 × not an F1 packet/)],
    });
  });
});

describe("checkPackets(port, seconds)", () => {
  it("detects that another program uses the port", async () => {
    const other = createSocket("udp4");
    await new Promise<void>((resolve) => other.bind(0, resolve));
    const {port} = other.address() as AddressInfo;
    const {checks, counts} = await checkPackets(port, 1, {signal: new AbortController().signal, progress() {}});
    expect(counts).toBeUndefined();
    expect(checks).toMatchObject([{state: "fault", message: expect.stringContaining(`${port} is in use`)}]);
    other.close();
  });
});

describe("the log", () => {
  it("checkEmbedded(folder) checks the nearest existing parent of a missing folder", async () => {
    const {path, remove} = await temporaryFolder();
    const {name, message} = await checkEmbedded(join(path, "not", "yet"));
    expect([name, message]).toEqual(["log", expect.stringMatching(/not.yet, 0\.0 MiB, [\d.]+ GiB free$/)]);
    await writeFile(join(path, "segment"), new Uint8Array(3 * 2 ** 20));
    expect((await checkEmbedded(path)).message).toContain(", 3 MiB,");
    await remove();
  });

  it("checkKafka(env, ms) gives up in time when no broker answers, and names the variable", async () => {
    const began = performance.now();
    const {state, message} = await checkKafka({KAFKA_BROKERS: "127.0.0.1:1"}, 300);
    expect([state, message]).toEqual(["fault", expect.stringContaining("KAFKA_BROKERS")]);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe("checkRunning(config)", () => {
  it("queries the Lapbook on the port for received packets and problems", async () => {
    const udp = {received: 7, bytes: 1, dropped: 0, errors: 0, receiveBufferBytes: 1, warning: "too small"};
    const stats = {
      collectors: {"udp:20777": udp},
      udpError: null,
      relay: {sessions: []},
      recorder: {sessions: []},
      sessions: [],
    };
    const kernel = {
      ...{stats: () => stats, simulator: () => undefined},
      health: {complaints: async () => ["recorder: the disk is full"]},
    } as unknown as Kernel;
    const {path, remove} = await temporaryFolder();
    const listening = await listen(createApp(testParts(path, {kernel})), {host: "127.0.0.1", port: 0});
    const config = readConfig({}, {port: String(listening.port)});
    expect((await checkRunning(config))?.map(({name, state, message}) => [name, state, message])).toEqual([
      ["lapbook", "fault", "recorder: the disk is full"],
      ["udp port", "ok", "20777: Lapbook listens there"],
      ["receive buffer", "warning", "too small"],
      ["packets", "ok", "7 received since its start, 0 of them dropped"],
    ]);
    expect(await checkRunning({...config, udpPort: 1})).toBeUndefined();
    await listening.close();
    expect(await checkRunning(config)).toBeUndefined();
    await remove();
  });
});

it("checkNode(version) requires 20.19 or later", () => {
  expect(["18.20.0", "20.18.9", "20.19.0", "22.0.0", "24.1.0"].map((version) => checkNode(version).state)).toEqual([
    "fault",
    "fault",
    "ok",
    "ok",
    "ok",
  ]);
});
