import type {CDPSession} from "playwright-core";
import {chromiumPath, launch, openPage} from "../tests/support/browser.js";
import {servePitwall} from "../tests/support/pitwallServer.js";
import {type BenchRow, main} from "./support.js";

/** What the page counts since it was opened. */
interface Meter {
  frames: number;
  /** ms that the cars themselves cost, which a relay would carry */
  feedMs: number;
  at: number;
}

interface Run {
  fps: number;
  /** share of the main thread's time */
  busy: number;
  /** MB of JavaScript heap a minute, after collections */
  slope: number;
}

/**
 * Does the pit wall keep up? 22 cars in a browser that draws without a graphics processor, at the game's rate and at ten times
 * that, fed in the relay's ticks of 33 ms. The main thread's share holds the cars' own driving too.
 */
export async function run(): Promise<BenchRow[]> {
  if (!chromiumPath) return [];
  const usual = await measured("cars=22&hz=60&driven=100", 8);
  const tenfold = await measured("cars=22&hz=600&driven=40&keep=40", 30);
  const row = (question: string, value: number, unit: string, need: string, ok: boolean): BenchRow => ({
    ...{question, candidate: "pit wall", value, unit, need, ok},
  });
  return [
    row("frames a second, 22 cars at 60 Hz", usual.fps, "fps", "≥ 30 (target 60)", usual.fps >= 30),
    row("main thread, 22 cars at 60 Hz", usual.busy * 100, "%", "≤ 50 %", usual.busy <= 0.5),
    row("frames a second, ten times the data", tenfold.fps, "fps", "≥ 30 (target 60)", tenfold.fps >= 30),
    row("main thread, ten times the data", tenfold.busy * 100, "%", "≤ 50 %", tenfold.busy <= 0.5),
    row("heap slope, ten times the data", tenfold.slope, "MB/min", "< 0.5 MB/min", tenfold.slope < 0.5),
  ];
}

async function measured(query: string, seconds: number): Promise<Run> {
  const served = await servePitwall();
  const browser = await launch();
  try {
    const viewport = {width: 1280, height: 1000};
    const {page, problems} = await openPage(browser, `${served.url}?${query}`, {viewport});
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable");
    const meter = () => page.evaluate(() => (globalThis as unknown as {pitwall: {meter(): Meter}}).pitwall.meter());
    await page.waitForTimeout(3000);
    const heap = await collectedHeap(session);
    const before = {...(await meter()), busyS: (await metrics(session)).TaskDuration};
    await page.waitForTimeout(seconds * 1000);
    const after = {...(await meter()), busyS: (await metrics(session)).TaskDuration};
    const grown = (await collectedHeap(session)) - heap;
    const speed = Number.parseFloat((await page.textContent(".pw-speed b")) ?? "");
    if (problems.length || !(speed > 0)) throw new Error(`the wall shows no speed: ${problems.join("; ") || speed}`);
    const passed = (after.at - before.at) / 1000;
    return {
      fps: (after.frames - before.frames) / passed,
      busy: (after.busyS - before.busyS) / passed,
      slope: (grown / passed) * 60,
    };
  } finally {
    await browser.close();
    await served.close();
  }
}

async function metrics(session: CDPSession): Promise<Record<string, number>> {
  const {metrics: all} = await session.send("Performance.getMetrics");
  return Object.fromEntries(all.map(({name, value}) => [name, value]));
}

/** MB in use after a collection. */
async function collectedHeap(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  return (await metrics(session)).JSHeapUsedSize / 1e6;
}

await main(import.meta.url, run);
