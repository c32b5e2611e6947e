import {createSocket} from "node:dgram";
import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {importCapture} from "../../loaders/archive/importCapture.js";
import {libraryIndex} from "../../loaders/archive/library.js";
import {Publisher} from "../../server/collectors/publisher.js";
import {Kernel} from "../../server/kernel.js";
import {openEmbeddedLog} from "../../server/log/embedded/embeddedLog.js";
import {readLaps} from "../../src/core/archive/laps.js";
import {endedSessions} from "../support/endedSessions.js";
import {f1Stream, pcapOf} from "../support/f1Stream.js";
import {temporaryFolder} from "../support/server.js";
import {until} from "../support/until.js";

let folder: {path: string; remove: () => Promise<void>};
let kernel: Kernel;
let recordings: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  recordings = join(folder.path, "recordings");
});
afterEach(async () => {
  await kernel?.close();
  await folder.remove();
});

async function start(udpPort: number | null, silentMs = 600_000): Promise<Kernel> {
  const log = await openEmbeddedLog(join(folder.path, "log"));
  return Kernel.start({log, recordings, udpPort, udpHost: "127.0.0.1", endedMs: 300, silentMs});
}

/** The session, when all that was sent is recorded: then the kernel is started again, where a short silence ends it. */
async function finished(sent: readonly unknown[]) {
  const running = () => kernel.stats().recorder.sessions;
  await until(() => running()[0]?.datagrams === sent.length, `${sent.length} datagrams recorded`, running);
  expect(kernel.stats().recorder.error).toBeNull();
  await kernel.close();
  kernel = await start(null, 300);
  return until(async () => (await endedSessions(recordings))[0], "the end of the session", running);
}

