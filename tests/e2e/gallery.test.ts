import {readdirSync} from "node:fs";
import {readFile, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {publishArchive} from "../../loaders/archive/publish.js";
import {chromiumPath, closePages, openPage, sharedBrowser} from "../support/browser.js";
import {ensureBuilt, serve, servePublished, temporaryFolder} from "../support/server.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const TEMPLATES = join(root, "loaders/workspace/templates");
const templates = readdirSync(TEMPLATES)
  .map((file) => file.slice(0, -3))
  .filter((name) => !["blank", "first", "compare"].includes(name));
/** These are opened in the published copy. */
const PUBLISHED = ["strategy", "library", "braking", "track-walk"];

/** Runs in the page. */
function isSettled(): boolean {
  return document.querySelector(".lb-notebook") !== null && document.querySelector("[aria-busy=true]") === null;
}

describe.skipIf(!chromiumPath)("the gallery", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let server: Awaited<ReturnType<typeof serve>>;
  let published: Awaited<ReturnType<typeof servePublished>>;
  beforeAll(async () => {
    await ensureBuilt();
    folder = await temporaryFolder();
    server = await serve(join(root, "recordings/"), {notebooks: folder.path});
    published = await servePublished((copy) => publishArchive(join(root, "recordings"), copy), "team/report");
  });
  afterAll(async () => {
    await closePages(await sharedBrowser());
    await Promise.all([server?.close(), published?.close()]);
    await folder?.remove();
  });

  const openTemplate = async (url: string, name: string) =>
    openPage(await sharedBrowser(), `${url}pages/notebook.html?template=${name}`);

  /** A notebook has run without an error, and shows something. */
  async function expectShown(page: Page, name: string): Promise<void> {
    await page.waitForFunction(isSettled);
    const errors = await page.$$eval(".lb-cell-error, .lb-error-words, .lb-error", (all) =>
      all.map((one) => one.textContent),
    );
    expect(errors, name).toEqual([]);
    const text = await page.innerText(".lb-notebook");
    // the bundled sessions are no race, and nothing runs: these two say so
    const says = {race: "no race", strategy: "Nothing is running"}[name];
    if (says) expect(text).toContain(says);
    else expect(await page.locator(".lb-notebook :is(svg, canvas, table)").count(), name).toBeGreaterThan(0);
    expect(text, name).not.toMatch(/undefined|NaN|\[object|Invalid Date/);
  }

  it.each(PUBLISHED)("%s runs in a published copy, read only", async (name) => {
    const {page, problems, close} = await openTemplate(published.url, name);
    await expectShown(page, name);
    expect(await page.locator(".lb-gallery-bar button").count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  });

  it("each of the others runs: one in the gallery, the rest one after another in a page that follows its file", async () => {
    const [first, ...rest] = templates.filter((name) => !PUBLISHED.includes(name));
    const gallery = await openTemplate(server.url, first);
    await expectShown(gallery.page, first);
    expect(await gallery.page.locator(".lb-gallery-bar button").count()).toBe(1);
    expect(gallery.problems).toEqual([]);
    await gallery.close();

    const file = join(folder.path, "each.md");
    await writeFile(file, "# None yet");
    const {page, problems, close} = await openPage(await sharedBrowser(), `${server.url}pages/notebook.html?name=each`);
    for (const name of rest) {
      const text = await readFile(join(TEMPLATES, `${name}.md`), "utf8");
      await writeFile(file, text);
      await page.locator(".lb-notebook h1", {hasText: /^# (.*)$/m.exec(text)![1]}).waitFor();
      await expectShown(page, name);
      expect(problems, name).toEqual([]);
    }
    await close();
    await rm(file);
  });

  it("lists the notebooks; “Make mine” makes a copy that opens", async () => {
    const {page, close} = await openPage(await sharedBrowser(), `${server.url}pages/notebook.html`);
    expect(await page.locator(".lb-gallery li").count()).toBe(templates.length + 3);
    await page.click(".lb-gallery li:has-text('A/B of two setups') button");
    await page.waitForURL(/name=a-b-of-two-setups/);
    expect(await page.textContent("h1")).toBe("A/B of two setups");
    await close();
  });
});
