import {cp, writeFile} from "node:fs/promises";
import {join} from "node:path";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {libraryIndex} from "../../loaders/archive/library.js";
import {seriousBarriers} from "../support/accessibility.js";
import {chromiumPath, closePages, type OpenPage, openPage, SLOW, sharedBrowser} from "../support/browser.js";
import {collisions} from "../support/collisions.js";
import type {FakeLive} from "../support/fakeLive.js";
import {heapObjects} from "../support/heapObjects.js";
import {writeOvalArchive} from "../support/ovalArchive.js";
import {servePitwall} from "../support/pitwallServer.js";
import {serve, servePublished, temporaryFolder} from "../support/server.js";
import {until, WAIT_MS} from "../support/until.js";

type Harness = {pitwall: {source: FakeLive; stop(): void}};

const LAYOUTS = ["race", "driver", "engineer", "wall"];
/** An engineer's panel of each kind. */
const EVERY_PANEL =
  "strip:rpm,throttle;gauge:speedKmh;number:gear;bar:rpm;wheels:tyrePressureFlPsi;xy:gLateral,gLongitudinal;histogram:rpm;table:speedKmh,brake,steering";

/** Asks the source in the page. */
const asked = (page: Page, what: "time" | "following" | "paused" | "listening") =>
  page.evaluate((name) => (globalThis as unknown as Harness).pitwall.source[name], what);
const advance = (page: Page, seconds: number) =>
  page.evaluate((s) => (globalThis as unknown as Harness).pitwall.source.advance(s), seconds);
const figure = (page: Page, name: string) => page.textContent(`.pw-${name} dd`);

