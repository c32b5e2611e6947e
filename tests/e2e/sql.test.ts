import type {Page} from "playwright-core";
import {describe, expect, it} from "vitest";
import {chromiumPath, openPage} from "../support/browser.js";
import {bundledPages} from "../support/bundledPages.js";

const STEADY = "20260301-140000-906dfc";

const heads = (page: Page) => page.$$eval(".lb-sql-answer thead th", (all) => all.map((th) => th.textContent));
const answered = (page: Page, text: string) =>
  page.waitForFunction((wanted) => document.querySelector(".lb-sql-answer thead")?.textContent?.includes(wanted), text);

describe.skipIf(!chromiumPath)("sql", () => {
  const pages = bundledPages();

  it("answers a worked query, an own one by keyboard, and says where a wrong one is wrong; the address keeps it", async () => {
    const query = `select lapNumber, max(speedKmh) as topKmh from samples where session = '${STEADY}' and lapNumber < 3 group by all order by 1`;
    const {page, close, problems, requests} = await openPage(pages.browser, `${pages.url}pages/sql.html`);
    await answered(page, "bestS (s)");
    expect(requests.filter((url) => url.includes("/samples/"))).toEqual([]);

    await page.selectOption(".lb-bar select", {label: "Time lost per corner"});
    await answered(page, "lostMs (ms)");
    expect(requests.filter((url) => url.includes("/derived/corners.arrows"))).toHaveLength(1);
    expect(await page.$$eval(".lb-sql-answer tbody tr", (all) => all.length)).toBeGreaterThan(20);

    await page.fill("textarea.lb-sql", query);
    await page.press("textarea.lb-sql", "Control+Enter");
    await answered(page, "topKmh (km/h)");
    expect(await heads(page)).toEqual(["lapNumber", "topKmh (km/h)"]);
    expect(await page.textContent(".lb-sql-answer tbody tr:last-child")).toMatch(/^2311$/);
    // parts of two files, not the files
    const read = requests.filter((url) => url.includes("/samples/"));
    expect(new Set(read)).toEqual(
      new Set([1, 2].map((lap) => `${pages.url}recordings/${STEADY}/samples/car-0/lap-${lap}.arrows`)),
    );
    expect(new URL(page.url()).searchParams.get("q")).toBe(query);

    await page.fill("textarea.lb-sql", "select lap, speeed\nfrom traces");
    await page.press("textarea.lb-sql", "Control+Enter");
    const error = page.locator(".lb-sql-error:not([hidden])");
    expect(await error.textContent()).toMatch(/"speeed" not found.*LINE 1:.*listed below/s);
    const marked = await page.$eval("textarea.lb-sql", (box) => {
      const {value, selectionStart, selectionEnd} = box as HTMLTextAreaElement;
      return value.slice(selectionStart, selectionEnd);
    });
    expect(marked).toBe("speeed");
    expect(problems).toEqual([]);
    await close();
  });
});
