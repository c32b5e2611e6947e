import type {Page} from "playwright-core";
import {describe, expect, it} from "vitest";
import type {TraceStack} from "../../src/components/laps/traceStack.js";
import {chromiumPath, openPage} from "../support/browser.js";
import {bundledPages} from "../support/bundledPages.js";

const CAUTIOUS = "20260301-150000-ea4ca3";
const STEADY = "20260301-140000-906dfc";

const view = (page: Page) => page.$eval(".lb-trace", (element) => (element as TraceStack).value.view);

describe.skipIf(!chromiumPath)("debrief", () => {
  const pages = bundledPages();

  it("from the session to the corner that costs most, and to both laps at the place", async () => {
    const {page, close, problems} = await openPage(pages.browser, `${pages.url}pages/session.html?session=${CAUTIOUS}`);
    await page.click("text=where the time went");
    await page.waitForSelector(".lb-parts");
    expect(new URL(page.url()).searchParams.get("session")).toBe(CAUTIOUS);

    // another driver's laps as the reference, by pointer
    await page.selectOption("select[name=against]", {value: `${STEADY}:0`});
    await page.waitForFunction((id) => location.search.includes(`reference=${id}:0`), STEADY);
    await page.waitForSelector(".lb-debrief-why:has-text('Simulated steady')");
    await page.selectOption("select[name=lap]", {value: "3"});
    await page.waitForSelector(".lb-debrief-why:has-text('Lap 3')");
    expect(await page.textContent(".lb-figures")).toMatch(/✓ \+1\.13\d/);
    expect(await page.textContent(".lb-parts tfoot td")).toBe("+1.132");

    // the worst corner, by keyboard
    await page.focus(".lb-parts tbody tr:first-child button");
    await page.keyboard.press("Enter");
    const corner = await page.textContent(".lb-parts tbody tr:first-child th");
    const zoomed = (await view(page))!;
    expect(zoomed[1] - zoomed[0]).toBeLessThan(500);
    await page.waitForFunction(() => /[?&]zoom=\d+-\d+/.test(location.search));
    await page.keyboard.press("Escape");
    expect(await view(page)).toBeNull();
    // and by pointer
    await page.click(".lb-parts tbody tr:first-child .c-what");
    expect(await view(page)).toEqual(zoomed);

    const item = page.locator(".lb-work li").first();
    expect(await item.textContent()).toContain(corner!.trim().split(/\s/)[0]);
    // from further down
    await page.evaluate(() => scrollTo(0, 400));
    const y = await page.evaluate(() => scrollY);
    await item.locator("a").evaluate((link: HTMLAnchorElement) => link.click());
    await page.waitForSelector(".lb-chosen");
    expect(new URL(page.url()).searchParams.get("laps")).toMatch(new RegExp(`^${STEADY}:0:\\d,${CAUTIOUS}:0:\\d$`));
    await page.waitForSelector(".lb-trace-stage");
    const there = (await view(page))!;
    expect(Math.abs(there[0] - zoomed[0]) + Math.abs(there[1] - zoomed[1])).toBeLessThan(300);

    // back to the same view, at the same place
    await page.goBack();
    await page.waitForSelector(".lb-parts");
    await page.waitForFunction((before) => Math.abs(scrollY - before) < 5, y);
    expect(y).toBeGreaterThan(100);
    expect((await view(page))!.map(Math.round)).toEqual(zoomed.map(Math.round));
    expect(problems).toEqual([]);
    await close();
  });
});
