import {mkdtemp, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {folderReport} from "../../loaders/report/folderReport.js";
import type {TraceStack} from "../../src/components/laps/traceStack.js";
import {readReport} from "../../src/core/report/readReport.js";
import {seriousBarriers} from "../support/accessibility.js";
import {chromiumPath, type OpenPage, openPage, sharedBrowser} from "../support/browser.js";
import {bundledPages} from "../support/bundledPages.js";
import {pictureDifference} from "../support/pictureDifference.js";
import {runCommand} from "../support/runCommand.js";

const RECORDINGS = fileURLToPath(new URL("../../recordings", import.meta.url));
const CAUTIOUS = "20260301-150000-ea4ca3";
const STEADY = "20260301-140000-906dfc";

describe.skipIf(!chromiumPath)("a report, opened from a file without a network", () => {
  let folder: string;
  let opened: OpenPage;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "lapbook-report-"));
    const made = await runCommand(
      ...["report", CAUTIOUS, "--recordings", RECORDINGS, "--reference", `${STEADY}:0`, "--note", "Brake **later**."],
      ...["--out", join(folder, "debrief.html"), "--json"],
    );
    expect(made.stderr + made.code).toBe("0");
    expect(JSON.parse(made.stdout).bytes).toBeLessThan(2e6);
    opened = await openPage(await sharedBrowser(), pathToFileURL(join(folder, "debrief.html")).href, {offline: true});
    await opened.page.waitForSelector(".lb-parts");
  });
  afterAll(async () => {
    await opened?.close();
    await rm(folder, {recursive: true, force: true});
  });

  it("shows the debrief's numbers; a corner and a link to evidence zoom charts and map", async () => {
    const {page} = opened;
    expect(await page.textContent(".lb-text strong, .lb-markdown strong")).toBe("later");
    expect(await page.textContent(".lb-figures")).toMatch(/✓ \+1\.03\d/);
    const view = () => page.$eval(".lb-trace", (stack) => (stack as TraceStack).value.view);
    await page.click(".lb-parts tbody tr:first-child .c-what");
    const zoomed = (await view())!;
    expect(zoomed[1] - zoomed[0]).toBeLessThan(500);
    await page.keyboard.press("Escape");
    expect(await view()).toBeNull();
    await page.click(".lb-work li:first-child a");
    await expect.poll(async () => (await view())?.map(Math.round)).toEqual(zoomed.map(Math.round));
  });

  it("moves one cursor over charts and map", async () => {
    const {page} = opened;
    const stage = page.locator(".lb-trace-stage").first();
    await stage.scrollIntoViewIfNeeded();
    const box = (await stage.boundingBox())!;
    const value = () => page.$eval(".lb-trace", (stack) => (stack as TraceStack).value.laps.length);
    const map = () =>
      page.$$eval(".lb-debrief-map canvas", (all) => all.map((one) => (one as HTMLCanvasElement).toDataURL()).join());
    const before = await map();
    await page.mouse.move(box.x + box.width / 3, box.y + 60);
    await expect.poll(value).toBe(2);
    await expect.poll(map).not.toBe(before);
  });

  it("has words and views that can be edited and run in the page, and reset", async () => {
    const {page} = opened;
    const cell = (n: number) => page.locator(".lb-report-cell").nth(n);
    await cell(0).getByRole("button", {name: "Edit these words"}).click();
    await cell(0).locator("textarea").fill("Brake *earlier*.");
    await page.keyboard.press("Control+Enter");
    expect(await cell(0).locator(".lb-markdown em").textContent()).toBe("earlier");
    await cell(0).getByRole("button", {name: "Reset"}).click();
    expect(await cell(0).locator(".lb-markdown strong").textContent()).toBe("later");
    await page.keyboard.press("Escape");
    await cell(1).getByRole("button", {name: "Edit this view"}).click();
    const options = cell(1).locator("textarea");
    const made = await options.inputValue();
    await options.fill(made.replace("view: debrief", "view: debrif"));
    await page.keyboard.press("Control+Enter");
    expect(await cell(1).locator("[role=alert]").textContent()).toContain("did you mean debrief?");
    // no record of this choice was made with the report: its laps are here
    await options.fill(made.replace(/reference: .*/, "reference: my-best"));
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => cell(1).textContent()).toMatch(/Reference: [^;]*Simulated cautious/);
    await cell(1).getByRole("button", {name: "Reset"}).click();
    await expect.poll(() => cell(1).locator(".lb-figures").textContent()).toMatch(/✓ \+1\.03\d/);
    await page.keyboard.press("Escape");
  });

  it("saves charts and the map as vectors that look as the page shows them, with their caption", async () => {
    const {page} = opened;
    await page.mouse.move(0, 0);
    await page.locator("summary", {hasText: "Save single charts"}).click();
    for (const [name, selector] of [
      ["SVG of delta", ".lb-trace-stage"],
      ["SVG of map", ".lb-debrief-map .lb-map-stage"],
    ]) {
      const [saved] = await Promise.all([
        page.waitForEvent("download"),
        page.locator(`button[aria-label^="${name}"]`).first().click(),
      ]);
      const svg = await readFile(await saved.path(), "utf8");
      expect(svg.length).toBeLessThan(400_000);
      expect(svg).toMatch(/>Simulated cautious lap 3[^<]*<[\s\S]*>[^<]*Silverstone, 1 March 2026</);
      const stage = page.locator(selector).first();
      const [right, moved] = [
        await pictureDifference(stage, svg, [8, 8]),
        await pictureDifference(stage, svg, [8, 11]),
      ];
      expect(right, name).toBeLessThan(0.01);
      expect(moved, name).toBeGreaterThan(2 * right);
      expect(svg).not.toMatch(/<image|var\(|<script/);
    }
  });

  it("lists all corners, says what it is made of, asks nobody for anything, and has no barriers", async () => {
    const {page, problems, requests} = opened;
    expect(await page.locator(".lb-corners tbody tr").count()).toBe(18);
    expect(await page.textContent(".lb-report-foot")).toContain(STEADY);
    expect(await page.locator('a:not([href]), a[href=""]').count()).toBe(0);
    expect(await seriousBarriers(page)).toEqual([]);
    expect(problems).toEqual([]);
    expect(requests.filter((url) => !/^(file|blob|data):/.test(url))).toEqual([]);
  });
});

