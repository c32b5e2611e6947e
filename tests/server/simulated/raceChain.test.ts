import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {libraryIndex} from "../../../loaders/archive/library.js";
import {readCapture} from "../../../loaders/captures/readCapture.js";
import {Kernel} from "../../../server/kernel.js";
import {openEmbeddedLog} from "../../../server/log/embedded/embeddedLog.js";
import {PAGE_HEAD_BYTES, PAGE_NAMES} from "../../../src/core/games/ac/pages.js";
import {GameRun} from "../../../src/core/sim/games/gameRun.js";
import {pagesSender} from "../../../src/core/sim/games/gameSender.js";
import {RaceSession} from "../../../src/core/sim/games/raceSession.js";
import {Race} from "../../../src/core/sim/race/race.js";
import type {LapRecord} from "../../../src/core/sim/timing.js";
import {compiledLapbook} from "../../support/compiled.js";
import {type Lapbook, lapbook} from "../../support/lapbook.js";
import {count} from "../../support/long.js";
import {temporaryFolder} from "../../support/server.js";
import {until} from "../../support/until.js";
import {freePort, NO_GAMES} from "../games/grandDay.js";
import {listenTo, type Told, toldOf} from "../games/told.js";

/** Of a whole field in a long run. */
const CARS = count(8, 22);
const RACE = {track: "spielberg", seed: 4, laps: 2, cars: CARS, incidents: 0};
const SPEED = 8;
const PAGES_PER_SECOND = 50;
const PLAYER = 5;
const ARGS = Object.entries(RACE).flatMap(([name, value]) => [`--${name}`, String(value)]);

const program = await compiledLapbook();

/** `lapbook simulate` as a user starts it. */
function simulate(...args: string[]): Lapbook {
  return lapbook(["simulate", "--race", ...ARGS, "--speed", String(SPEED), "--json", ...args], {
    program,
  });
}

interface Outcome {
  cars: {car: number; laps: LapRecord[]}[];
}

function timesOf({laps}: Told, car: number) {
  return laps
    .filter((row) => row.car === car && row.lapTimeMs !== null)
    .map(({lap, lapTimeMs, sector1Ms, sector2Ms, sector3Ms}) => [lap, lapTimeMs, sector1Ms, sector2Ms, sector3Ms]);
}

/** The pages that each packetId stands for: the same race, written into memory. */
function pagesOfTheRace(): Map<string, string> {
  const run = new GameRun({rate: PAGES_PER_SECOND, session: () => new RaceSession(new Race(RACE))});
  const sender = pagesSender(run, {player: PLAYER - 1});
  const known = new Map<string, string>();
  while (sender.fill()) {
    const {bytes, offset, length, count} = sender.batch;
    for (let i = 0; i < count; i++) {
      const page = Buffer.from(bytes.subarray(offset[i], offset[i] + length[i]));
      known.set(keyOf(page), bodyOf(page));
    }
  }
  return known;
}

/** What stands in the page; the head says how many bytes there were to read, and files are longer than pages. */
function bodyOf(page: Buffer): string {
  return page.toString("base64", PAGE_HEAD_BYTES);
}

/** Name and packetId of a page's datagram. */
function keyOf(page: Buffer): string {
  return `${PAGE_NAMES[page[5]]} ${page.readInt32LE(PAGE_HEAD_BYTES)}`;
}

