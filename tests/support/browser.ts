import {type Browser, type BrowserContextOptions, chromium, type Page} from "playwright-core";
import {findChromium} from "../../loaders/chromium.js";
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

/** between two looks of a wait, ms */
const POLL_MS = 50;

/** Playwright's own, to which a page returns that was a phone. */
const VIEWPORT = {width: 1280, height: 720};

let shared: Promise<Browser> | undefined;

/** One browser for all test files of this worker: starting one costs as much as opening several pages. It ends with the worker. */
export async function sharedBrowser(): Promise<Browser> {
  if (!(await shared)?.isConnected()) shared = launch();
  return shared!;
}

/** Closes the pages that a failed test has left open, before their server stops. */
export async function closePages(browser: Browser | undefined): Promise<void> {
  if (!browser) return;
  const kept = closed.get(browser)?.map(({page}) => page.context()) ?? [];
  for (const context of browser.contexts()) if (!kept.includes(context)) await context.close();
}

export interface OpenPage {
  page: Page;
  /** every request the page made */
  requests: string[];
  /** console errors, uncaught errors, failed requests, and requests to another origin */
  problems: string[];
  close(): Promise<void>;
}

export interface PageOptions extends BrowserContextOptions {
  /** animation frames a second, where values are read: each frame is drawn by the processor */
  fps?: number;
}

/** Enough for the live pages where values are read. */
export const SLOW: PageOptions = {fps: 10};

/** A page of a context of its own, and what it has done since it was opened last. */
interface Watched {
  page: Page;
  /** of `PageOptions`; NaN: the browser's */
  fps: number;
  origin: string;
  requests: string[];
  problems: string[];
}

/** Closed pages, to be opened again: a fresh one loads and compiles every module anew, most of what opening it costs. */
const closed = new WeakMap<Browser, Watched[]>();

/** Opens a page and waits until the network has been quiet for a while. With options of the browser it is a fresh one. */
export async function openPage(browser: Browser, url: string, options: PageOptions = {}): Promise<OpenPage> {
  const {fps = Number.NaN, ...ofContext} = options;
  const isKept = Object.keys(ofContext).length === 0;
  const watched = (isKept && takeClosed(browser, fps)) || (await freshPage(browser, fps, ofContext));
  const {page} = watched;
  const requests: string[] = [];
  const problems: string[] = [];
  const {origin} = new URL(url);
  Object.assign(watched, {origin, requests, problems});
  await page.goto(url, {waitUntil: "networkidle"});
  return {
    page,
    requests,
    problems,
    async close() {
      if (!isKept) return page.context().close();
      await page.unrouteAll();
      await page.evaluate(() => {
        sessionStorage.clear();
        localStorage.clear();
      });
      await page.goto("about:blank"); // ends its connections
      await page.setViewportSize(VIEWPORT);
      await page.emulateMedia({colorScheme: null});
      closed.set(browser, [...(closed.get(browser) ?? []), watched]);
    },
  };
}

function takeClosed(browser: Browser, fps: number): Watched | undefined {
  const pages = closed.get(browser) ?? [];
  const at = pages.findIndex((page) => Object.is(page.fps, fps));
  return at < 0 ? undefined : pages.splice(at, 1)[0];
}

async function freshPage(browser: Browser, fps: number, options: BrowserContextOptions): Promise<Watched> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(WAIT_MS); // navigation too
  const page = await context.newPage();
  if (fps) await page.addInitScript(slowFrames, 1000 / fps);
  // asked at each frame, as by default, the page draws frames only to be asked
  const waitForFunction = page.waitForFunction.bind(page) as (...args: unknown[]) => unknown;
  page.waitForFunction = ((ask: unknown, arg?: unknown, how?: object) =>
    waitForFunction(ask, arg, {polling: POLL_MS, ...how})) as Page["waitForFunction"];
  const watched: Watched = {page, fps, origin: "", requests: [], problems: []};
  const requested = (url: string) => {
    watched.requests.push(url);
    if (/^https?:/.test(url) && new URL(url).origin !== watched.origin) watched.problems.push(`asked another: ${url}`);
  };
  page.on("request", (request) => requested(request.url()));
  page.on("websocket", (socket) => requested(socket.url().replace(/^ws/, "http")));
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
