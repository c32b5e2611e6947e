import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {publishArchive} from "../../loaders/archive/publish.js";
import {publishNotebooks} from "../../loaders/workspace/publishNotebooks.js";
import {seriousBarriers} from "../support/accessibility.js";
import {chromiumPath, closePages, openPage, sharedBrowser} from "../support/browser.js";
import {runCommand} from "../support/runCommand.js";
import {serve, servePublished, temporaryFolder} from "../support/server.js";

const recordings = fileURLToPath(new URL("../../recordings", import.meta.url));

describe.skipIf(!chromiumPath)("notebooks", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    folder = await temporaryFolder();
  });
  afterAll(() => folder.remove());

  it("are made, listed in the menu, follow their file, and run in a published copy", async () => {
    const browser = await sharedBrowser();
    const notebooks = join(folder.path, "notebooks");
    const served = await serve(recordings, {notebooks});
    const made = await runCommand("new", "my-laps", "--notebooks", notebooks, "--json");
    const file = JSON.parse(made.stdout).path;
    // the database of the template's last cell is tested by the page SQL
    const template = await readFile(file, "utf8");
    const text = template.slice(0, template.indexOf("## The same in SQL"));
    await writeFile(file, text);

    const {page, problems, close} = await openPage(browser, `${served.url}index.html`);
    await page.locator("#lb-notebooks").getByRole("link", {name: "My laps"}).click();
    await page.waitForSelector(".lb-notebook svg[class^=plot]");
    await page.waitForSelector(".lb-trace canvas");
    await page.waitForFunction(() => !document.querySelector(".lb-notebook [aria-busy=true]"));
    const main = page.locator("#observablehq-main");
    expect(await main.textContent()).toMatch(/Sessions in this library: \d+; laps: \d+\..*\d:\d\d\.\d{3} at \w+/s);
    expect(await page.title()).toBe("My laps · Notebook · Lapbook");
    expect(
      await page.$eval(".lb-trace-stage, .lb-trace > :nth-child(2)", (stage) => stage.clientHeight),
    ).toBeGreaterThan(200);
    expect(await seriousBarriers(page)).toEqual([]);

    // a changed file: other cells keep their values, the page its place
    await page.fill(".lb-notebook input[type=number]", "100");
    await page.waitForFunction(() => document.querySelectorAll(".lb-notebook svg[class^=plot] circle").length === 1);
    await page.evaluate(() => scrollTo(0, 500));
    const changed = text.replace("## A chart of your own", "## Another chart\n\n```js\nlapps.length\n```\n");
    await writeFile(file, changed);
    await page.waitForSelector("text=Another chart");
    const error = page.locator(".lb-cell-error");
    const line = changed.split("\n").indexOf("lapps.length") + 1;
    expect((await error.innerText()).replace(/\s+/g, " ")).toBe(
      `Line ${line}: lapps is not defined Did you mean laps?`,
    );
    expect(await page.inputValue(".lb-notebook input[type=number]")).toBe("100");
    expect(await page.evaluate(() => scrollY)).toBe(500);
    // a data file beside the notebooks, which is followed too
    const data = join(notebooks, "data.csv");
    await writeFile(data, "corner,m\nT1,100\n");
    await writeFile(file, changed.replace("lapps.length", 'd3.sum(await file("data.csv"), (d) => d.m)'));
    await page.waitForSelector("text=/^100$/");
    await page.waitForTimeout(1200);
    await writeFile(data, "corner,m\nT1,100\nT2,11\n");
    await page.waitForSelector("text=/^111$/");
    await writeFile(
      join(notebooks, "second.md"),
      `# A second one\n\n\${1 + 1} cells, \${(await file("data.csv")).length} rows\n`,
    );
    await page.locator("#lb-notebooks").getByRole("link", {name: "A second one"}).waitFor();
    await writeFile(file, text);
    await error.waitFor({state: "detached"});
    expect(problems).toEqual([]);
    await close();
    await served.close();

    const copy = await servePublished(async (target) => {
      await publishArchive(recordings, target);
      await publishNotebooks(notebooks, join(target, "..", "notebooks"));
    }, "team/laps");
    const published = await openPage(browser, `${copy.url}pages/notebook.html?name=my-laps`);
    await published.page.waitForSelector(".lb-notebook svg[class^=plot]");
    expect(await published.page.textContent(".lb-notebook")).toMatch(/\d:\d\d\.\d{3} at/);
    await published.page.locator("#lb-notebooks").getByRole("link", {name: "A second one"}).click();
    await published.page.waitForSelector("text=2 cells, 2 rows");
    expect(await published.page.locator("#lb-notebooks").innerText()).toMatch(/All notebooks/);
    expect(published.problems).toEqual([]);
    await published.close();
    await copy.close();
    await closePages(browser);
  });
});
