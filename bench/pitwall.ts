import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import type {CDPSession, Page} from "playwright-core";
import {chromiumPath, launch, openPage} from "../tests/support/browser.js";
import {serveLapbook} from "../tests/support/lapbook.js";
import {servePitwall} from "../tests/support/pitwallServer.js";
import {ensureBuilt, temporaryFolder} from "../tests/support/server.js";
import {FeedSender} from "./feed.js";
import {heapSlope} from "./pitwall/heapSlope.js";
import {type BenchRow, main} from "./support.js";

/**
 * Does the pit wall keep up, and does it forget? 22 cars in a browser that draws without a graphics processor, at the game's rate and
 * at ten times that: driven by the page itself, in the relay's ticks of 33 ms (its share of the main thread holds the cars' driving
 * too), and sent by UDP into a real server whose page is looked at. LAPBOOK_BENCH_MINUTES: how long the heap is watched (default 0.5).
 */
const SECONDS = 8;
const WATCHED = Number(process.env.LAPBOOK_BENCH_MINUTES ?? 0.5) * 60;
/** the page's memory of the running session is full after this, s at ten times the rate */
const FILLS = 25;
const TENFOLD = 10;

/** A page with a pit wall that is fed. */
interface Wall {
  page: Page;
  problems: string[];
  close(): Promise<void>;
}

interface Run {
  fps: number;
  /** share of the main thread's time */
  busy: number;
  /** MB of memory a minute, after collections; NaN where it was not watched */
  slope: number;
}

async function fedByItself(query: string): Promise<Wall> {
  const served = await servePitwall();
  const browser = await launch();
  const {page, problems} = await openPage(browser, `${served.url}?${query}`, {viewport});
  return {
    ...{page, problems},
    async close() {
      await browser.close();
      await served.close();
    },
  };
}

async function fedByServer(speed: number, layout = "race"): Promise<Wall> {
  await ensureBuilt();
  const folder = await temporaryFolder();
  const server = await serveLapbook(join(folder.path, "recordings"));
  const feed = await FeedSender.to(server.udpPort, {apart: 60});
  const browser = await launch();
  const {page, problems} = await openPage(browser, `${server.url}pages/live.html?layout=${layout}`, {viewport});
  feed.start({speed});
  return {
    ...{page, problems},
    async close() {
      const {relay, collectors} = await server.stats();
      const received = Object.values(collectors).reduce((sum, c) => sum + c.received, 0);
      await browser.close();
      await feed.stop();
      await server.stop();
      await folder.remove();
      if (relay.framesSkipped > 0) console.log(`the page was too slow: ${relay.framesSkipped} frames skipped`);
      if (received < feed.sent * 0.99) console.log(`${received} of ${feed.sent} datagrams received`);
    },
  };
}

const viewport = {width: 1280, height: 1000};

/** As text: a compiler may add to a function what the page does not know. */
const COUNT = "drawn = 0; requestAnimationFrame(function count() { drawn++; requestAnimationFrame(count); })";

async function measured({page, problems, close}: Wall, {watch = 0, hasTower = true} = {}): Promise<Run> {
  try {
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable");
    await page.waitForFunction(() => Number(document.querySelector(".pw-speed b")?.textContent) > 0);
    await page.evaluate(COUNT);
    await sleep(watch ? FILLS * 1000 : 3000);
    const read = async () => ({
      frames: await page.evaluate(() => (globalThis as unknown as {drawn: number}).drawn),
      busyS: (await metrics(session)).TaskDuration,
      at: performance.now() / 1000,
    });
    const before = await read();
    await sleep(SECONDS * 1000);
    const after = await read();
    const cars = await page.locator(".pw-tower tbody tr").count();
    if (hasTower && cars !== 22) throw new Error(`${cars} cars in the tower`);
    const slope = watch ? await heapSlope(session, watch) : Number.NaN;
    const speed = Number.parseFloat((await page.textContent(".pw-speed b")) ?? "");
    if (problems.length || !(speed > 0)) throw new Error(`the wall shows no speed: ${problems.join("; ") || speed}`);
    const passed = after.at - before.at;
    return {fps: (after.frames - before.frames) / passed, busy: (after.busyS - before.busyS) / passed, slope};
  } finally {
    await close();
  }
}

async function metrics(session: CDPSession): Promise<Record<string, number>> {
  const {metrics: all} = await session.send("Performance.getMetrics");
  return Object.fromEntries(all.map(({name, value}) => [name, value]));
}

export async function run(): Promise<BenchRow[]> {
  if (!chromiumPath) return [];
  const rows: BenchRow[] = [];
  const walls: [string, (speed: number) => Promise<Wall>][] = [
    [
      "the page's own cars",
      (s) => fedByItself(`cars=22&hz=${60 * s}&driven=${s > 1 ? 40 : 100}&keep=${s > 1 ? 40 : 260}`),
    ],
    ["UDP, server and relay", fedByServer],
  ];
  for (const [from, open] of walls) {
    const usual = await measured(await open(1));
    const tenfold = await measured(await open(TENFOLD), {watch: WATCHED});
    const add = (what: string, candidate: string, value: number, unit: string, need: string, ok: boolean) =>
      rows.push({question: `pit wall of 22 cars, ${what}`, candidate: `${from}, ${candidate}`, value, unit, need, ok});
    for (const [what, {fps, busy}] of [
      ["at 60 Hz", usual],
      ["ten times the data", tenfold],
    ] as const) {
      add(what, "drawn", fps, "fps", "≥ 30 (target 60)", fps >= 30);
      add(what, "main thread", busy * 100, "%", "≤ 50 %", busy <= 0.5);
    }
    const {slope} = tenfold;
    add("ten times the data", `heap over ${WATCHED / 60} min`, slope, "MB/min", "< 0.5 MB/min", slope < 0.5);
  }
  const driver = await measured(await fedByServer(1, "driver"), {hasTower: false});
  rows.push({
    ...{
      question: "pit wall of 22 cars, at 60 Hz",
      candidate: "UDP, server and relay, main thread in the Driver layout",
    },
    ...{value: driver.busy * 100, unit: "%", need: "≤ 35 %", ok: driver.busy <= 0.35},
  });
  return rows;
}

await main(import.meta.url, run);
