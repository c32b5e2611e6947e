import {readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {publishArchive} from "../../loaders/archive/publish.js";
import {seriousBarriers} from "../support/accessibility.js";
import {chromiumPath, closePages, type OpenPage, openPage, sharedBrowser} from "../support/browser.js";
import {ensureBuilt, serve, servePublished, temporaryFolder} from "../support/server.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Every page there is, by its path in dist: a new page is tested by being there. */
const pages = (await readdir(join(root, "src"), {recursive: true}))
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".md") && !path.startsWith("."))
  .map((path) => path.replace(/\.md$/, ".html"))
  .sort();

/** What a copy without a server lacks is written, imported, edited or live on these. */
const WRITABLE = pages.filter((path) => /(index|session|circuit|math|live)\.html$/.test(path));

let dist: string;
beforeAll(async () => {
  dist = await ensureBuilt();
});

/** Nothing goes wrong on a page, and nobody but its own origin is asked; returned open, when all of it is there. */
async function whole(browser: Browser, url: string): Promise<OpenPage> {
  const opened = await openPage(browser, url);
  const {page, problems} = opened;
  await page.waitForFunction(() => !document.querySelector("[aria-busy=true]"));
  const broken = await page.locator(".observablehq--error, .observablehq-error, .inputs-error").allTextContents();
  const text = await page.locator("#observablehq-main").textContent();
  expect.soft(text?.trim().length).toBeGreaterThan(20);
  expect.soft(await page.locator("h1").count(), "main headings").toBe(1);
  expect.soft(problems).toEqual([]);
  expect.soft(broken).toEqual([]);
  return opened;
}

describe.skipIf(!chromiumPath)("pages", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await sharedBrowser();
  });
  afterAll(() => closePages(browser));

  describe("served with the repository's recordings", () => {
    let served: Awaited<ReturnType<typeof serve>>;
    beforeAll(async () => {
      served = await serve(join(root, "recordings"));
    });
    afterAll(() => served?.close());

    it.each(WRITABLE)("%s has no error and no barrier", async (path) => {
      const {page, close} = await whole(browser, served.url + path);
      expect(await seriousBarriers(page)).toEqual([]);
      await close();
    });

    it("has a menu button on a phone, which keys open and close", async () => {
      const {page, problems, close} = await openPage(browser, `${served.url}pages/session.html`);
      await page.setViewportSize({width: 390, height: 844});
      await page.waitForFunction(() => document.title.includes(" · Session · Lapbook"));
      const button = page.getByRole("checkbox", {name: "Menu", exact: true});
      await button.focus();
      const link = page.locator("#observablehq-sidebar").getByRole("link", {name: "Laps", exact: true});
      await link.waitFor({state: "hidden"});
      await page.keyboard.press("Space");
      await link.waitFor({state: "visible"});
      await page.keyboard.press("Escape");
      await link.waitFor({state: "hidden"});
      expect(problems).toEqual([]);
      await close();
    });
  });

  describe("served with an empty archive", () => {
    let folder: Awaited<ReturnType<typeof temporaryFolder>>;
    let served: Awaited<ReturnType<typeof serve>>;
    beforeAll(async () => {
      folder = await temporaryFolder();
      served = await serve(folder.path);
    });
    afterAll(async () => {
      await served?.close();
      await folder?.remove();
    });

    it.each(pages)("%s shows no error", async (path) => {
      const {page, close} = await whole(browser, served.url + path);
      // the same words on many pages: one of each kind is looked at
      if (WRITABLE.includes(path)) expect(await seriousBarriers(page)).toEqual([]);
      await close();
    });
  });
});

describe("dist", () => {
  it("has no error box of Framework in any page", async () => {
    for (const page of pages)
      expect(await readFile(join(dist, page), "utf8"), page).not.toContain("observablehq--error");
  });

  it("has one Arrow and one d3, both the vendored ones", async () => {
    const files = (await readdir(dist, {recursive: true})).map((path) => path.replaceAll("\\", "/"));
    for (const library of ["apache-arrow", "d3"]) {
      const copies = files.filter((path) => new RegExp(`^_(npm|node)/${library}@.*\\.js$`).test(path));
      expect(copies.length, copies.join(" ")).toBeLessThanOrEqual(1);
      expect(copies.filter((path) => path.startsWith("_node/"))).toEqual([]);
    }
  });

  it("names no other host in what a page loads by itself", async () => {
    for (const page of pages) {
      const html = await readFile(join(dist, page), "utf8");
      const loaded = [...html.matchAll(/<(?:link|script|img|source|iframe)\b[^>]*\b(?:href|src)="([^"]*)"/g)];
      expect(
        loaded.map((match) => match[1]).filter((url) => /^(https?:)?\/\//.test(url)),
        page,
      ).toEqual([]);
    }
  });
});

describe.skipIf(!chromiumPath)("a plain file server, in a sub-folder", () => {
  let browser: Browser;
  let served: Awaited<ReturnType<typeof servePublished>>;
  beforeAll(async () => {
    browser = await sharedBrowser();
    served = await servePublished((folder) => publishArchive(join(root, "recordings"), folder), "team/report");
  });
  afterAll(async () => {
    await closePages(browser);
    await served?.close();
  });

  it.each(pages)("%s has no error and no barrier, and asks for nothing outside of the folder", async (path) => {
    const {page, requests, close} = await whole(browser, served.url + path);
    expect.soft(await seriousBarriers(page)).toEqual([]);
    expect.soft(requests.filter((url) => /^http/.test(url) && !url.startsWith(served.url))).toEqual([]);
    for (const library of ["apache-arrow", "d3"]) {
      const copies = requests.filter((url) => new RegExp(`/_(npm|node)/${library}@`).test(url));
      expect.soft(new Set(copies).size, `copies of ${library}`).toBeLessThanOrEqual(1);
    }
    await close();
  });

  it("links from page to page stay inside the folder", async () => {
    const opened = await openPage(browser, `${served.url}index.html`);
    const links = await opened.page.$$eval("#observablehq-sidebar a", (all) =>
      all.map((a) => (a as HTMLAnchorElement).href),
    );
    expect(links.length).toBeGreaterThan(4);
    for (const link of links) expect(link.startsWith(served.url), link).toBe(true);
    await opened.page.click('#observablehq-sidebar a[href$="sql.html"]');
    await opened.page.waitForURL("**/pages/sql.html");
    await opened.close();
  });
});
