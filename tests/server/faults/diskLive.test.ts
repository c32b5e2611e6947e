import {type ChildProcess, spawn, spawnSync} from "node:child_process";
import {once} from "node:events";
import {cp, mkdir, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {afterAll, afterEach, beforeAll, beforeEach, expect, it} from "vitest";
import {WebSocket} from "ws";
import type {KernelStats} from "../../../server/kernelStats.js";
import {pageClock} from "../../../src/components/live/pageClock.js";
import {readLaps} from "../../../src/core/archive/laps.js";
import {LiveConnection} from "../../../src/core/live/client/liveConnection.js";
import type {PageSocket} from "../../../src/core/live/client/relaySocket.js";
import {compiled} from "../../support/compiled.js";
import {assemble, f1Stream} from "../../support/f1Stream.js";
import {temporaryFolder} from "../../support/server.js";
import {until} from "../../support/until.js";
import {senderAt, sendTo} from "../collectors/support.js";
import {logOf, recordingsOf} from "./parts.js";

// The whole server in a mount namespace of its own, where log or recordings lie on a small disk: what a user is told when it is full.

const canMount = spawnSync("unshare", ["-rm", "true"]).status === 0;
const SENT = f1Stream({
  cars: [
    {car: 0, lapTimesMs: [3000, 2800, 2900]},
    {car: 3, lapTimesMs: [3200, 2900, 2700]},
  ],
});
const HALF = Math.floor(SENT.length / 2);

let folder: {path: string; remove: () => Promise<void>};
let program: Awaited<ReturnType<typeof compiled>>;
let child: ChildProcess | undefined;
let page: LiveConnection | undefined;
let game: Awaited<ReturnType<typeof senderAt>>;

beforeAll(async () => {
  program = await compiled(new URL("diskServer.ts", import.meta.url));
});
afterAll(() => program.remove());
beforeEach(async () => {
  folder = await temporaryFolder();
  game = await senderAt("127.0.0.1");
});
afterEach(async () => {
  page?.close();
  game.close();
  if (child?.exitCode === null && child.kill("SIGKILL")) await once(child, "close");
  await folder.remove();
});

/** The server with 64 MB for the folder `small`; its files are reached through /proc. */
async function serve(small: string) {
  await mkdir(small, {recursive: true});
  const script = `mount -t tmpfs -o size=64m tmpfs '${small}' && exec '${process.execPath}' "$@"`;
  const place = JSON.stringify({folder: folder.path, capture: "", speed: 1});
  child = spawn("unshare", ["-rm", "sh", "-c", script, "sh", program.path, place], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const failed = once(child, "exit").then(([code]) => Promise.reject(new Error(`the server ended with ${code}`)));
  failed.catch(() => {}); // it is killed in the end
  const [line] = await Promise.race([once(child.stdout!, "data"), failed]);
  const {port, udpPort} = JSON.parse(String(line)) as {port: number; udpPort: number};
  const url = `http://127.0.0.1:${port}`;
  page = new LiveConnection({
    clock: pageClock,
    open: () => new WebSocket(`ws://127.0.0.1:${port}/live`) as unknown as PageSocket,
  });
  const inside = (path: string) => join(`/proc/${child!.pid}/root`, path);
  const filler = inside(join(small, ".filler"));
  return {
    inside,
    fill: () => writeFile(filler, Buffer.alloc(80 * 2 ** 20)).catch(() => {}),
    makeRoom: () => rm(filler),
    stats: async () => (await (await fetch(`${url}/api/v1/stats`)).json()) as KernelStats,
    health: async () => {
      const response = await fetch(`${url}/healthz`);
      const {reasons = []} = (await response.json()) as {reasons?: string[]};
      return {status: response.status, reasons};
    },
    send: async (from: number, to: number) => {
      for (let i = from; i < to; i++) {
        await sendTo(game, SENT[i].bytes, udpPort);
        if (i % 20 === 0) await sleep(5);
      }
    },
  };
}

/** The one session of the archive is what was sent. */
async function expectWhole(server: Awaited<ReturnType<typeof serve>>): Promise<void> {
  const recordings = server.inside(recordingsOf({folder: folder.path}));
  await until(async () => (await server.stats()).recorder.sessions.length === 0, "the end of the recording");
  const [id, ...others] = (await readdir(recordings)).filter((name) => !name.startsWith("."));
  expect(others).toEqual([]);
  await cp(join(recordings, id), join(folder.path, "kept"), {recursive: true});
  const {ledger} = JSON.parse(await readFile(join(folder.path, "kept/session.json"), "utf8"));
  const [expected] = assemble(SENT);
  expect(ledger).toEqual(expected.session.ledger);
  const told = (rows: typeof expected.laps) => rows.map((l) => [l.car, l.lap, l.lapTimeMs, l.samples, l.complete]);
  expect(told(readLaps(await readFile(join(folder.path, "kept/laps.arrows"))))).toEqual(told(expected.laps));
}

it.skipIf(!canMount)(
  "recordings on a full disk: statistics, health and page report it while telemetry continues; once there is room the session is complete",
  async () => {
    const server = await serve(recordingsOf({folder: folder.path}));
    await server.send(0, HALF);
    await until(() => page!.health.recording === null && page!.state === "live", "a page with a running session");
    const seen = page!.newest;
    const relayed = (await server.stats()).relay.framesRelayed;
    await server.fill();
    const error = /the disk is full: recording continues when there is room$/;
    const sending = server.send(HALF, SENT.length);
    await until(() => error.test(page!.health.recording ?? ""), "a page that says why nothing is recorded");
    await sending;
    await until(() => page!.newest > seen + 2, "telemetry that comes all the same");
    expect((await server.stats()).recorder.error).toMatch(error);
    const health = await server.health();
    expect([health.status, health.reasons.find((line) => line.startsWith("recorder: "))]).toEqual([
      503,
      expect.stringMatching(error),
    ]);
    const {relay, publisher} = await server.stats();
    expect(relay.framesRelayed).toBeGreaterThan(relayed);
    expect(publisher).toMatchObject({failure: null, telemetryDropped: 0, bundlesDropped: 0});
    await server.makeRoom();
    await until(() => page!.health.recording === null, "a page that hears of the room");
    await expectWhole(server);
    expect((await server.health()).status).toBe(200);
  },
);

it.skipIf(!canMount)(
  "the log on a full disk: statistics, health and page report it, nothing ends; once there is room everything queued is recorded and relayed",
  async () => {
    const server = await serve(logOf({folder: folder.path}));
    await server.send(0, HALF);
    await until(() => page!.state === "live", "a page with a running session");
    await server.fill();
    await server.send(HALF, SENT.length);
    const error = "log: the disk is full: new data waits until there is room";
    await until(() => page!.health.recording === error, "a page that says what is wrong");
    const received = async () => Object.values((await server.stats()).collectors)[0].received;
    await until(async () => (await received()) === SENT.length, "every datagram in the collector");
    const {publisher} = await server.stats();
    expect(publisher.failure).toMatch(/ENOSPC/);
    expect(publisher.queuedBytes).toBeGreaterThan(1e5);
    const health = await server.health();
    expect(health.status).toBe(503);
    expect(health.reasons).toContain(error);
    const seen = page!.newest;
    await server.makeRoom();
    await until(() => page!.health.recording === null, "a page that hears of the room");
    await until(() => page!.newest > seen, "what waited, in the page");
    await expectWhole(server);
    const after = await server.stats();
    expect(after.publisher).toMatchObject({failure: null, queuedBytes: 0, telemetryDropped: 0, bundlesDropped: 0});
    expect(after.collector.framesPublished).toBe(after.collector.framesCollected);
    await until(async () => (await server.health()).status === 200, "health");
  },
);