describe.skipIf(!chromiumPath)("the pit wall", () => {
  let browser: Browser;
  let served: Awaited<ReturnType<typeof servePitwall>>;
  beforeAll(async () => {
    served = await servePitwall();
    browser = await sharedBrowser();
  });
  afterAll(async () => {
    await closePages(browser);
    await served?.close();
  });
  /** A wall whose time stands still unless a test moves it; all tests of a field are on one page. */
  function wallOf(title: string, query: string, tests: (page: () => Page) => void): void {
    describe(title, () => {
      let open: OpenPage;
      beforeAll(async () => {
        open = await openPage(browser, `${served.url}?tick=0&${query}`);
      });
      afterAll(() => open?.close());
      tests(() => open.page);
      it("has no error", () => expect(open.problems).toEqual([]));
    });
  }

  wallOf("of a full field", "cars=22&driven=30", (open) => {
    it("shows the source's own figures, and follows when they change", async () => {
      const page = open();
      const speed = () =>
        page.evaluate(() => Math.round((globalThis as unknown as Harness).pitwall.source.latest(0, "speedKmh")));
      await page.waitForFunction(
        (s) => document.querySelector(".pw-speed b")?.textContent === s,
        String(await speed()),
      );
      await advance(page, 4);
      await page.waitForFunction(
        (s) => document.querySelector(".pw-speed b")?.textContent === s,
        String(await speed()),
      );
      expect(await figure(page, "lap")).toBe("1");
      expect(await figure(page, "position")).toBe("P1");
    });

    it("paints map, gauges and strips in the Driver layout, chosen by its key", async () => {
      await open().keyboard.press("2");
      await open().waitForSelector("[data-layout=driver]");
      const painted = () =>
        open().$$eval(".pw-layers", (all) =>
          all.map((layers) =>
            [...layers.querySelectorAll("canvas")].map((canvas) => {
              const {data} = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
              let some = 0;
              for (let i = 3; i < data.length; i += 4) if (data[i]) some++;
              return some > 200;
            }),
          ),
        );
      // the lap over distance and the strips have one layer
      await expect.poll(painted, {timeout: WAIT_MS}).toEqual([[true], [true], [true], [true, true], [true, true]]);
    });

    it("turns the whole page to the car that is chosen in the tower", async () => {
      const page = open();
      await page.getByRole("button", {name: "Race"}).click();
      await page.waitForSelector("[data-layout=race] .pw-tower tbody tr");
      expect(await page.locator(".pw-tower tbody tr").count()).toBe(22);
      await page.locator(".pw-choose", {hasText: "Prost"}).focus();
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.querySelector(".pw-whose")?.textContent === "3 Prost");
      await page.waitForFunction(() => document.querySelector(".pw-headline .pw-position dd")?.textContent === "P3");
    });

    it("fits a phone, with fingers and in the dark, after a lap", async () => {
      const page = open();
      const session = await page.context().newCDPSession(page);
      await session.send("Emulation.setTouchEmulationEnabled", {enabled: true});
      await page.emulateMedia({colorScheme: "dark"});
      await page.setViewportSize({width: 390, height: 844});
      await advance(page, 120);
      expect(await page.evaluate(() => matchMedia("(hover: none) and (prefers-color-scheme: dark)").matches)).toBe(
        true,
      );
      await page.keyboard.press("1");
      await page.waitForSelector("[data-layout=race] .pw-tower tbody tr");
      expect(await page.$$eval(".pw-tower", ([t]) => t.scrollWidth <= t.parentElement!.clientWidth)).toBe(true);
      await session.detach();
    });
  });

  wallOf("of a field after a lap", `cars=22&hz=20&driven=150&panels=${EVERY_PANEL}`, (open) => {
    it.each(LAYOUTS)(
      "shows the layout %s without overflow, covered text or barriers at every width, by key and by pointer",
      async (layout) => {
        const page = open();
        const key = String(LAYOUTS.indexOf(layout) + 1);
        for (const width of [1920, 1440, 1024, 390]) {
          await page.setViewportSize({width, height: 900});
          // from another layout, so that the panels are made at this width; at one of them by pointer
          await page.keyboard.press(key === "1" ? "2" : "1");
          if (width === 1024)
            await page
              .locator(".pw-layout-button")
              .nth(Number(key) - 1)
              .click();
          else await page.keyboard.press(key);
          await page.waitForSelector(`[data-layout=${layout}] .pw-layout`);
          await page.waitForFunction(() => document.querySelector(".pw-layout canvas")?.clientWidth !== 0);
          await expect
            .poll(() => collisions(page, ".pw"), {timeout: WAIT_MS, message: `${layout} at ${width}`})
            .toEqual([]);
          if (width === 1440) expect(await seriousBarriers(page), layout).toEqual([]);
        }
        expect(open().url()).toContain("driven=150");
      },
    );

    it("has one play head and one car with another window of it, which may be closed", async () => {
      const page = open();
      await page.setViewportSize({width: 1440, height: 900});
      const other = await page.context().newPage();
      await other.goto(page.url());
      await page.keyboard.press("1");
      await page.waitForSelector(".pw-other-windows:not([hidden])");
      await page.locator(".pw-dvr .lb-tool").first().click();
      await other.waitForFunction(() => document.querySelector(".pw-dvr .lb-tool")?.textContent === "play");
      await other.keyboard.press("Shift+ArrowLeft");
      await expect.poll(async () => (await asked(page, "time")) === (await asked(other, "time"))).toBe(true);
      expect(await asked(page, "time")).toBeLessThan(125);
      await other.keyboard.press("1");
      await other.locator(".pw-choose", {hasText: "Senna"}).click();
      await page.waitForFunction(() => document.querySelector(".pw-whose")?.textContent === "4 Senna");
      await other.close();
      await page.waitForSelector(".pw-other-windows", {state: "hidden"});
      await page.keyboard.press("l");
      expect(await asked(page, "following")).toBe(true);
    });
  });

  wallOf("of one car", "driven=60", (open) => {
    it("pauses on space, steps with arrows, and is live again with L", async () => {
      const page = open();
      await page.keyboard.press(" ");
      expect(await asked(page, "paused")).toBe(true);
      const at = (await asked(page, "time")) as number;
      await advance(page, 5);
      expect(await asked(page, "time")).toBe(at);
      await page.keyboard.press("Shift+ArrowLeft");
      expect(await asked(page, "time")).toBeCloseTo(at - 30, 6);
      await page.waitForFunction(() => document.querySelector(".pw-place")?.textContent?.includes("behind"));
      await page.keyboard.press("l");
      expect(await asked(page, "following")).toBe(true);
    });

    it("moves one cursor through both strips, by keyboard too", async () => {
      const page = open();
      const [pace, grip] = [page.locator(".pw-strip").first(), page.locator(".pw-strip").nth(1)];
      // the test before went back in time: the texts follow within a tenth of a second
      await page.waitForFunction(() => document.querySelector(".pw-live")?.textContent === "● live");
      // time stands still: without the cursor the other strip has this text, with it another
      let live = await grip.textContent();
      await until(async () => {
        const before = live;
        await page.waitForTimeout(250);
        live = await grip.textContent();
        return live === before;
      });
      const hasText = (same: boolean) =>
        page.waitForFunction(
          ([text, same]) => (document.querySelectorAll(".pw-strip")[1].textContent === text) === same,
          [live, same] as const,
        );
      await pace.focus();
      for (let i = 0; i < 12; i++) await page.keyboard.press("Shift+ArrowLeft");
      await hasText(false);
      expect(await pace.getAttribute("aria-valuetext")).toMatch(/^12\.0 seconds ago: speed \d+ km\/h/);
      await page.keyboard.press("Escape");
      await hasText(true);
      expect(await asked(page, "following")).toBe(true);
    });

    it("leaves nothing running when it is stopped", async () => {
      const page = open();
      expect(await asked(page, "listening")).toBe(1);
      await page.evaluate(() => (globalThis as unknown as Harness).pitwall.stop());
      expect(await asked(page, "listening")).toBe(0);
      const frames = await page.evaluate(async () => {
        const before = document.querySelector(".pw-speed")!.textContent;
        (globalThis as unknown as Harness).pitwall.source.advance(20);
        await new Promise((resolve) => setTimeout(resolve, 400));
        return [before, document.querySelector(".pw-speed")!.textContent];
      });
      expect(frames[0]).toBe(frames[1]);
    });
  });
});