describe(`a race of ${CARS} cars, simulated by the command line, collected and recorded`, () => {
  const told = new Map<string, Told>();
  const outcomes: Outcome[] = [];
  const pages: Buffer[] = [];
  let stats: ReturnType<Kernel["stats"]>;

  beforeAll(async () => {
    const folder = await temporaryFolder();
    const shm = join(folder.path, "shm");
    const port = await freePort();
    const log = await openEmbeddedLog(join(folder.path, "log"));
    const recordings = join(folder.path, "recordings");
    const kernel = await Kernel.start({
      ...{log, recordings, udpPort: null, silentMs: 4000, endedMs: 300},
      games: {
        ...{...NO_GAMES, pages: {folder: shm}},
        acc: {...NO_GAMES.acc, host: "127.0.0.1", port, password: "geheim"},
      },
    });
    const listening = await listenTo(log);
    const games = [
      simulate(...["--as", "ac-pages", "--pages", shm, "--rate", String(PAGES_PER_SECOND), "--player", String(PLAYER)]),
      simulate("--as", "acc-broadcast", "--listen", `127.0.0.1:${port}`, "--password", "geheim"),
    ];
    for (const {ended, said} of games) {
      const {code, out} = await ended;
      if (code !== 0) throw new Error(said.join("\n"));
      outcomes.push(JSON.parse(out));
    }
    stats = kernel.stats();
    await until(() => kernel.stats().recorder.sessions.length === 0, "the end of the sessions");
    const {sessions} = await libraryIndex(recordings);
    expect(sessions).toHaveLength(2);
    await sleep(2800);
    for (const {id, source} of sessions) told.set(String(source.format), await toldOf(recordings, id, listening.heard));
    const {session} = told.get("ac-pages")!;
    for await (const {bytes, offset, length, count} of readCapture(join(recordings, session.id, "capture.pcap.gz")))
      for (let i = 0; i < count; i++) pages.push(Buffer.from(bytes.slice(offset[i], offset[i] + length[i])));
    await kernel.close();
    await listening.stop();
    await folder.remove();
  });
  afterAll(() => told.clear());

  it("gives one simulated session per game, without losses in the collectors", () => {
    for (const format of ["ac-pages", "acc-broadcast"])
      expect(told.get(format)!.session).toMatchObject({
        type: "race",
        source: {simulated: true},
        ledger: {malformed: 0},
      });
    expect(stats.collectors["ac-pages"]).toMatchObject({errors: 0, dropped: 0});
    expect(stats.collectors.acc).toMatchObject({errors: 0, dropped: 0});
  });

  it("has the player's laps and sectors in the archive and live, through shared memory", () => {
    const truth = outcomes[0].cars[PLAYER - 1].laps;
    expect(truth).toHaveLength(RACE.laps);
    const ac = told.get("ac-pages")!;
    expect(timesOf(ac, 0)).toEqual(truth.map((lap) => [lap.lap, lap.lapTimeMs, ...lap.sectorTimesMs]));
    expect(ac.events.map(({lap, lapTimeMs}) => [lap, lapTimeMs])).toEqual(
      truth.map(({lap, lapTimeMs}) => [lap, lapTimeMs]),
    );
  });

  it("has no torn or duplicate page: each is complete, and packetIds only increase", () => {
    const known = pagesOfTheRace();
    const last = new Map<string, number>();
    let compared = 0;
    for (const page of pages) {
      if (PAGE_NAMES[page[5]] === "static") continue;
      const name = PAGE_NAMES[page[5]];
      const id = page.readInt32LE(PAGE_HEAD_BYTES);
      expect(id).toBeGreaterThan(last.get(name) ?? 0);
      last.set(name, id);
      const whole = known.get(keyOf(page));
      // of the last one, the menu, the race knows nothing
      if (whole === undefined) continue;
      expect(bodyOf(page) === whole, keyOf(page)).toBe(true);
      compared++;
    }
    // polled 125 times a second while it is written 400 times, less often on a busy machine
    expect(compared).toBeGreaterThan(100);
    expect(last.size).toBe(2);
  });

  it("has every car by broadcasting: laps, sectors, validity, names, in the archive and live", () => {
    const acc = told.get("acc-broadcast")!;
    expect(acc.session.drivers.map(({name}) => name)).toEqual(
      Array.from({length: CARS}, (_, i) => `Driver ${String(i + 1).padStart(2, "0")}`),
    );
    for (const {car, laps} of outcomes[1].cars) {
      expect(timesOf(acc, car)).toEqual(laps.map((lap) => [lap.lap, lap.lapTimeMs, ...lap.sectorTimesMs]));
      const rows = acc.laps.filter((row) => row.car === car && row.lapTimeMs !== null);
      expect(rows.map(({valid}) => valid)).toEqual(laps.map(({valid}) => valid));
      expect(acc.events.filter((event) => event.car === car).map(({lap, lapTimeMs}) => [lap, lapTimeMs])).toEqual(
        laps.map(({lap, lapTimeMs}) => [lap, lapTimeMs]),
      );
      const sectors = acc.sectors.filter((sector) => sector.car === car && sector.lap <= laps.length);
      expect(sectors.map(({lap, sector, timeMs}) => [lap, sector, timeMs])).toEqual(
        laps.flatMap(({lap, sectorTimesMs}) => sectorTimesMs.map((ms, i) => [lap, i + 1, ms])),
      );
    }
    expect(outcomes[1].cars.flatMap(({laps}) => laps).length).toBeGreaterThan((CARS - 2) * RACE.laps);
  });

  it("is the same race in every format", () => {
    expect(outcomes[1].cars).toEqual(outcomes[0].cars);
  });
});
