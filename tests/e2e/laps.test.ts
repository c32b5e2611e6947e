import {rm} from "node:fs/promises";
import {join} from "node:path";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {TraceStack} from "../../src/components/laps/traceStack.js";
import {seriousBarriers} from "../support/accessibility.js";
import {chromiumPath, closePages, type OpenPage, openPage, sharedBrowser} from "../support/browser.js";
import {writeOvalArchive} from "../support/ovalArchive.js";
import {ensureBuilt, serve, temporaryFolder} from "../support/server.js";

/** What the charts say, in whole metres (or hundredths of a second). */
const state = (page: Page) =>
  page.$eval(".lb-trace", (element) => {
    const {axis, x, view, laps} = (element as TraceStack).value;
    return {
      axis,
      x: x === null ? null : Math.round(x),
      view: view?.map(Math.round) ?? null,
      distances: laps.map((l) => Math.round(l.distance)),
    };
  });
const heads = (page: Page) =>
  page.$$eval(".lb-trace-head", (all) =>
    Object.fromEntries(
      all.map((head) => [
        head.querySelector(".lb-trace-label")!.firstChild!.textContent!.trim(),
        [...head.querySelectorAll(".lb-trace-value")].map((v) => v.textContent),
      ]),
    ),
  );

describe.skipIf(!chromiumPath)("laps and circuit pages", () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let served: Awaited<ReturnType<typeof serve>>;
  let id: string;
  beforeAll(async () => {
    await ensureBuilt();
    folder = await temporaryFolder();
    id = await writeOvalArchive(folder.path);
    served = await serve(folder.path);
    browser = await sharedBrowser();
  });
  afterAll(async () => {
    await closePages(browser);
    await served?.close();
    await folder?.remove();
  });

  // one after another on the same page, as at a desk
  describe("the laps of an address that names none", () => {
    let open: OpenPage;
    let page: Page;
    beforeAll(async () => {
      open = await openPage(browser, `${served.url}pages/laps.html`);
      ({page} = open);
      await page.waitForSelector(".lb-trace-stage");
    });
    afterAll(() => open?.close());

    it("shows the two best laps of the newest session when the address names none, fastest first", async () => {
      expect(new URL(page.url()).search).toBe(`?laps=${id}:0:2,${id}:0:1`);
      expect(await page.textContent(".lb-chosen")).toContain("simulated");
    });

    it("moves one cursor by keyboard through all charts, and says the values of every lap", async () => {
      await page.focus(".lb-trace-stage");
      await page.$eval(".lb-trace", (e) => (e as TraceStack).setCursor(540));
      for (let i = 0; i < 3; i++) await page.keyboard.press("Shift+ArrowRight");
      await page.keyboard.press("ArrowLeft");
      expect(await state(page)).toMatchObject({axis: "distance", x: 569, distances: [569, 569]});
      expect(await heads(page)).toEqual({
        delta: ["—", "+1.897"], // 569 m at 50 m/s instead of 60
        speed: ["216", "180"],
        throttle: ["0", "0"],
        brake: ["100", "100"],
        gear: ["7", "7"],
      });
      await page.waitForFunction(() =>
        document.querySelector("[aria-live=polite]")?.textContent?.includes("brake 100, 100 %"),
      );
      await page.keyboard.press("Escape");
      expect((await state(page)).x).toBeNull();
    });

    it("zooms to what is dragged over, undoes it, and shows all on a double click", async () => {
      const box = (await page.locator(".lb-trace-stage").boundingBox())!;
      const inner = box.width - 56;
      const drag = async (from: number, to: number) => {
        await page.mouse.move(box.x + 44 + from * inner, box.y + 100);
        await page.mouse.down();
        await page.mouse.move(box.x + 44 + to * inner, box.y + 110, {steps: 4});
        await page.mouse.up();
      };
      await drag(0.25, 0.75);
      const [from, to] = (await state(page)).view!;
      expect(Math.abs(from - 500)).toBeLessThan(10);
      expect(Math.abs(to - 1500)).toBeLessThan(10);
      await drag(0.25, 0.5);
      await page.keyboard.press("Backspace");
      expect((await state(page)).view).toEqual([from, to]);
      await page.mouse.dblclick(box.x + 200, box.y + 100);
      expect((await state(page)).view).toBeNull();
    });

    it("keeps the axis in the address, and the place when the axis changes", async () => {
      await page.$eval(".lb-trace", (e) => (e as TraceStack).setCursor(1200));
      await page.getByRole("button", {name: "time", exact: true}).click();
      // 1,200 m at 60 m/s and what the other lap had reached after the same 20 s
      expect(await state(page)).toMatchObject({axis: "time", x: 20, distances: [1200, 1000]});
      // the address is written when the cursor rests
      await page.waitForURL(/[?&]x=time(&|$)/);
      expect(new URL(page.url()).searchParams.get("at")).toBe("20.00");
      await page.getByRole("button", {name: "distance", exact: true}).click();
      expect(await state(page)).toMatchObject({axis: "distance", x: 1200});
    });

    it("tells what a lap loses in a stretch dragged with Alt, beside a pinned cursor, and keeps both in the address", async () => {
      const box = (await page.locator(".lb-trace-stage").boundingBox())!;
      const inner = box.width - 56;
      await page.keyboard.down("Alt");
      await page.mouse.move(box.x + 44 + 0.25 * inner, box.y + 100);
      await page.mouse.down();
      await page.mouse.move(box.x + 44 + 0.75 * inner, box.y + 110, {steps: 4});
      await page.mouse.up();
      await page.keyboard.up("Alt");
      expect((await state(page)).view).toBeNull();
      const cells = await page.$$eval("[aria-label='time in the range'] tbody tr:last-child td", (all) =>
        all.map((td) => td.textContent),
      );
      // half of 2,000 m at 50 m/s instead of 60, to the pixel
      expect(Math.abs(Number(cells[0]) - 20)).toBeLessThan(0.2);
      expect(Math.abs(Number(cells[1]!.replace("+", "")) - 1000 / 300)).toBeLessThan(0.04);
      await page.focus(".lb-trace-stage");
      await page.keyboard.press("p");
      await page.keyboard.press("Shift+ArrowLeft");
      // the table follows with the next frame
      const distance = page.locator("[aria-label='two cursors'] tbody tr:nth-child(2) td:last-child").first();
      await expect.poll(() => distance.textContent()).toMatch(/^−\d+\.\d$/);
      await page.waitForURL(/[?&]range=\d+(\.\d)?-\d+(\.\d)?&?.*pin=\d+|pin=\d+.*range=/);
      await page.reload();
      await page.waitForSelector(".lb-range-title");
      // the address keeps a tenth of a metre
      const kept = Number(await page.textContent("[aria-label='time in the range'] tbody tr:last-child td"));
      expect(Math.abs(kept - Number(cells[0]))).toBeLessThan(0.004);
      expect(open.problems).toEqual([]);
    });
  });

  it("moves the charts' cursor from the map", async () => {
    const {page, close} = await openPage(browser, `${served.url}pages/circuit.html?lap=${id}:0:2&channel=gear`);
    await page.waitForSelector(".lb-map-stage");
    const box = (await page.locator(".lb-map-stage").first().boundingBox())!;
    const radius = Math.min(box.width, box.height) / 2 - 30;
    await page.mouse.move(box.x + box.width / 2 + radius, box.y + box.height / 2);
    // a quarter of the way round, to the right of the start
    expect(Math.abs((await state(page)).x! - 500)).toBeLessThan(10);
    expect(await page.textContent(".lb-map-legend")).toContain("gear");
    await close();
  });

  it("says in words when there is no such lap", async () => {
    const {page, close} = await openPage(browser, `${served.url}pages/laps.html?laps=${id}:0:99`);
    await page.waitForSelector(".lb-error");
    expect(await page.textContent(".lb-error")).toContain(`no such lap: ${id}:0:99`);
    await close();
  });

  it("edits a math channel under the eyes of a lap, points at an error, saves it, and the charts draw it", async () => {
    const {page, close, problems} = await openPage(browser, `${served.url}pages/math.html?lap=${id}:0:2`);
    await page.getByRole("button", {name: "New"}).click();
    await page.keyboard.type("Twice the speed");
    const field = page.getByRole("combobox", {name: "expression"});
    await field.fill("speed * 2 + 3 s");
    await page.getByText("Character 13: s can't be added to km/h").waitFor();
    await field.fill("");
    await field.pressSequentially("2 * spe");
    await page.keyboard.press("Enter");
    await page.getByRole("row", {name: /Twice the speed 432 .*km\/h/}).waitFor();
    expect(await field.inputValue()).toBe("2 * speed");
    expect(await seriousBarriers(page)).toEqual([]);
    await page.getByRole("button", {name: "Save"}).click();
    await page.waitForFunction(
      () => [...document.querySelectorAll("button")].find((b) => b.textContent === "Save")?.disabled,
    );
    await page.goto(`${served.url}pages/laps.html?charts=Twice%20the%20speed`);
    await page.waitForSelector(".lb-trace-stage");
    expect(Object.keys(await heads(page))).toEqual(["Twice the speed"]);
    expect(problems).toEqual([]);
    await close();
  });

  it("makes an alert rule by keyboard, tries and saves it, sees it on the replay, and follows it to the place on the lap", async () => {
    // left by a try before this one
    await rm(join(folder.path, "alerts.json"), {force: true});
    const {page, close, problems} = await openPage(browser, `${served.url}pages/alerts.html`);
    const {keyboard} = page;
    await page.getByRole("button", {name: "New", exact: true}).press("Enter");
    await keyboard.type("Brake used");
    for (const typed of ["", "", "", "brake", "%", "50"]) {
      await keyboard.press("Tab");
      if (!typed) continue;
      await keyboard.press("Control+A");
      await keyboard.type(typed);
      await keyboard.press("Escape");
    }
    await page.getByText("brake above 50 %").waitFor();
    expect(await seriousBarriers(page)).toEqual([]);
    await page.getByRole("button", {name: "Save", exact: true}).press("Enter");
    await page.getByRole("button", {name: "Try it"}).press("Enter");
    // the brake is on from 500 m
    await page.getByRole("row", {name: /50[01] m.* Ada .*Brake used brake 100 %, limit 50/}).waitFor();
    await page.waitForFunction(
      () => [...document.querySelectorAll("button")].find((b) => b.textContent === "Save")?.disabled,
    );
    await page.goto(`${served.url}pages/live.html?session=${id}&layout=race&at=112`);
    await page.locator(".pw-alert", {hasText: "brake 100 %, limit 50"}).waitFor();
    await page.getByRole("link", {name: "traces"}).press("Enter");
    await page.waitForSelector(".lb-trace-stage");
    const {x, distances} = await state(page);
    expect([Math.abs(x! - 500) <= 1, distances]).toEqual([true, [x]]);
    expect(problems).toEqual([]);
    await close();
  });
});
