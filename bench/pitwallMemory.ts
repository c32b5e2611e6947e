import {setTimeout as sleep} from "node:timers/promises";
import {chromiumPath, launch, openPage} from "../tests/support/browser.js";
import {servePitwall} from "../tests/support/pitwallServer.js";
import {heapSlope} from "./pitwall/heapSlope.js";
import {type BenchRow, main} from "./support.js";

/**
 * Does each layout of the pit wall forget? 22 cars at 60 Hz, driven by the page itself, two layouts at a time; what is in use after
 * collections. LAPBOOK_BENCH_MINUTES: how long each is watched (default 0.5).
 */
const MINUTES = Number(process.env.LAPBOOK_BENCH_MINUTES ?? 0.5);
/** s of rows that a page keeps, and after which its memory of them is full */
const KEEPS = 60;
const PAIRS = [
  ["race", "driver"],
  ["engineer", "wall"],
] as const;

async function slopeOf(layout: string, url: string, browser: Awaited<ReturnType<typeof launch>>): Promise<number> {
  const query = `cars=22&layout=${layout}&keep=${KEEPS}&driven=${KEEPS}`;
  const {page, problems, close} = await openPage(browser, `${url}?${query}`, {viewport: {width: 1440, height: 1000}});
  await page.waitForSelector(`[data-layout=${layout}] .pw-layout`);
  // the columns have grown to their size after half as long again
  await sleep(KEEPS * 1000);
  const session = await page.context().newCDPSession(page);
  const slope = await heapSlope(session, MINUTES * 60);
  if (problems.length) throw new Error(`${layout}: ${problems.join("; ")}`);
  await close();
  return slope;
}

export async function run(): Promise<BenchRow[]> {
  if (!chromiumPath) return [];
  const served = await servePitwall();
  const browser = await launch();
  const rows: BenchRow[] = [];
  for (const pair of PAIRS) {
    const slopes = await Promise.all(pair.map((layout) => slopeOf(layout, served.url, browser)));
    pair.forEach((layout, i) => {
      rows.push({
        question: `memory of the pit wall over ${MINUTES} min`,
        ...{candidate: layout, value: slopes[i], unit: "MB/min", need: "< 0.5 MB/min", ok: slopes[i] < 0.5},
      });
    });
  }
  await browser.close();
  await served.close();
  return rows;
}

await main(import.meta.url, run);
