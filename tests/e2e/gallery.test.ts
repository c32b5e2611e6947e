import {readdirSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {publishArchive} from "../../loaders/archive/publish.js";
import {chromiumPath, closePages, openPage, sharedBrowser} from "../support/browser.js";
import {ensureBuilt, serve, servePublished, temporaryFolder} from "../support/server.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const templates = readdirSync(join(root, "loaders/workspace/templates"))
  .map((file) => file.slice(0, -3))
  .filter((name) => !["blank", "first", "compare"].includes(name));
/** these are opened in the published copy; the others, which the server runs, differ from them by their text alone */
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

  it.each(templates)("%s runs without an error and shows what it says", async (name) => {
    const isPublished = PUBLISHED.includes(name);
    const {url} = isPublished ? published : server;
    const {page, problems, close} = await openPage(await sharedBrowser(), `${url}pages/notebook.html?template=${name}`);
    await page.waitForFunction(isSettled);
    const errors = await page.$$eval(".lb-cell-error, .lb-error-words, .lb-error", (all) =>
      all.map((one) => one.textContent),
    );
    expect({errors, problems}).toEqual({errors: [], problems: []});
    // the bundled sessions are no race, and nothing runs: these two say so
    const says = {race: "no race", strategy: "Nothing is running"}[name];
    if (says) expect(await page.innerText(".lb-notebook")).toContain(says);
    else expect(await page.locator(".lb-notebook :is(svg, canvas, table)").count(), "views").toBeGreaterThan(0);
    expect(await page.innerText(".lb-notebook")).not.toMatch(/undefined|NaN|\[object|Invalid Date/);
    expect(await page.locator(".lb-gallery-bar button").count()).toBe(isPublished ? 0 : 1);
    await close();
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
