import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {libraryIndex} from "../../../loaders/archive/library.js";
import {Kernel} from "../../../server/kernel.js";
import {type EmbeddedLog, openEmbeddedLog} from "../../../server/log/embedded/embeddedLog.js";
import {readLaps} from "../../../src/core/archive/laps.js";
import type {LapRow, SessionFile} from "../../../src/core/archive/types.js";
import type {LapEvent, SectorEvent} from "../../../src/core/live/liveSource.js";
import {codecOf} from "../../../src/core/live/messagesCodec.js";
import {Drive} from "../../support/acDrive.js";
import {temporaryFolder} from "../../support/server.js";
import {GrandDay} from "./grandDay.js";

async function until<T>(look: () => Promise<T | undefined | false> | T | undefined | false, ms = 30_000): Promise<T> {
  for (const end = performance.now() + ms; performance.now() < end; await sleep(50)) {
    const found = await look();
    if (found) return found;
  }
  throw new Error("it did not come to pass");
}

interface Told {
  session: SessionFile;
  laps: LapRow[];
  events: LapEvent[];
  sectors: SectorEvent[];
}

const FORMATS = ["ac-pages", "ac-udp", "acc-broadcast", "ams2", "gt7"];

describe("a drive that every game tells at once, through a kernel", () => {
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
    const heard: {topic: string; key: string; value: Uint8Array}[] = [];
    const stop = new AbortController();
    const topics = ["lap-events", "sector-times"];
    const consumer = await log.consume({topics, from: "earliest", signal: stop.signal});
    const listening = (async () => {
      for await (const entries of consumer) for (const {topic, key, value} of entries) heard.push({topic, key, value});
    })();
    const state = () =>
      Object.fromEntries(Object.entries(kernel.stats().collectors).map(([name, one]) => [name, one.state]));
    states.push(state());
    await day.menu();
    await until(() => kernel.stats().collectors["ac-pages"].state === "live");
    await until(() => day.acUdp.updates.size > 0 && day.acc.clients > 0 && day.heartbeats > 0);
    await day.play(12);
    states.push(state());
    live = kernel.stats();
    await day.leave();
    const sessions = await until(async () => {
      const {sessions} = await libraryIndex(recordings);
      return kernel.stats().recorder.sessions.length === 0 && sessions.length >= FORMATS.length && sessions;
    });
    await sleep(2800);
    for (const {id} of sessions) {
      const session = JSON.parse(await readFile(join(recordings, id, "session.json"), "utf8")) as SessionFile;
      const events = <T extends "lap-events" | "sector-times">(wanted: T) =>
        heard
          .filter(({topic, key}) => topic === wanted && key === id)
          .map(({value}) => codecOf("protobuf").decodeEvent(wanted, value));
      told.set(String(session.source.format), {
        ...{session, laps: readLaps(await readFile(join(recordings, id, "laps.arrows")))},
        ...{events: events("lap-events"), sectors: events("sector-times")},
      });
    }
    await kernel.close();
    stop.abort();
    await listening.catch(() => {});
    await folder.remove();
  }, 90_000);
  afterAll(() => told.clear());

  it("is a session of each, and no other", () => {
    expect([...told.keys()].sort()).toEqual(FORMATS);
    for (const {session} of told.values()) expect(session.ledger.malformed).toBe(0);
    // the static page is told again whenever the game goes from menu to track
    for (const format of FORMATS.slice(1)) expect(told.get(format)!.session.ledger.duplicated, format).toBe(0);
  });

  it.each(FORMATS)("%s: the archive has the laps as the game told them", (format) => {
    const {laps} = told.get(format)!;
    const truth = drive.timing.laps;
    const found = laps.filter(({lapTimeMs}) => lapTimeMs !== null);
    expect(found.map(({lap, lapTimeMs}) => [lap, lapTimeMs])).toEqual(truth.map((l) => [l.lap, l.lapTimeMs]));
    if (format === "ac-udp" || format === "gt7") return;
    expect(found.map((l) => [l.sector1Ms, l.sector2Ms, l.sector3Ms])).toEqual(truth.map((l) => l.sectorTimesMs));
  });

  it.each(FORMATS)("%s: and so have the live lap events", (format) => {
    const {events, sectors} = told.get(format)!;
    const truth = drive.timing.laps;
    expect(events.map(({car, lap, lapTimeMs}) => [car, lap, lapTimeMs])).toEqual(
      truth.map((l) => [0, l.lap, l.lapTimeMs]),
    );
    if (format === "ac-udp" || format === "gt7") return;
    const three = sectors.filter(({lap}) => truth.some((l) => l.lap === lap));
    expect(three.map(({lap, sector, timeMs}) => [lap, sector, timeMs])).toEqual(
      truth.flatMap((l) => l.sectorTimesMs.map((ms, i) => [l.lap, i + 1, ms])),
    );
  });

  it("says what it waits for, and what is live", () => {
    expect(reported[0]).toMatch(/^looking for shared memory of .*, Assetto Corsa at 127.0.0.1:\d+, .*broadcasting.*/);
    expect(states[0]["ac-pages"]).toMatch(/^waiting for Assetto Corsa/);
    expect(states[0].acc).toMatch(/^waiting for Assetto Corsa Competizione at 127/);
    expect(states[1]).toEqual({"ac-pages": "live", "ac-udp": "live", acc: "live", gt7: "live", ams2: "live"});
    expect(live.publisher).toMatchObject({errors: 0, telemetryDropped: 0});
    expect(live.analyst.counts).toMatchObject({malformed: 0, duplicates: 0, late: 0});
    const named = live.sessions.map(({session}) => [session.game, session.drivers[0].name]);
    expect(named.sort()).toEqual([
      ["Assetto Corsa Competizione", "Simulated steady"],
      ["Assetto Corsa", "Simulated steady"],
      ["Assetto Corsa", "Simulated steady"],
      ["Automobilista 2", "Ada"],
      ["Gran Turismo 7", "player"],
    ]);
  });
});