describe("Kernel", () => {
  it("records the laps that arrive on the UDP port", async () => {
    kernel = await start(0);
    const [name] = Object.keys(kernel.stats().collectors);
    const port = Number(name.split(":")[1]);
    const socket = createSocket("udp4");
    const sent = f1Stream({cars: [{car: 0, lapTimesMs: [6000, 5500]}]});
    for (const [i, {bytes}] of sent.entries()) {
      await new Promise<void>((resolve, reject) =>
        socket.send(bytes, port, "127.0.0.1", (error) => (error ? reject(error) : resolve())),
      );
      if (i % 20 === 0) await sleep(1);
    }
    socket.close();
    const {id, laps} = await finished(sent);
    expect(laps).toBe(2);
    const rows = readLaps(await readFile(join(recordings, id, "laps.arrows")));
    expect(rows.map((r) => [r.lapTimeMs, r.complete, r.coverage])).toEqual([
      [6000, true, 1],
      [5500, true, 1],
      [null, false, 1],
    ]);
    expect(kernel.stats().recorder.error).toBeNull();
  });

  it.each([
    {how: "a restart", isKilled: false},
    {how: "a kill, without the last second's status", isKilled: true},
  ])("keeps the archive's id and exact counts for a session that continues across $how", async ({isKilled}) => {
    const all = f1Stream({cars: [{car: 0, lapTimesMs: [6000, 5500]}]});
    const half = Math.floor(all.length / 2);
    // what the game sends in the meantime is lost
    const sent = [...all.slice(0, half), ...all.slice(half + 200)];
    const socket = createSocket("udp4");
    const send = async (part: typeof sent) => {
      const port = Number(Object.keys(kernel.stats().collectors)[0].split(":")[1]);
      for (const [i, {bytes}] of part.entries()) {
        await new Promise<void>((resolve, reject) =>
          socket.send(bytes, port, "127.0.0.1", (error) => (error ? reject(error) : resolve())),
        );
        if (i % 20 === 0) await sleep(1);
      }
    };
    kernel = await start(0);
    await send(sent.slice(0, half));
    const [{id}] = await until(async () => {
      const {sessions} = await libraryIndex(recordings);
      return sessions.length > 0 ? sessions : undefined;
    });
    const [name] = Object.keys(kernel.stats().collectors);
    const status = isKilled && vi.spyOn(Publisher.prototype, "publishStatus").mockImplementation(() => {});
    await kernel.close();
    if (status) status.mockRestore();
    kernel = await start(Number(name.split(":")[1]));
    await send(sent.slice(half));
    await until(() => kernel.stats().sessions.length > 0);
    expect(kernel.stats().sessions.map(({session}) => session.id)).toEqual([id]);
    // the live ledger goes on, too
    const received = () => kernel.stats().sessions[0].ledger.received;
    await until(() => received() === sent.length, "every datagram", received);
    const [{ledger}] = kernel.stats().sessions;
    const ids = [...new Set(sent.map((packet) => packet.id))];
    expect(ledger).toMatchObject({malformed: 0, duplicated: 0});
    expect(ledger.byId).toEqual(
      Object.fromEntries(ids.map((packetId) => [packetId, sent.filter((packet) => packet.id === packetId).length])),
    );
    socket.close();
    const done = await finished(sent);
    expect([done.id, done.laps]).toEqual([id, 2]);
    expect((await libraryIndex(recordings)).sessions).toHaveLength(1);
    // and is that of the archive
    const recorded = JSON.parse(await readFile(join(recordings, id, "session.json"), "utf8"));
    // the last frames wait for their packets until the session ends
    expect(ledger).toEqual({...recorded.ledger, spanFrames: ledger.spanFrames});
    expect(ledger.lostFrames).toBeGreaterThan(10);
  });

  it("forwards datagrams to other tools, byte for byte, but not to itself", async () => {
    const tool = createSocket("udp4");
    await new Promise<void>((resolve) => tool.bind(0, "127.0.0.1", resolve));
    const heard: Buffer[] = [];
    tool.on("message", (bytes) => heard.push(bytes));
    const own = createSocket("udp4");
    await new Promise<void>((resolve) => own.bind(0, "127.0.0.1", resolve));
    const udpPort = own.address().port;
    await new Promise<void>((resolve) => own.close(() => resolve()));
    const reported: string[] = [];
    const log = await openEmbeddedLog(join(folder.path, "log"));
    const forward = [tool.address().port, udpPort].map((port) => ({host: "127.0.0.1", port}));
    const report = (line: string) => reported.push(line);
    kernel = await Kernel.start({log, recordings, udpPort, udpHost: "127.0.0.1", forward, report});
    const sent = f1Stream({seconds: 1}).map(({bytes}) => Buffer.from(bytes));
    const game = createSocket("udp4");
    for (const bytes of sent)
      await new Promise<void>((resolve) => game.send(bytes, udpPort, "127.0.0.1", () => resolve()));
    await until(() => heard.length === sent.length);
    expect(Buffer.concat(heard).equals(Buffer.concat(sent))).toBe(true);
    expect(kernel.stats().forwarded).toMatchObject([{sent: sent.length, failed: 0, refused: 0}]);
    expect(reported).toContain(`not forwarded to 127.0.0.1:${udpPort}: it is the port that receives them`);
    game.close();
    tool.close();
  });

  it("replays a capture into a new session with the same laps and datagrams", async () => {
    const file = join(folder.path, "drive.pcap");
    const sent = f1Stream({cars: [{car: 0, lapTimesMs: [6000, 5500]}]});
    await writeFile(file, pcapOf(sent));
    const other = join(folder.path, "imported");
    const [{laps, session}] = (await importCapture(file, {recordings: other})).sessions;
    kernel = await start(null);
    await kernel.replay(file, {speed: 100});
    const {id} = await finished(sent);
    const rows = readLaps(await readFile(join(recordings, id, "laps.arrows")));
    expect(rows.map((r) => [r.lap, r.lapTimeMs, r.samples])).toEqual(laps.map((r) => [r.lap, r.lapTimeMs, r.samples]));
    const recorded = JSON.parse(await readFile(join(recordings, id, "session.json"), "utf8"));
    expect(recorded.ledger).toEqual(session.ledger);
  });

  it("runs the simulator, and marks its session as simulated in the archive", async () => {
    kernel = await start(null);
    kernel.simulate({speed: 30});
    await until(() => kernel.stats().sessions.some((s) => s.session.simulated && s.ledger.received > 3000));
    await until(async () => (await libraryIndex(recordings)).sessions.some((s) => s.source.simulated));
  });
});
