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

/** Opens a page and waits until the network has been quiet for a while. */
export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(WAIT_MS); // navigation too
  const page = await context.newPage();
  const requests: string[] = [];
  const problems: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("websocket", (socket) => requests.push(socket.url().replace(/^ws/, "http")));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`error: ${error.stack ?? error.message}`));
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  await page.goto(url, {waitUntil: "networkidle"});
  const {origin} = new URL(url);
  return {
    page,
    requests,
    problems,
    foreign: () => requests.filter((request) => /^https?:/.test(request) && new URL(request).origin !== origin),
    close: () => context.close(),
  };
}
