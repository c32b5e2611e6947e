import {describe, expect, it} from "vitest";
import {chromiumPath, openPage} from "../support/browser.js";
import {bundledPages} from "../support/bundledPages.js";

const CAUTIOUS = "20260301-150000-ea4ca3";
const STEADY = "20260301-140000-906dfc";

describe.skipIf(!chromiumPath)("sectors, consistency, grip, setups and progress", () => {
  const pages = bundledPages();

  it("from a sector against another driver to the corner in it and back; spreads and grip of the same session", async () => {
    const {page, close, problems} = await openPage(pages.browser, `${pages.url}pages/sectors.html?session=${CAUTIOUS}`);
    await page.selectOption("select[name=against]", {value: `${STEADY}:0`});
    await page.waitForSelector(".lb-debrief-why:has-text('Simulated steady')");
    // the steady driver is faster in many of 25 parts, by more than the recordings leave open
    expect(await page.locator("[aria-label=mini-sectors] tbody .lb-lost").count()).toBeGreaterThan(5);
    expect(await page.textContent(".lb-dominance .lb-caption")).toMatch(
      /^Simulated cautious fastest in \d+ mini-sectors?, Simulated steady fastest in \d+/,
    );
    await page.selectOption("select[name=mini]", "10");
    await page.waitForFunction(() => /[?&]mini=10/.test(location.search));
    expect(await page.locator("[aria-label=mini-sectors] tbody tr").count()).toBe(10);
    expect(await page.locator("[aria-label='who is fastest where'] tbody tr").count()).toBe(10);

    // a part by keyboard, and back to the whole lap
    await page.focus("[aria-label=mini-sectors] tbody tr:nth-child(4) button");
    await page.keyboard.press("Enter");
    expect(await page.getAttribute("[aria-label=mini-sectors] tbody tr:nth-child(4)", "aria-selected")).toBe("true");
    await page.keyboard.press("Escape");
    expect(await page.locator("[aria-label=mini-sectors] tr[aria-selected=true]").count()).toBe(0);

    const turn = page.locator("[aria-label=mini-sectors] .c-turns a").first();
    const number = await turn.textContent();
    await turn.click();
    await page.waitForSelector(`.lb-corner h2:has-text("Turn ${number}")`);
    await page.goBack();
    await page.waitForSelector("[aria-label=mini-sectors] tbody tr");
    expect(await page.locator("[aria-label=mini-sectors] tbody tr").count()).toBe(10);

    await page.click(".lb-analysis a:has-text('Consistency')");
    await page.waitForSelector("[aria-label='corners by spread'] tbody tr");
    expect(new URL(page.url()).searchParams.get("session")).toBe(CAUTIOUS);
    const order = await page.$$eval("[aria-label='corners by spread'] tbody tr td:nth-child(2)", (cells) =>
      cells.map((cell) => Number.parseFloat(cell.textContent!)),
    );
    expect(order).toEqual(order.toSorted((a, b) => b - a));
    expect(await page.textContent("[aria-label='pace by driver'] tbody tr")).toContain("1:28.");

    await page.click(".lb-analysis a:has-text('Grip')");
    await page.waitForSelector("[aria-label='axis check'] tbody tr");
    expect(await page.locator("[aria-label='axis check'] tbody :text('✓ verified')").count()).toBe(2);
    await page.selectOption(".lb-histograms select", "gLateral");
    await page.waitForFunction(() => /[?&]channel=gLateral/.test(location.search));
    // a lap beside all laps, by keyboard
    await page.focus(".lb-checks summary");
    await page.keyboard.press("Enter");
    await page.focus(".lb-checks input");
    await page.keyboard.press("Space");
    await page.waitForFunction(() => /[?&]with=lap-\d/.test(location.search));
    await page.waitForSelector("[aria-label='limits of the envelope, g'] tbody tr:nth-child(2)");

    // two groups of laps: fewer of A by keyboard, then swapped; the address has both
    await page.click(".lb-analysis a:has-text('Setups')");
    await page.waitForSelector(".lb-groups input[type=number]");
    const groups = () => ["a", "b"].map((name) => new URL(page.url()).searchParams.get(name));
    await page.waitForFunction(() => /[?&]a=/.test(location.search) && /[?&]b=/.test(location.search));
    const [a, b] = groups();
    await page.click("button:has-text('swap A and B')");
    await page.waitForFunction((text) => new URL(location.href).searchParams.get("a") === text, b);
    expect(groups()).toEqual([b, a]);
    await page.focus(".lb-groups input[type=number]");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Tab");
    await page.waitForFunction((text) => new URL(location.href).searchParams.get("a") !== text, b);

    await page.click(".lb-analysis a:has-text('Progress')");
    await page.waitForSelector("[aria-label='sessions, newest first'] tbody tr");
    await page.selectOption("select[name=driver]", {index: 1});
    await page.waitForFunction(() => /[?&]driver=/.test(location.search));
    await page.locator("[aria-label='sessions, newest first'] tbody a").first().click();
    await page.waitForFunction(() => !location.pathname.includes("progress"));
    await page.goBack();
    await page.waitForSelector("[aria-label='sessions, newest first'] tbody tr");
    expect(await page.$eval("select[name=driver]", (menu) => (menu as HTMLSelectElement).selectedIndex)).toBe(1);
    expect(problems).toEqual([]);
    await close();
  });
});