describe.skipIf(!chromiumPath)("the live page", () => {
  let browser: Browser;
  let archive: Awaited<ReturnType<typeof temporaryFolder>>;
  let served: Awaited<ReturnType<typeof serve>>;
  let id: string;
  beforeAll(async () => {
    archive = await temporaryFolder();
    id = await writeOvalArchive(archive.path);
    served = await serve(archive.path);
    browser = await sharedBrowser();
  });
  afterAll(async () => {
    await closePages(browser);
    await served?.close();
    await archive?.remove();
  });

  /** Replays until the wall shows the car, and returns what it says. */
  async function replayed(page: Page): Promise<void> {
    await page.waitForFunction(() => Number(document.querySelector(".pw-speed b")?.textContent) > 0);
  }

  it("replays an archived session with one click, and says that it is simulated", async () => {
    const {page, problems, close} = await openPage(browser, `${served.url}pages/live.html`, SLOW);
    await page.click(".pw-replays a");
    await page.waitForURL(`**/pages/live.html?replay=${id}`);
    await replayed(page);
    // both laps of this archive began at the same time
    expect(["180", "216"]).toContain(await page.textContent(".pw-speed b"));
    expect(await page.textContent(".pw-conditions")).toMatch(/Oval, time trial, F1 25\s+simulated/);
    expect(problems).toEqual([]);
    await close();
  });

  describe("a replay", () => {
    let open: OpenPage;
    beforeAll(async () => {
      open = await openPage(browser, `${served.url}pages/live.html?replay=${id}&speed=60`, SLOW);
    });
    afterAll(() => open?.close());

    it("plays on to its end, with the laps driven until then", async () => {
      const {page} = open;
      await page.waitForFunction(() => document.querySelector(".pw-place")?.textContent === "2:20 of 2:20");
      await page.waitForFunction(() => document.querySelector(".pw-lap-list")?.textContent?.includes("40.000"));
    });

    it("leaves nothing in the browser's memory when the style of its tables is found again", async () => {
      const {page} = open;
      const session = await page.context().newCDPSession(page);
      const before = await heapObjects(session, "blink::MediaQuerySet");
      const heads = await page.evaluate(() => {
        const found = document.querySelectorAll<HTMLElement>(".pw thead");
        for (let i = 0; i < 50; i++) {
          for (const head of found) head.style.opacity = i % 2 ? "" : "0.9";
          document.body.getBoundingClientRect();
        }
        return found.length;
      });
      expect(heads).toBeGreaterThan(2);
      expect((await heapObjects(session, "blink::MediaQuerySet")) - before).toBeLessThan(10);
      expect(open.problems).toEqual([]);
    });
  });

  /** A lap of the archive becomes the reference by keyboard; it is there again when the address is opened. */
  async function comparesWithArchive(page: Page): Promise<void> {
    await page.locator(".pw-distance-head select").focus();
    await page.keyboard.press("End");
    const laps = (count: number) =>
      page.waitForFunction((n) => document.querySelectorAll("[data-lap]").length === n, count);
    await laps(2);
    await page.keyboard.type("Monza");
    await laps(0);
    for (let i = 0; i < 5; i++) await page.keyboard.press("Backspace");
    await laps(2);
    // the best lap is the first
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.searchParams.get("reference") === `${id}:0:2`);
    expect(await page.locator("[data-lap]").count()).toBe(0);
    await page.reload();
    // the laps are driven at 50 and at 60 m/s; the difference is that of their times at the same place
    const label = () => page.locator(".pw-distance [role=img]").getAttribute("aria-label");
    await expect.poll(label, {timeout: WAIT_MS}).toMatch(/against lap 2, .*: [−+±]?\d/);
    const [, text, metres] = /: (\S+) s at (\d+) metres/.exec((await label())!)!;
    const difference = Number(text.replace("−", "-").replace("±", ""));
    const slower = Number(metres) * (1 / 50 - 1 / 60);
    expect(Math.min(Math.abs(difference), Math.abs(difference - slower))).toBeLessThan(0.2);
  }

  it("offers only a replay on a published copy, and asks for nothing that is not there", async () => {
    const plain = await servePublished(async (recordings) => {
      await cp(join(archive.path, id), join(recordings, id), {recursive: true});
      await writeFile(join(recordings, id, "marks.jsonl"), '{"sessionTime":100.5,"note":"kerb","at":1}\n');
      const index = await libraryIndex(recordings, {writable: false});
      await writeFile(join(recordings, "index.json"), JSON.stringify(index));
    }, "report");
    const first = await openPage(browser, `${plain.url}pages/live.html`);
    expect(await first.page.textContent(".lb-empty")).toContain("Replay a recorded one");
    expect(first.problems).toEqual([]);
    await first.close();
    const second = await openPage(browser, `${plain.url}pages/live.html?replay=${id}`, SLOW);
    await replayed(second.page);
    await second.page.waitForFunction(() => document.querySelector(".pw-marked")?.textContent === "kerb");
    expect(await second.page.locator(".pw-mark").count()).toBe(0);
    await comparesWithArchive(second.page);
    expect(second.problems).toEqual([]);
    await second.close();
    // in real time, so that it goes on when the database has started on a slow machine too
    const third = await openPage(browser, `${plain.url}pages/live-sql.html?replay=${id}`, SLOW);
    await third.page.waitForSelector("tbody tr");
    await third.page.fill("textarea.lb-sql", "SELECT max(lapDistance) < 2001 AND count(*) > 60 AS lap FROM live");
    await third.page.waitForFunction(() => document.querySelector("tbody")?.textContent?.trim() === "true");
    expect(third.problems).toEqual([]);
    await third.close();
    await plain.close();
  });

  it("says in words when there is no such session", async () => {
    const {page, close} = await openPage(browser, `${served.url}pages/live.html?replay=20200101-000000-ffffff`);
    await page.waitForFunction(() => /no such session/.test(document.querySelector(".pw-state")?.textContent ?? ""));
    await close();
  });
});