describe.skipIf(!chromiumPath)("Publish… on a page", () => {
  const pages = bundledPages();

  it("saves what the page shows, byte for byte as the command line's, by keyboard", async () => {
    const laps = `${STEADY}:0:2,${CAUTIOUS}:0:2`;
    const {page, problems} = await openPage(pages.browser, `${pages.url}pages/laps.html?laps=${laps}&zoom=500-900`, {
      acceptDownloads: true,
    });
    await page.waitForSelector(".lb-trace-stage");
    await page.focus(".lb-publish-open");
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog.lb-publish[open]");
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe("title");
    expect(await seriousBarriers(page)).toEqual([]);
    await page.fill("dialog textarea >> nth=0", "{driver}: {difference} s");
    // the preview has the values
    await expect.poll(() => page.textContent("dialog .lb-publish-preview:not([hidden])")).toMatch(/cautious: [+−]\d/);
    const saved = page.waitForEvent("download");
    await page.focus("dialog [name=title]");
    await page.keyboard.press("Enter");
    const html = await readFile(await (await saved).path(), "utf8");
    const {spec} = readReport(html)!;
    expect(spec.cells).toEqual([
      {kind: "text", markdown: expect.stringMatching(/^Simulated cautious: [+−]\d\.\d{3} s$/)},
      {kind: "view", view: "laps", options: expect.objectContaining({laps, zoom: "500-900"})},
    ]);
    expect((await folderReport(RECORDINGS, spec)).html === html).toBe(true);
    await page.keyboard.press("Escape");
    expect(await page.$("dialog.lb-publish[open]")).toBeNull();
    expect(await page.evaluate(() => document.activeElement!.textContent)).toBe("Publish…");
    expect(problems).toEqual([]);
  });
});
