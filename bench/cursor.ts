import type {Page} from "playwright-core";
import {chromiumPath, launch, openPage} from "../tests/support/browser.js";
import {serve} from "../tests/support/server.js";
import {type BenchRow, main, median} from "./support.js";

/**
 * Does the cursor keep up with the pointer? Twelve charts and a map of the bundled laps, in a browser that draws without a graphics processor:
 * the main thread's time of a frame in which the pointer has moved (events, read-outs, cursor, dots; scripts, layout and paint).
 * LAPBOOK_BENCH_PAGE: the address of a running server instead of a built one.
 */
const FRAMES = 240;
const LAPS = [1, 2, 3].flatMap((lap) => [`20260301-140000-906dfc:0:${lap}`, `20260301-150000-ea4ca3:0:${lap}`]);
const CHARTS =
  "delta,deltaRate,lineOffset,speedKmh,throttle.brake,gear,steering,rpm,gLateral,gLongitudinal,tyrePressure*Psi,brakeTemp*C";
const MOST_MS = 8;

const viewport = {width: 1440, height: 1000};

async function measured(page: Page, laps: number): Promise<{frameMs: number; worstMs: number}> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const busy = async () =>
    ((await session.send("Performance.getMetrics")).metrics.find(({name}) => name === "ThreadTime")?.value ?? 0) * 1000;
  const box = (await page.locator(".lb-trace-stage").boundingBox())!;
  // as text: a compiler may add to a function what the page does not know
  const sweep = `new Promise((done) => {
    const stage = document.querySelector(".lb-trace-stage");
    let n = 0;
    (function frame() {
      if (++n > ${FRAMES}) return done();
      const clientX = ${box.x + 50} + (n / ${FRAMES}) * ${box.width - 80};
      stage.dispatchEvent(new PointerEvent("pointermove", {clientX, clientY: ${box.y + 40}, pointerId: 1, bubbles: true}));
      requestAnimationFrame(frame);
    })();
  })`;
  await page.evaluate(sweep);
  const rounds: number[] = [];
  for (let round = 0; round < 5; round++) {
    const before = await busy();
    await page.evaluate(sweep);
    rounds.push(((await busy()) - before) / FRAMES);
  }
  const heads = await page.locator(".lb-trace-head").count();
  if (heads !== 12 || (await page.locator(".lb-chosen li").count()) !== laps) throw new Error(`${heads} charts drawn`);
  return {frameMs: median(rounds), worstMs: Math.max(...rounds)};
}

export async function run(): Promise<BenchRow[]> {
  if (!chromiumPath) return [];
  const running = process.env.LAPBOOK_BENCH_PAGE;
  const served = running ? undefined : await serve("recordings");
  const browser = await launch();
  const rows: BenchRow[] = [];
  try {
    for (const laps of [LAPS.slice(0, 2), LAPS]) {
      const address = `${running ?? served!.url}pages/laps.html?laps=${laps.join(",")}&charts=${CHARTS}`;
      const {page, close} = await openPage(browser, address, {viewport});
      await page.waitForSelector(".lb-map-stage canvas");
      await page.waitForTimeout(2000);
      const {frameMs} = await measured(page, laps.length);
      await close();
      rows.push({
        question: "cursor over twelve charts and a map",
        candidate: `${laps.length} laps, main thread a frame`,
        ...{value: frameMs, unit: "ms", need: `≤ ${MOST_MS} ms`, ok: frameMs <= MOST_MS},
      });
    }
  } finally {
    await browser.close();
    await served?.close();
  }
  return rows;
}

await main(import.meta.url, run);
