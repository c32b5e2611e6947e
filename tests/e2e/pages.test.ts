import {cp, readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {publishArchive} from "../../loaders/archive/publish.js";
import {seriousBarriers} from "../support/accessibility.js";
import {chromiumPath, closePages, openPage, sharedBrowser} from "../support/browser.js";
import {ensureBuilt, serve, servePlain, temporaryFolder} from "../support/server.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Every page there is, by its path in dist: a new page is tested by being there. */
const pages = (await readdir(join(root, "src"), {recursive: true}))
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".md") && !path.startsWith("."))
  .map((path) => path.replace(/\.md$/, ".html"))
  .sort();

let dist: string;
beforeAll(async () => {
  dist = await ensureBuilt();
});

describe.skipIf(!chromiumPath)("pages", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await sharedBrowser();
  });

  /** Opens every page under a URL; each asks nobody but its own origin, and nothing goes wrong. */
  function everyPage(title: string, start: () => Promise<{url: string; stop: () => Promise<void>}>): void {
    describe(title, () => {
      let served: Awaited<ReturnType<typeof start>>;
      beforeAll(async () => {
        served = await start();
      });
      afterAll(() => served?.stop());

      it.each(pages)("%s asks only its own origin, and shows no error", async (path) => {
        const opened = await openPage(browser, served.url + path);
        const broken = await opened.page
          .locator(".observablehq--error, .observablehq-error, .inputs-error")
          .allTextContents();
        const text = await opened.page.locator("#observablehq-main").textContent();
        expect.soft(text?.trim().length).toBeGreaterThan(20);
        expect.soft(await opened.page.locator("h1").count(), "main headings").toBe(1);
        expect.soft(opened.foreign()).toEqual([]);
        expect.soft(opened.problems).toEqual([]);
        expect.soft(broken).toEqual([]);
        await opened.page.waitForFunction(() => !document.querySelector("[aria-busy=true]"));
        expect.soft(await seriousBarriers(opened.page)).toEqual([]);
        for (const library of ["apache-arrow", "d3"]) {
          const copies = opened.requests.filter((url) => new RegExp(`/_(npm|node)/${library}@`).test(url));
          expect.soft(new Set(copies).size, `copies of ${library}`).toBeLessThanOrEqual(1);
        }
        await opened.close();
      });
    });
  }

  everyPage("served with the repository's recordings", async () => {
    const listening = await serve(join(root, "recordings"));
    return {url: listening.url, stop: () => listening.close()};
  });

  it("has a menu button on a phone, which keys open and close", async () => {
    const listening = await serve(join(root, "recordings"));
    const opened = await openPage(browser, `${listening.url}pages/session.html`, {viewport: {width: 390, height: 844}});
    const {page} = opened;
    await page.waitForFunction(() => document.title.includes(" · Session · Lapbook"));
    const button = page.getByRole("checkbox", {name: "Menu", exact: true});
    await button.focus();
    const link = page.locator("#observablehq-sidebar").getByRole("link", {name: "Laps", exact: true});
    expect(await link.isVisible()).toBe(false);
    await page.keyboard.press("Space");
    await link.waitFor({state: "visible"});
    await page.keyboard.press("Escape");
    await link.waitFor({state: "hidden"});
    expect(opened.problems).toEqual([]);
    await opened.close();
    await listening.close();
  });

  everyPage("served with an empty archive", async () => {
    const folder = await temporaryFolder();
    const listening = await serve(folder.path);
    return {
      url: listening.url,
      async stop() {
        await listening.close();
        await folder.remove();
      },
    };
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
  let served: Awaited<ReturnType<typeof servePlain>>;
  let published: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    browser = await sharedBrowser();
    published = await temporaryFolder();
    await cp(dist, published.path, {recursive: true});
    await publishArchive(join(root, "recordings"), join(published.path, "recordings"));
    served = await servePlain(published.path, "team/report");
  });
  afterAll(async () => {
    await closePages(browser);
    await served?.close();
    await published?.remove();
  });

  it.each(pages)("%s works there as well", async (path) => {
    const opened = await openPage(browser, served.url + path);
    expect.soft(opened.foreign()).toEqual([]);
    expect.soft(opened.problems).toEqual([]);
    expect.soft(opened.requests.filter((url) => /^http/.test(url) && !url.startsWith(served.url))).toEqual([]);
    await opened.close();
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
