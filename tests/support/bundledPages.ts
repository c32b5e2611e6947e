import {fileURLToPath} from "node:url";
import type {Browser} from "playwright-core";
import {afterAll, beforeAll} from "vitest";
import {closePages, sharedBrowser} from "./browser.js";
import {ensureBuilt, serve} from "./server.js";

/** The built pages over the bundled recordings, and a browser, while the tests of the describe block that calls it run. */
export function bundledPages(): {readonly url: string; readonly browser: Browser} {
  let browser: Browser;
  let served: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    await ensureBuilt();
    served = await serve(fileURLToPath(new URL("../../recordings/", import.meta.url)));
    browser = await sharedBrowser();
  });
  afterAll(async () => {
    await closePages(browser);
    await served?.close();
  });
  return {
    get url() {
      return served.url;
    },
    get browser() {
      return browser;
    },
  };
}
