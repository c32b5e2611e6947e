import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {libraryIndex} from "../../../loaders/archive/library.js";
import {collect} from "../../../server/collectors/collect.js";
import type {CollectorStats} from "../../../server/collectors/collector.js";
import {openCollecting} from "../../../server/collectors/openCollecting.js";
import {Kernel} from "../../../server/kernel.js";
import type {KernelOptions} from "../../../server/kernelOptions.js";
import {openEmbeddedLog} from "../../../server/log/embedded/embeddedLog.js";
import {topicNames} from "../../../server/log/kafka/config.js";
import type {Log} from "../../../server/log/log.js";
import {Drive} from "../../support/acDrive.js";
import {endedSessions} from "../../support/endedSessions.js";
import {count} from "../../support/long.js";
import {temporaryFolder} from "../../support/server.js";
import {until} from "../../support/until.js";
import {GrandDay} from "./grandDay.js";
import {allEvents, expectArchive, expectEvents, FORMATS, lapsOf, listenTo, type Told, toldOf} from "./told.js";

const SPEED = 16;
/** No silence ends a session before it shall, however busy the machine is. */
const OPEN = {silentMs: 600_000, endedMs: 600_000};
const SHORT = {silentMs: 300, endedMs: 300};
const HALF_A_LAP = 0.5;
const TO_THE_END = 2;

async function scene(laps: number) {
  const folder = await temporaryFolder();
  const drive = new Drive({laps});
  const day = new GrandDay(folder.path, drive);
  await day.open();
  await day.menu();
  const recordings = join(folder.path, "recordings");
  const openLog = () => openEmbeddedLog(join(folder.path, "log"));

  /** Drives on, once every game is heard, to that share of the first lap or to the end. `heartbeats`: before anyone listened. */
  async function driveOn(share: number, heartbeats: number, collectors: () => Record<string, CollectorStats>) {
    const pages = () =>
      Object.entries(collectors()).find(([name]) => name.endsWith("ac-pages"))?.[1].state ?? "waiting";
    await until(() => !pages().startsWith("waiting"), "shared memory that was found", pages);
    await until(() => day.acUdp.updates.size > 0 && day.acc.clients > 0, "subscriptions");
    await until(() => day.heartbeats > heartbeats, "a heartbeat");
    await day.play(SPEED, ({timing, ...now}) => timing.started && timing.laps.length === 0 && now.share > share);
  }

  /** Every lap of every game is in the log. */
  async function allTold(log: Log): Promise<void> {
    const {heard, stop} = await listenTo(log);
    const laps = () => lapsOf(heard);
    const isTold = () => laps().length === FORMATS.length && laps().every((count) => count >= drive.timing.laps.length);
    await until(isTold, "the laps of every game", laps);
    await stop();
  }

  /** The kernel is started once more, where a short silence ends the sessions: they are those of the games, each once and whole. */
  async function expectEnded(limits: Partial<KernelOptions>): Promise<void> {
    const log = await openLog();
    const kernel = await Kernel.start({log, recordings, udpPort: null, ...limits});
    const areOver = async () => (await endedSessions(recordings)).length >= FORMATS.length;
    await until(areOver, "the end of the recordings", () => kernel.stats().recorder);
    const {sessions} = await libraryIndex(recordings);
    const heard = await allEvents(log);
    const told: Told[] = await Promise.all(sessions.map(({id}) => toldOf(recordings, id, heard)));
    expect(told.map(({session}) => session.source.format).sort()).toEqual(FORMATS);
    for (const one of told) {
      expectArchive(one, drive);
      expectEvents(one, drive);
    }
    await kernel.close();
  }
  return {folder, day, recordings, openLog, driveOn, allTold, expectEnded};
}

describe.concurrent("stopped in mid-lap and restarted: one session per game, no lap lost and none reported twice:", () => {
  it("lapbook collect, with a kernel in another process", async () => {
    const {folder, day, recordings, openLog, driveOn, allTold, expectEnded} = await scene(count(1, 2));
    const log = await openLog();
    const kernel = await Kernel.start({log, recordings, udpPort: null, ...OPEN});
    for (const share of [HALF_A_LAP, TO_THE_END]) {
      const stop = new AbortController();
      const config = {recordings, udpPort: 0, forward: [], games: day.config};
      const {heartbeats} = day;
      const opened = await openCollecting({
        ...{log, topics: topicNames({}), encoding: "protobuf", config, host: "gamepc", report() {}},
      });
      const collecting = collect({...opened, signal: stop.signal, report() {}, progress() {}});
      await driveOn(share, heartbeats, () => opened.sources.stats());
      if (share === TO_THE_END) await allTold(log);
      stop.abort();
      const {collectors, ...collected} = await collecting;
      expect(collected).toMatchObject({stopped: true, failure: null, queuedBytes: 0, dropped: 0, errors: 0});
      const names = Object.keys(collectors).map((name) => name.replace(/\d{4,}$/, "…"));
      expect(names.sort()).toEqual(
        ["ac-pages", "ac-udp", "acc", "ams2", "forza", "gt7", "udp:…"].map((n) => `gamepc:${n}`),
      );
    }
    await day.leave();
    // known elsewhere with names and track, though nothing was collected there
    const known = () => kernel.relay.sessions().map(({game, drivers}) => `${game}: ${drivers[0]?.name}`);
    await until(() => known().includes("Assetto Corsa Competizione: Simulated steady"), "the driver's name", known);
    await kernel.close();
    await expectEnded(SHORT);
    await folder.remove();
  });

  it("lapbook serve", async () => {
    const {folder, day, recordings, openLog, driveOn, allTold, expectEnded} = await scene(2);
    for (const share of [HALF_A_LAP, TO_THE_END]) {
      const log = await openLog();
      const {heartbeats} = day;
      const kernel = await Kernel.start({log, recordings, udpPort: null, games: day.config, ...OPEN});
      await driveOn(share, heartbeats, () => kernel.stats().collectors);
      if (share === TO_THE_END) await allTold(log);
      await kernel.close();
    }
    await day.leave();
    await expectEnded({...SHORT, games: day.config});
    await folder.remove();
  });
});
