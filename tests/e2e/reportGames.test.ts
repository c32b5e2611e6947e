import {pathToFileURL} from "node:url";
import {afterAll, beforeAll, expect, it} from "vitest";
import {chromiumPath, openPage, sharedBrowser} from "../support/browser.js";
import {type FirefoxPage, firefoxPath, openFirefox} from "../support/firefox.js";
import {type GameReport, gameReports} from "../support/gameReports.js";
import {temporaryFolder} from "../support/server.js";
import {WAIT_MS} from "../support/until.js";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let reports: GameReport[];
beforeAll(async () => {
  folder = await temporaryFolder();
  reports = await gameReports(folder.path);
});
afterAll(() => folder?.remove());

const READY = `document.querySelector(".lb-report-foot") && !document.querySelector("[aria-busy=true]")`;
/** What a reader sees: corners, laps, drawn lines, and what failed. */
const SEEN = `(() => {
  const canvas = document.querySelector(".lb-trace-stage canvas");
  const pixels = canvas?.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data ?? [];
  return {
    corners: document.querySelectorAll(".lb-corners tbody tr").length,
    laps: document.querySelector(".lb-trace")?.model.laps.length,
    isDrawn: pixels.some((value) => value > 0),
    failed: document.querySelectorAll(".lb-error").length,
  };
})()`;

const seen = ({laps, corners = 0}: GameReport) => ({corners, laps, isDrawn: true, failed: 0});

it.skipIf(!chromiumPath)(
  "reports of two drivers in ACC, and of real laps, open from a file without a network",
  async () => {
    for (const report of reports) {
      const {page, problems, requests, close} = await openPage(await sharedBrowser(), pathToFileURL(report.file).href, {
        offline: true,
      });
      await expect.poll(() => page.evaluate<boolean>(`Boolean(${READY})`), {timeout: WAIT_MS}).toBe(true);
      // charts are drawn in the frame after
      await expect.poll(() => page.evaluate(SEEN), {timeout: WAIT_MS, message: report.name}).toEqual(seen(report));
      expect(problems, report.name).toEqual([]);
      expect(requests.filter((url) => !/^(file|blob|data):/.test(url))).toEqual([]);
      await close();
    }
  },
);

it.skipIf(!firefoxPath)(
  "so they do in Firefox: a corner zooms the charts, one cursor runs over charts and map, dark",
  async () => {
    const page: FirefoxPage = await openFirefox();
    try {
      for (const report of reports) {
        await page.goto(pathToFileURL(report.file).href);
        await page.waitFor(READY);
        await expect.poll(() => page.evaluate(SEEN), {timeout: WAIT_MS, message: report.name}).toEqual(seen(report));
        const map = `[...document.querySelectorAll(".lb-map-stage canvas")].map((one) => one.toDataURL()).join()`;
        const before = await page.evaluate<string>(map);
        await page.move(".lb-trace-stage", {x: 40, y: 0});
        const value = `document.querySelector(".lb-trace").value`;
        await page.waitFor(`${value}.laps.length === ${report.laps}`);
        // real ACC has no positions, so no map
        if (before) await page.waitFor(`${map} !== ${JSON.stringify(before)}`);
        if (report.corners) {
          await page.click(".lb-parts tbody tr:first-child .c-what");
          await page.waitFor(`${value}.view && ${value}.view[1] - ${value}.view[0] < 1500`);
          await page.press("\uE00C"); // Escape
          await page.waitFor(`${value}.view === null`);
        }
        const [red] = await page.evaluate<number[]>(
          `getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).map(Number)`,
        );
        expect(red, "background of a dark page").toBeLessThan(64);
        expect(page.problems, report.name).toEqual([]);
        expect(page.requests.filter((url) => !/^(file|blob|data):/.test(url))).toEqual([]);
      }
    } finally {
      await page.close();
    }
  },
);
