import {join} from "node:path";
import type {Browser, CDPSession, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {chromiumPath, closePages, openPage, SLOW, sharedBrowser} from "../support/browser.js";
import {compiledLapbook} from "../support/compiled.js";
import {type LiveServer, serveLapbook} from "../support/lapbook.js";
import {count} from "../support/long.js";
import {ensureBuilt, temporaryFolder} from "../support/server.js";
import {until} from "../support/until.js";

// The live pages on a kernel that runs: a session from its first packet to its end, seen by two pages.

const text = async (page: Page, selector: string) => (await page.textContent(selector)) ?? "";

async function asked(server: LiveServer, path: string, method: string, body?: object): Promise<Record<string, string>> {
  const headers = {"content-type": "application/json"};
  const response = await fetch(new URL(path, server.url), {method, headers, body: body && JSON.stringify(body)});
  expect(response.status).toBe(200);
  return response.json() as Promise<Record<string, string>>;
}

async function listeners(session: CDPSession): Promise<{nodes: number; jsEventListeners: number}> {
  await session.send("HeapProfiler.collectGarbage");
  return session.send("Memory.getDOMCounters");
}

describe.skipIf(!chromiumPath)("a live page of a running kernel", () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let server: LiveServer;
  let simulator: string;
  beforeAll(async () => {
    await ensureBuilt();
    folder = await temporaryFolder();
    server = await serveLapbook(join(folder.path, "recordings"), {program: await compiledLapbook()});
    browser = await sharedBrowser();
    ({name: simulator} = await asked(server, "api/v1/simulators", "POST", {speed: 6}));
  });
  afterAll(async () => {
    await closePages(browser);
    await server?.stop();
    await folder?.remove();
  });
  const open = (page: string) => openPage(browser, `${server.url}pages/${page}.html`, SLOW);
  const drives = (page: Page) =>
    page.waitForFunction(() => Number(document.querySelector(".pw-speed b")?.textContent) > 0);

  it("shows the car, where the time goes on its way here, and a mark that another page sets", async () => {
    const [first, second] = [await open("live"), await open("live")];
    await Promise.all([drives(first.page), drives(second.page)]);
    await first.page.keyboard.press("m");
    await first.page.keyboard.type("lock-up");
    await first.page.keyboard.press("Enter");
    for (const {page} of [first, second])
      await page.waitForFunction(() => document.querySelector(".pw-feed .pw-marked")?.textContent === "lock-up");
    // once, though the archive and the log both know it
    expect(await first.page.locator(".pw-marked").count()).toBe(1);
    await second.page.keyboard.press("3");
    await second.page.waitForFunction(() =>
      /Collector to log\s*p50 \d+\.\d ms/.test(document.querySelector(".pw-hud")?.textContent ?? ""),
    );
    expect([...first.problems, ...second.problems]).toEqual([]);
    await Promise.all([first.close(), second.close()]);
  });

  it("asks the running session in SQL, of the last minute and of this lap", async () => {
    const {page, problems, close} = await open("live-sql");
    await page.waitForSelector("tbody tr");
    await page.waitForFunction(() => /samples up to/.test(document.querySelector(".lb-caption")?.textContent ?? ""));
    await page.fill("textarea.lb-sql", "SELECT 1 AS mine");
    await page.getByLabel("this lap").check();
    // the cell runs anew, with the query it began with
    await page.waitForFunction(() => document.querySelector("textarea")?.value.startsWith("SELECT gear"));
    await page.fill("textarea.lb-sql", "SELECT count(DISTINCT lapNumber)::INTEGER AS laps FROM live");
    await page.waitForFunction(() => document.querySelector("tbody")?.textContent?.trim() === "1");
    expect(problems).toEqual([]);
    await close();
  });

  it("opened and closed many times leaves no connection and no listener behind", async () => {
    const {page, problems, close} = await open("live");
    await drives(page);
    const session = await page.context().newCDPSession(page);
    // as text: what compiles this file would put a function of its own in the place of import
    const times = (count: number) =>
      page.evaluate(`(async () => {
        const all = await import(document.querySelector('link[rel=modulepreload][href*="/_bundle/pages."]').href);
        const module = (name) => all[Object.keys(all).find((path) => path.endsWith("/" + name))];
        const [{connectLive}, {pitWall}] = await Promise.all([module("live"), module("pitWall")]);
        for (let i = 0; i < ${count}; i++) {
          const source = connectLive({session: "latest"});
          const wall = pitWall(source);
          document.body.append(wall.element);
          await new Promise((resolve) => {
            const stop = source.subscribe(() => {
              if (!(source.latest(0, "speedKmh") >= 0)) return;
              stop();
              resolve();
            });
          });
          wall.stop();
          wall.element.remove();
          source.close();
        }
      })()`);
    const many = count(15, 50);
    await times(3);
    const before = await listeners(session);
    await times(many);
    const after = await listeners(session);
    expect(after.jsEventListeners - before.jsEventListeners).toBeLessThan(many);
    // a wall has hundreds; the page itself goes on, and its lists grow
    expect(after.nodes - before.nodes).toBeLessThan(40 * many);
    // the last one's goodbye may still be on its way
    await expect.poll(async () => (await server.stats()).relay.clientsConnected).toBe(1);
    expect(problems).toEqual([]);
    await close();
    await until(async () => (await server.stats()).relay.clientsConnected === 0, "no client is left");
  });

  it("says that the session has ended, with its last lap and window", async () => {
    const {page, problems, close} = await open("live");
    await drives(page);
    // a lap is finished; its sectors are shorter than a minute
    await page.waitForFunction(() => /1:\d\d\.\d{3}/.test(document.querySelector(".pw-lap-list")?.textContent ?? ""));
    await asked(server, `api/v1/sources/${encodeURIComponent(simulator)}`, "DELETE");
    await page.waitForFunction(() => document.querySelector(".pw-feed")?.textContent?.includes("no further data"));
    expect(await text(page, ".pw-feed")).toContain("session ended");
    await page.waitForFunction(() => document.querySelector(".pw-state")?.textContent === "The session has ended.");
    expect(await text(page, ".pw-live")).toBe("back to live");
    // top speed and throttle share are the analyst's
    expect(await text(page, ".pw-lap-list tbody tr")).toMatch(/\d{3}\d+ %/);
    const [{session}] = (await server.stats()).sessions;
    // the analyst gives its last window out once nothing has come for a while
    await page.keyboard.press("3");
    await page.waitForFunction(() => {
      const said = (selector: string) => document.querySelector(selector)?.textContent ?? "";
      const windowEnd = Number(/to ([\d.]+) s/.exec(said(".pw-window .lb-caption"))?.[1]);
      const place = said(".pw-place").split(":").map(Number);
      return place[0] * 60 + place[1] - windowEnd < 3.1;
    });
    expect(session.simulated).toBe(true);
    expect(problems).toEqual([]);
    await close();
  });
});
