import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {libraryIndex} from "../../../loaders/archive/library.js";
import {collect} from "../../../server/collectors/collect.js";
import {openCollecting} from "../../../server/collectors/openCollecting.js";
import {Kernel} from "../../../server/kernel.js";
import {openEmbeddedLog} from "../../../server/log/embedded/embeddedLog.js";
import {topicNames} from "../../../server/log/kafka/config.js";
import type {Log} from "../../../server/log/log.js";
import {Drive} from "../../support/acDrive.js";
import {temporaryFolder} from "../../support/server.js";
import {until} from "../../support/until.js";
import {GrandDay} from "./grandDay.js";
import {expectArchive, expectEvents, FORMATS, listenTo, type Told, toldOf} from "./told.js";

const SPEED = 12;
/** more than an end and a beginning take on a busy machine */
const limits = {silentMs: 15_000, endedMs: 500};

let folder: {path: string; remove: () => Promise<void>};
let day: GrandDay;
let drive: Drive;
beforeEach(async () => {
  folder = await temporaryFolder();
  drive = new Drive({laps: 2});
  day = new GrandDay(folder.path, drive);
  await day.open();
  await day.menu();
});
afterEach(() => folder.remove());

/** Drives on while something listens, to that share of the first lap or to the end. */
async function driveOn(share = 2): Promise<void> {
  const {heartbeats} = day;
  await until(() => day.acUdp.updates.size > 0 && day.acc.clients > 0);
  await until(() => day.heartbeats > heartbeats || heartbeats === 0);
  // shared memory is found within a second
  await sleep(1200);
  await day.play(SPEED, ({timing, ...now}) => timing.started && timing.laps.length === 0 && now.share > share);
  await sleep(200);
}

/** What was told of each game, when nothing is recorded any more. */
async function toldIn(recordings: string, kernel: Kernel, log: Log): Promise<Told[]> {
  await until(() => kernel.stats().recorder.sessions.length === 0);
  await sleep(2800);
  const listening = await listenTo(log);
  await sleep(500);
  const {sessions} = await libraryIndex(recordings);
  const told = await Promise.all(sessions.map(({id}) => toldOf(recordings, id, listening.heard)));
  await listening.stop();
  return told;
}

function expectWhole(told: readonly Told[]): void {
  expect(told.map(({session}) => session.source.format).sort()).toEqual(FORMATS);
  for (const one of told) {
    expectArchive(one, drive);
    expectEvents(one, drive);
  }
}

describe("ended in the middle of a lap and started again, one session of each game, no lap lost and none told twice:", () => {
  it("lapbook collect, with a kernel elsewhere", async () => {
    const log = await openEmbeddedLog(join(folder.path, "log"));
    const recordings = join(folder.path, "recordings");
    const kernel = await Kernel.start({log, recordings, udpPort: null, ...limits});
    for (const share of [0.5, 2]) {
      const stop = new AbortController();
      const config = {recordings, udpPort: 0, forward: [], games: day.config};
      const opened = await openCollecting({
        ...{log, topics: topicNames({}), encoding: "protobuf", config, host: "gamepc", report() {}},
      });
      const collecting = collect({...opened, signal: stop.signal, report() {}, progress() {}});
      await driveOn(share);
      stop.abort();
      const {collectors, ...collected} = await collecting;
      expect(collected).toMatchObject({stopped: true, failure: null, queuedBytes: 0, dropped: 0, errors: 0});
      const names = Object.keys(collectors).map((name) => name.replace(/\d{4,}$/, "…"));
      expect(names.sort()).toEqual(["ac-pages", "ac-udp", "acc", "ams2", "gt7", "udp:…"].map((n) => `gamepc:${n}`));
    }
    await day.leave();
    // known elsewhere with names and track, though nothing was collected there
    const known = kernel.relay.sessions().map(({game, drivers}) => `${game}: ${drivers[0].name}`);
    expect(known).toContain("Assetto Corsa Competizione: Simulated steady");
    expectWhole(await toldIn(recordings, kernel, log));
    await kernel.close();
  });

  it("lapbook serve", async () => {
    const recordings = join(folder.path, "recordings");
    let told: Told[] = [];
    for (const share of [0.5, 2]) {
      const log = await openEmbeddedLog(join(folder.path, "log"));
      const kernel = await Kernel.start({log, recordings, udpPort: null, games: day.config, ...limits});
      await driveOn(share);
      if (drive.done) {
        await day.leave();
        told = await toldIn(recordings, kernel, log);
      }
      await kernel.close();
    }
    expectWhole(told);
  });
});
