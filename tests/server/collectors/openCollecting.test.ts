import {createSocket} from "node:dgram";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {hostAddress} from "../../../server/collectors/hostAddress.js";
import {openCollecting} from "../../../server/collectors/openCollecting.js";
import type {Config} from "../../../server/config.js";
import {topicNames} from "../../../server/log/kafka/config.js";
import {PageFiles} from "../../../server/simulated/pageFiles.js";
import {decodeBundle} from "../../../src/core/capture/datagramBundle.js";
import {SessionSplitter} from "../../../src/core/session/sessionSplitter.js";
import {AcPagesWriter} from "../../../src/core/sim/games/acPagesWriter.js";
import {Drive} from "../../support/acDrive.js";
import {f1Stream, type Sent} from "../../support/f1Stream.js";
import {MemoryLog} from "../../support/memoryLog.js";
import {temporaryFolder} from "../../support/server.js";
import {until} from "../../support/until.js";
import {freePort, NO_GAMES} from "../games/grandDay.js";
import {senderAt, sendTo} from "./support.js";

const topics = topicNames({});
let folder: {path: string; remove: () => Promise<void>};
let log: MemoryLog;
beforeEach(async () => {
  folder = await temporaryFolder();
  log = new MemoryLog();
});
afterEach(() => folder.remove());

const open = (host: string, config: Partial<Config>, report: (line: string) => void = () => {}) =>
  openCollecting({
    ...{log, topics, encoding: "protobuf", host, report},
    config: {recordings: folder.path, udpPort: 0, forward: [], games: NO_GAMES, ...config},
  });

/** What a recorder finds in the log. */
function recorded(): string[] {
  const begun: string[] = [];
  const splitter = new SessionSplitter({
    begin: ({id, flow}) => {
      begun.push(`${id} ${flow.source}`);
      return {samples() {}};
    },
    datagram() {},
    end() {},
  });
  for (const {value} of log.entries(topics.datagrams)) splitter.accept(decodeBundle(value));
  return begun;
}

async function send(datagrams: readonly Sent[], port: number): Promise<void> {
  const socket = await senderAt("127.0.0.1");
  for (const {bytes} of datagrams) await sendTo(socket, bytes, port);
  socket.close();
}

describe("a collector on a separate machine", () => {
  it("continues its own F1 session under its id after a restart, and no other machine's", async () => {
    const sent = f1Stream({seconds: 4});
    const half = sent.length / 2;
    const udpPort = await freePort();
    const ids: string[] = [];
    for (const [host, datagrams] of [
      ["gamepc", sent.slice(0, half)],
      ["gamepc", sent.slice(half)],
      ["otherpc", sent.slice(half)],
    ] as const) {
      const {publisher, sources} = await open(host, {udpPort});
      expect(sources.names()).toEqual([`${host}:udp:${udpPort}`]);
      await send(datagrams, udpPort);
      await until(() => sources.totals().received === datagrams.length);
      await sources.close();
      await publisher.flush();
      ids.push(...publisher.sessions().map(({session}) => session.id));
    }
    expect(ids).toHaveLength(3);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it("reads its machine's shared memory, distinct from another machine's in the same log", async () => {
    for (const host of ["one", "two"]) {
      const shm = await PageFiles.open(join(folder.path, host));
      const drive = new Drive();
      const game = new AcPagesWriter(drive.session, shm);
      game.begin();
      const {publisher, sources} = await open(host, {games: {...NO_GAMES, pages: {folder: shm.folder}}});
      for (const id of [1, 2, 3]) {
        drive.step();
        game.step();
        await until(() => sources.totals().received >= 1 + 2 * id);
      }
      await sources.close();
      await publisher.flush();
    }
    expect(recorded().map((line) => line.split(" ")[1])).toEqual(["one", "two"].map((host) => hostAddress(host).v4));
  });

  it("reports when it has no source", async () => {
    const taken = createSocket("udp4");
    await new Promise<void>((resolve) => taken.bind(0, resolve));
    const udpPort = taken.address().port;
    await expect(open("gamepc", {udpPort})).rejects.toThrow(`nothing to collect: UDP port ${udpPort} is taken`);
    taken.close();
  });
});

it("hostAddress(host) is a stable address for each machine", () => {
  const hosts = Array.from({length: 1000}, (_, i) => `gamepc${i}`);
  const addresses = new Set(hosts.map((host) => hostAddress(host).v4));
  expect(addresses.size).toBe(1000);
  expect(hostAddress("gamepc")).toEqual(hostAddress("gamepc"));
  for (const {v4, v6} of hosts.map(hostAddress)) expect(v6).toBe(`::ffff:${v4}`);
});
