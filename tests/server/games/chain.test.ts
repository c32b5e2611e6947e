import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {libraryIndex} from "../../../loaders/archive/library.js";
import {Kernel} from "../../../server/kernel.js";
import {type EmbeddedLog, openEmbeddedLog} from "../../../server/log/embedded/embeddedLog.js";
import {Drive} from "../../support/acDrive.js";
import {temporaryFolder} from "../../support/server.js";
import {until} from "../../support/until.js";
import {GrandDay} from "./grandDay.js";
import {expectArchive, expectEvents, FORMATS, listenTo, type Told, toldOf} from "./told.js";

describe("one drive sent by every game at once, through a kernel", () => {
  const drive = new Drive({laps: 2});
  const told = new Map<string, Told>();
  const reported: string[] = [];
  const states: Record<string, string | undefined>[] = [];
  let live: ReturnType<Kernel["stats"]>;

  beforeAll(async () => {
    const folder = await temporaryFolder();
    const day = new GrandDay(folder.path, drive);
    await day.open();
    const log: EmbeddedLog = await openEmbeddedLog(join(folder.path, "log"));
    const recordings = join(folder.path, "recordings");
    const kernel = await Kernel.start({
      ...{log, recordings, udpPort: null, games: day.config, silentMs: 2000, endedMs: 300},
      report: (line) => reported.push(line),
    });
    const listening = await listenTo(log);
    const state = () =>
      Object.fromEntries(Object.entries(kernel.stats().collectors).map(([name, one]) => [name, one.state]));
    states.push(state());
    await day.menu();
    await until(() => kernel.stats().collectors["ac-pages"].state === "live");
    await until(() => day.acUdp.updates.size > 0 && day.acc.clients > 0 && day.heartbeats > 0);
    await day.play(20);
    states.push(state());
    live = kernel.stats();
    await day.leave();
    await until(() => kernel.stats().recorder.sessions.length === 0);
    await sleep(2800);
    for (const {id} of (await libraryIndex(recordings)).sessions) {
      const one = await toldOf(recordings, id, listening.heard);
      told.set(String(one.session.source.format), one);
    }
    await kernel.close();
    await listening.stop();
    await folder.remove();
  });
  afterAll(() => told.clear());

  it("gives one session per game, and no other", () => {
    expect([...told.keys()].sort()).toEqual(FORMATS);
    for (const {session} of told.values()) expect(session.ledger.malformed).toBe(0);
    // the static page is told again whenever the game goes from menu to track
    for (const format of FORMATS.slice(1)) expect(told.get(format)!.session.ledger.duplicated, format).toBe(0);
  });

  it.each(FORMATS)("%s: the archive has the laps as the game sent them", (format) => {
    expectArchive(told.get(format)!, drive);
  });

  it.each(FORMATS)("%s: the live lap events have them too", (format) => {
    expectEvents(told.get(format)!, drive);
  });

  // the others' clock is that of the arrivals, which come faster here than they were driven
  it.each(["acc-broadcast", "forza", "gt7"])("%s: the live lap events have the distance driven", (format) => {
    // from 400 m before the line on
    const {lengthM} = drive.session.circuit;
    for (const {lap, totalDistanceM} of told.get(format)!.events)
      expect(Math.abs(totalDistanceM / (400 + lap * lengthM) - 1), `lap ${lap}`).toBeLessThan(0.01);
  });

  it("reports the games waited for and those that are live", () => {
    expect(reported[0]).toMatch(/^looking for shared memory of .*, Assetto Corsa at 127.0.0.1:\d+, .*broadcasting.*/);
    expect(states[0]["ac-pages"]).toMatch(/^waiting for Assetto Corsa/);
    expect(states[0].acc).toMatch(/^waiting for Assetto Corsa Competizione at 127/);
    expect(states[1]).toEqual({
      "ac-pages": "live",
      "ac-udp": "live",
      acc: "live",
      gt7: "live",
      ams2: "live",
      forza: "live",
    });
    expect(live.publisher).toMatchObject({errors: 0, telemetryDropped: 0});
    expect(live.analyst.counts).toMatchObject({malformed: 0, duplicates: 0, late: 0});
    const named = live.sessions.map(({session}) => [session.game, session.drivers[0].name]);
    expect(named.sort()).toEqual([
      ["Assetto Corsa Competizione", "Simulated steady"],
      ["Assetto Corsa", "Simulated steady"],
      ["Assetto Corsa", "Simulated steady"],
      ["Automobilista 2", "Ada"],
      ["Forza Motorsport", "player"],
      ["Gran Turismo 7", "player"],
    ]);
  });
});
