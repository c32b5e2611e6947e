import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {importFile} from "../../loaders/archive/importFile.js";
import {seriousBarriers} from "../support/accessibility.js";
import {chromiumPath, closePages, openPage, sharedBrowser} from "../support/browser.js";
import {json} from "../support/resultFiles.js";
import {ensureBuilt, serve, temporaryFolder} from "../support/server.js";

/** A race of five cars and eight laps as Assetto Corsa writes it: each car a little slower than the one before, the last stops after three. */
const race = () => ({
  ...{track: "road_oval", number_of_sessions: 1},
  players: ["Ann One", "Bob Two", "Cy Three", "Di Four", "Ed Five"].map((name) => ({name, car: "ks_car", skin: "red"})),
  sessions: [
    {
      ...{event: 0, name: "Race", type: 3, lapsCount: 8, duration: 0, bestLaps: []},
      laps: Array.from({length: 8}, (_, lap) =>
        [0, 1, 2, 3, 4]
          .filter((car) => car < 4 || lap < 3)
          .map((car) => ({lap, car, sectors: [], time: 70_000 + 400 * car + 30 * ((lap * 3) % 4), cuts: 0, tyre: "H"})),
      ).flat(),
      ...{lapstotal: [8, 8, 8, 8, 3], raceResult: [0, 1, 2, 3, 4]},
    },
  ],
  extras: [],
});

describe.skipIf(!chromiumPath)("a race without samples", () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let served: Awaited<ReturnType<typeof serve>>;
  let id: string;
  beforeAll(async () => {
    await ensureBuilt();
    folder = await temporaryFolder();
    const path = join(folder.path, "race_out.json");
    await writeFile(path, json(race()));
    const recordings = join(folder.path, "recordings");
    id = (await importFile(path, {recordings})).sessions[0].session.id;
    served = await serve(recordings);
    browser = await sharedBrowser();
  });
  afterAll(async () => {
    await closePages(browser);
    await served?.close();
    await folder?.remove();
  });

  it("leads from the session to gaps and stints; a driver is shown by key and pointer, and stays in the address", async () => {
    const {page, close, problems} = await openPage(browser, `${served.url}pages/session.html?session=${id}`);
    await page.click(".lb-analysis a[href*='pages/race.html']");
    await page.waitForSelector("svg[aria-label='gaps by lap']");
    const names = () =>
      page.$$eval("svg[aria-label='gaps by lap'] > g[aria-hidden] text", (all) => all.map((text) => text.textContent));
    // the winner is the first of the results and about whom the page is; the second is beside him
    expect(await names()).toEqual(["One", "Two"]);

    await page.getByRole("checkbox", {name: "show Di Four in the charts"}).focus();
    await page.keyboard.press("Space");
    expect(await names()).toEqual(["One", "Two", "Four"]);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe(
      "show Di Four in the charts",
    );
    await page.getByRole("checkbox", {name: "show Bob Two in the charts"}).click();
    expect(await names()).toEqual(["One", "Four"]);
    await page.getByLabel("gaps to").selectOption({label: "Di Four"});
    await page.waitForFunction(() => location.search.includes("with=3&to=3"));
    expect(await seriousBarriers(page)).toEqual([]);

    await page.click(".lb-analysis a[href*='pages/stints.html']");
    await page.waitForSelector("svg[aria-label='lap time over the age of the tyres']");
    expect(await page.textContent(".lb-stints h2")).toBe("Stints of Ann One");
    expect(await seriousBarriers(page)).toEqual([]);
    await page.goBack();
    await page.waitForSelector("svg[aria-label='gaps by lap']");
    expect(await names()).toEqual(["One", "Four"]);
    expect(problems).toEqual([]);
    await close();
  });
});
