import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {chromiumPath, closePages, type OpenPage, openPage, SLOW, sharedBrowser} from "../support/browser.js";
import {heapObjects} from "../support/heapObjects.js";
import {writeOvalArchive} from "../support/ovalArchive.js";
import {serve, temporaryFolder} from "../support/server.js";

describe.skipIf(!chromiumPath)("the live page", () => {
  let browser: Browser;
  let archive: Awaited<ReturnType<typeof temporaryFolder>>;
  let served: Awaited<ReturnType<typeof serve>>;
  let open: OpenPage;
  beforeAll(async () => {
    archive = await temporaryFolder();
    const id = await writeOvalArchive(archive.path);
    served = await serve(archive.path);
    browser = await sharedBrowser();
    open = await openPage(browser, `${served.url}pages/live.html?replay=${id}&speed=60`, SLOW);
    await open.page.waitForFunction(() => document.querySelector(".pw-lap-list")?.textContent?.includes("40.000"));
  });
  afterAll(async () => {
    await closePages(browser);

    await served?.close();
    await archive?.remove();
  });

  it("leaves nothing in the browser's memory when the style of its tables is found again", async () => {
    const {page} = open;
    const session = await page.context().newCDPSession(page);
    const before = await heapObjects(session, "blink::MediaQuerySet");
    const heads = await page.evaluate(() => {
      const found = document.querySelectorAll<HTMLElement>(".pw thead");
      for (let i = 0; i < 50; i++) {
        for (const head of found) head.style.opacity = i % 2 ? "" : "0.9";
        document.body.getBoundingClientRect();
      }
      return found.length;
    });
    expect(heads).toBeGreaterThan(2);
    expect((await heapObjects(session, "blink::MediaQuerySet")) - before).toBeLessThan(10);
  });
});
