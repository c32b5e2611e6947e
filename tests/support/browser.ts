import {type Browser, type BrowserContextOptions, chromium, type Page} from "playwright-core";
import {findChromium} from "./chromium.js";
import {WAIT_MS} from "./until.js";

const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Undefined where there is no browser: such tests are skipped, and with CI=true the runner has failed before. */
export const chromiumPath = findChromium();

export async function launch(): Promise<Browser> {
  if (!chromiumPath) throw new Error("no Chromium found: set LAPBOOK_CHROMIUM");
  return chromium.launch({executablePath: chromiumPath, args: ARGS});
}

export interface OpenPage {
  page: Page;
  /** every request the page made */
  requests: string[];
  /** those that left the page's own origin */
  foreign(): string[];
  /** console errors, uncaught errors and failed requests */
  problems: string[];
  close(): Promise<void>;
}

export interface PageOptions extends BrowserContextOptions {
  /** animation frames a second, where values are read: each frame is drawn by the processor */
  fps?: number;
}

/** A page of a context of its own, and what it has done since it was opened last. */
interface Watched {
  page: Page;
  requests: string[];
  problems: string[];
}

/** Closed pages, to be opened again: a fresh one loads and compiles every module anew, most of what opening it costs. */
const closed = new WeakMap<Browser, Watched[]>();

/** Opens a page and waits until the network has been quiet for a while. With options it is a fresh one. */
export async function openPage(browser: Browser, url: string, options?: PageOptions): Promise<OpenPage> {
  const watched = (!options && closed.get(browser)?.pop()) || (await freshPage(browser, options));
  const {page} = watched;
  const requests: string[] = [];
  const problems: string[] = [];
  Object.assign(watched, {requests, problems});
  await page.goto(url, {waitUntil: "networkidle"});
  const {origin} = new URL(url);
  return {
    page,
    requests,
    problems,
    foreign: () => requests.filter((request) => /^https?:/.test(request) && new URL(request).origin !== origin),
    async close() {
      if (options) return page.context().close();
      await page.unrouteAll();
      await page.evaluate(() => sessionStorage.clear());
      await page.goto("about:blank"); // ends its connections
      closed.set(browser, [...(closed.get(browser) ?? []), watched]);
    },
  };
}

async function freshPage(browser: Browser, {fps, ...options}: PageOptions = {}): Promise<Watched> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(WAIT_MS); // navigation too
  const page = await context.newPage();
  if (fps) await page.addInitScript(slowFrames, 1000 / fps);
  const watched: Watched = {page, requests: [], problems: []};
  page.on("request", (request) => watched.requests.push(request.url()));
  page.on("websocket", (socket) => watched.requests.push(socket.url().replace(/^ws/, "http")));
  page.on("console", (message) => {
    if (message.type() === "error") watched.problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => watched.problems.push(`error: ${error.stack ?? error.message}`));
  page.on("response", (response) => {
    if (response.status() >= 400) watched.problems.push(`${response.status()}: ${response.url()}`);
  });
  return watched;
}

/** Runs in the page, before its own scripts. */
function slowFrames(ms: number): void {
  globalThis.requestAnimationFrame = (run) => window.setTimeout(() => run(performance.now()), ms);
  globalThis.cancelAnimationFrame = (id) => window.clearTimeout(id);
}
