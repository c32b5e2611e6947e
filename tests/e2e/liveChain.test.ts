import {readFileSync} from "node:fs";
import {readdir, readFile} from "node:fs/promises";
import {basename, join} from "node:path";
import type {Browser, Locator, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {readLaps} from "../../src/core/archive/laps.js";
import type {SessionFile} from "../../src/core/archive/types.js";
import {chromiumPath, closePages, type OpenPage, openPage, SLOW, sharedBrowser} from "../support/browser.js";
import {compiledLapbook} from "../support/compiled.js";
import {testBroker} from "../support/kafkaBroker.js";
import {type LiveServer, lapbook, replayInto, serveLapbook} from "../support/lapbook.js";
import {usually} from "../support/long.js";
import {ensureBuilt, temporaryFolder} from "../support/server.js";
import {sharedData} from "../support/sharedData.js";
import {until, WAIT_MS} from "../support/until.js";

// From the wire to the page and the archive: the real server, a real replay over UDP, a real browser. What the page shows and the
// archive holds is compared with what other programs read from the captures.

const program = await compiledLapbook();

/** The true values of a capture. */
interface Truth {
  packets: number;
  byId?: Record<string, number>;
  sessionUID?: string;
  laps: {car: number; lap: number; lapTimeMs: number | null; sectorsMs: number[] | null}[];
  network?: {duplicated: number; reordered: number};
  lapDataFrames?: {kept: number; span: number};
}

interface Capture {
  name: string;
  file: string;
  truth: Truth;
}

/** times real time: ten games' worth of datagrams */
const SPEED = 10;

const truthFile = sharedData("ground-truth.json");
const real: Capture[] = truthFile
  ? Object.entries(JSON.parse(readFileSync(truthFile, "utf8")) as Record<string, Truth>)
      .filter(([file]) => /^f1-udp\/derived\/laps\/.*\.pcap\.gz$/.test(file))
      .map(([file, truth]) => ({name: basename(file), file: sharedData(file)!, truth}))
  : [];

/** A capture of the simulator's, whose lap times it says itself: the same claim on a checkout without recordings. */
async function simulated(folder: string): Promise<Capture> {
  const file = join(folder, "simulated.pcap.gz");
  const {out, code} = await lapbook(["simulate", "--out", file, "--laps", "1", "--rate", "20", "--json"], {program})
    .ended;
  if (code !== 0) throw new Error(`simulate ended with ${code}`);
  const {laps, datagrams} = JSON.parse(out) as {
    laps: {lap: number; lapTimeMs: number; sectorTimesMs: number[]}[];
    datagrams: number;
  };
  const rows = laps.map(({lap, lapTimeMs, sectorTimesMs}) => ({car: 0, lap, lapTimeMs, sectorsMs: sectorTimesMs}));
  return {name: "simulated", file, truth: {packets: datagrams, laps: rows}};
}

/** `1:05.911` and `21.451` as milliseconds; NaN for a dash. */
function milliseconds(text: string): number {
  const parts = text.trim().split(":").map(Number);
  return Math.round(parts.reduce((sum, part) => sum * 60 + part, 0) * 1000);
}

/** Finished laps of a car as [lap, sector 1, 2, 3, time]. */
const finished = ({laps}: Truth, car: number) =>
  laps
    .filter((lap) => lap.car === car && lap.lapTimeMs !== null)
    .map(({lap, lapTimeMs, sectorsMs}) => [lap, ...sectorsMs!, lapTimeMs!]);

/** The lap table of the pit wall, oldest lap first. */
async function lapTable(page: Page): Promise<number[][]> {
  const rows = await page.$$eval(".pw-lap-list tbody tr", (all) =>
    all.map((row) => [...row.children].slice(0, 5).map((cell) => cell.textContent ?? "")),
  );
  return rows.map(([lap, ...times]) => [Number(lap), ...times.map(milliseconds)]).reverse();
}

/** Sectors 1 to 3 and the lap, of a row of the sector panel. */
async function sectorRow(page: Page, name: string): Promise<number[]> {
  const cells = await page.$$eval(
    ".pw-sectors tbody tr",
    (rows, head) => {
      const row = rows.find(({firstElementChild}) => firstElementChild?.textContent === head);
      return [...(row?.children ?? [])].slice(1).map((cell) => cell.textContent ?? "");
    },
    name,
  );
  return cells.map(milliseconds);
}

/** All that the page says of the chosen car's lap times; `row` is its line in the tower. */
async function wallOf(page: Page, row: Locator) {
  const [headline, towerLast, towerBest] = await Promise.all(
    [page.locator(".pw-headline .pw-best dd"), row.locator("td").nth(4), row.locator("td").nth(5)].map(async (cell) =>
      milliseconds((await cell.textContent()) ?? ""),
    ),
  );
  const [last, best] = [await sectorRow(page, "last lap"), await sectorRow(page, "own best")];
  return {laps: await lapTable(page), last, best, headline, towerLast, towerBest};
}

const health = async (page: Page) =>
  Object.fromEntries(
    await page.$$eval(".pw-hud > div", (rows) =>
      rows.map((row) => [row.children[0].textContent, Number(row.children[1].textContent?.replaceAll(",", ""))]),
    ),
  );

/** One server with one page, through which captures go one after another. */
function chain(title: string, env: () => Record<string, string>, captures: () => Promise<Capture[]>, names: string[]) {
  describe(title, () => {
    let folder: Awaited<ReturnType<typeof temporaryFolder>>;
    let server: LiveServer;
    let browser: Browser;
    let open: OpenPage;
    let recordings: string;
    let all: Capture[];
    const ids = new Map<string, string>();
    beforeAll(async () => {
      folder = await temporaryFolder();
      recordings = join(folder.path, "recordings");
      all = await captures();
      await ensureBuilt();
      [server, browser] = await Promise.all([serveLapbook(recordings, {env: env(), program}), sharedBrowser()]);
      open = await openPage(browser, `${server.url}pages/live.html?layout=driver`, SLOW);
    });
    afterAll(async () => {
      await closePages(browser);
      await server?.stop();
      await folder?.remove();
    });
    const captureOf = (name: string) => all.find((capture) => capture.name === name)!;

    it.each(names)("%s: the page shows its laps as they were driven, and loses nothing", async (name) => {
      const {file, truth} = captureOf(name);
      const {page} = open;
      const {sent, refused} = await replayInto(server, file, SPEED, {program});
      expect({sent, refused}).toEqual({sent: truth.packets, refused: 0});
      const newest = async () => (await server.stats()).sessions.find((s) => !ids.has(s.session.id));
      // the last datagrams may not have been read yet
      const {session} = await until(
        async () => {
          const found = await newest();
          return found?.ledger.received === truth.packets && found;
        },
        "the session, whole",
        async () => (await newest())?.ledger,
      );
      ids.set(session.id, name);

      const player = session.playerCar!;
      const cars = [...new Set(truth.laps.map(({car}) => car))].filter((car) => finished(truth, car).length > 0);
      // the player's car is on the page already; the others are chosen in the tower, and the player last again
      for (const car of [player, ...cars.filter((car) => car !== player), player]) {
        const laps = finished(truth, car);
        const {raceNumber, name: driver} = session.drivers.find((d) => d.car === car)!;
        const row = page.locator(".pw-tower tbody tr", {hasText: `${raceNumber}${driver || `car ${car}`}`});
        if (car !== player || cars.length > 1) await row.locator(".pw-choose").click();
        const [, ...last] = laps.at(-1)!;
        const best = [1, 2, 3, 4].map((k) => Math.min(...laps.map((lap) => lap[k])));
        await expect
          .poll(() => wallOf(page, row), {timeout: WAIT_MS})
          .toEqual({laps, last, best, headline: best[3], towerLast: last[3], towerBest: best[3]});
      }

      const {network, lapDataFrames} = truth;
      await page.keyboard.press("3");
      await until(async () => (await health(page)).Received === truth.packets, "the ledger on the page");
      expect(await health(page)).toMatchObject({
        "Lost frames": lapDataFrames ? lapDataFrames.span - lapDataFrames.kept : 0,
        Duplicated: network?.duplicated ?? 0,
        Malformed: 0,
        "Skipped for this page": 0,
        Reconnects: 0,
      });
      await page.keyboard.press("2");
    });

    it.each(names)("%s: the archive holds what was sent", async (name) => {
      const {truth} = captureOf(name);
      await until(async () => {
        const {recorder} = await server.stats();
        return recorder.sessions.every(({id}) => ids.get(id) !== name);
      }, "the end of the recording");
      const [id] = [...ids].find(([, capture]) => capture === name)!;
      const session = JSON.parse(await readFile(join(recordings, id, "session.json"), "utf8")) as SessionFile;
      const rows = readLaps(await readFile(join(recordings, id, "laps.arrows")));
      if (truth.sessionUID) expect(session.uid).toBe(truth.sessionUID);
      const found = rows
        .filter(({lapTimeMs}) => lapTimeMs !== null)
        .map(({car, lap, sector1Ms, sector2Ms, sector3Ms, lapTimeMs}) => [
          car,
          ...[lap, sector1Ms, sector2Ms, sector3Ms, lapTimeMs],
        ]);
      const cars = [...new Set(truth.laps.map(({car}) => car))];
      expect(found).toEqual(cars.flatMap((car) => finished(truth, car).map((lap) => [car, ...lap])));
      const {ledger} = session;
      expect(ledger.received).toBe(truth.packets);
      if (truth.byId) expect(ledger.byId).toEqual(truth.byId);
      const {network, lapDataFrames} = truth;
      expect({
        malformed: ledger.malformed,
        duplicated: ledger.duplicated,
        lostFrames: ledger.lostFrames,
      }).toEqual({
        malformed: 0,
        duplicated: network?.duplicated ?? 0,
        lostFrames: lapDataFrames ? lapDataFrames.span - lapDataFrames.kept : 0,
      });
      expect(await readdir(join(recordings, id))).not.toContain(".recording");
    });

    it("nothing went wrong on the way", async () => {
      const {publisher, relay, recorder, collectors} = await server.stats();
      expect({
        ...{errors: publisher.errors, telemetry: publisher.telemetryDropped, bundles: publisher.bundlesDropped},
        ...{skipped: relay.framesSkipped, recorder: recorder.error},
        ...{dropped: Object.values(collectors).reduce((sum, {dropped}) => sum + dropped, 0)},
      }).toEqual({errors: 0, telemetry: 0, bundles: 0, skipped: 0, recorder: null, dropped: 0});
      expect(open.problems).toEqual([]);
      // what it looks for; and a broker that has just started answers the first questions with "loading"
      expect(server.said.filter((line) => !/^(kafka: |looking for )/.test(line))).toEqual([]);
    });
  });
}

// A page knows only the relay, and kafkaChain.test.ts holds what relay and archive get through a broker.
const broker = chromiumPath && usually(false, true) ? await testBroker() : undefined;
const folder = await temporaryFolder();
afterAll(async () => {
  await broker?.remove();
  await folder.remove();
});

describe.skipIf(!chromiumPath)("a drive over UDP", () => {
  const drives = async () => (real.length > 0 ? real : [await simulated(folder.path)]);
  const names = real.length > 0 ? real.map(({name}) => name) : ["simulated"];
  // several cars, one that is not the first, and a network that loses, repeats and reorders; the others are parts of these
  const usual = names.filter((name) => /3_cars|car19|hostile|simulated/.test(name));
  chain("with the embedded log", () => ({}), drives, usually(usual, names));
  if (broker) chain("with Kafka", () => ({KAFKA_BROKERS: broker.address}), drives, names);
});
