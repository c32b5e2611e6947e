import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {findChromium} from "../chromium.js";
import {type BrowserPipe, browserPipe} from "./browserPipe.js";

/** No browser is there, or it has not printed; the message says how else a PDF is made. */
export class PrintError extends Error {
  override name = "PrintError";
}

const ELSE = "write an .html report, open it in a browser and print it to PDF";
const TIMEOUT_MS = 120_000;
/** A cell that waits for ever is printed as it is. */
const DRAWN_WITHIN_MS = 60_000;
/** Width of a page without its margins, in CSS pixels: A4 with 12 mm at each side. */
const PAGE_PX = 703;

const ARGS = [
  ...["--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"],
  "about:blank",
];

/**
 * Resolves when the page is drawn: no element is marked as busy, the document has not changed for half a second, and the browser has painted
 * frames since. Chromium's `--print-to-pdf` waits for timers only: on a busy machine it prints before the frame that draws the charts.
 */
const DRAWN = `new Promise((resolve) => {
  let changed = performance.now();
  setTimeout(resolve, ${DRAWN_WITHIN_MS});
  new MutationObserver(() => (changed = performance.now())).observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
  const look = () => {
    if (document.querySelector("[aria-busy=true], .lb-loading") || performance.now() - changed < 500) setTimeout(look, 100);
    else requestAnimationFrame(() => requestAnimationFrame(resolve));
  };
  document.readyState === "complete" ? look() : addEventListener("load", look);
})`;

/** A report as PDF, printed by a Chromium, Chrome or Edge of this machine in a profile of its own. Throws a PrintError. */
export async function printPdf(html: string, {signal}: {signal?: AbortSignal} = {}): Promise<Uint8Array> {
  const browser = foundBrowser();
  if (!browser)
    throw new PrintError(
      `no Chromium, Chrome or Edge on this machine prints the PDF: LAPBOOK_CHROMIUM names one; or ${ELSE}`,
    );
  const folder = await mkdtemp(join(tmpdir(), "lapbook-print-"));
  try {
    const page = join(folder, "report.html");
    await writeFile(page, html);
    // a browser started by root has no sandbox; the page's own policy forbids it every request
    const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const args = [...ARGS, ...root, `--user-data-dir=${join(folder, "profile")}`];
    const pipe = browserPipe(browser, args, signal ? AbortSignal.any([signal, timeout]) : timeout);
    try {
      return await printed(pipe, pathToFileURL(page).href);
    } catch (cause) {
      signal?.throwIfAborted();
      throw new PrintError(`${browser} has not printed the report; ${ELSE}`, {cause});
    } finally {
      await pipe.end();
    }
  } finally {
    // on Windows the browser may still write to its profile
    await rm(folder, {recursive: true, force: true, maxRetries: 5, retryDelay: 200});
  }
}

async function printed(pipe: BrowserPipe, url: string): Promise<Uint8Array> {
  // canvases are drawn for the paper: in its width, with the styles of print
  const {targetId} = await pipe.ask("Target.createTarget", {url: "about:blank"});
  const {sessionId} = await pipe.ask("Target.attachToTarget", {targetId, flatten: true});
  const ask = (method: string, params?: object) => pipe.ask(method, params, sessionId as string);
  await ask("Emulation.setDeviceMetricsOverride", {width: PAGE_PX, height: 1000, deviceScaleFactor: 2, mobile: false});
  await ask("Emulation.setEmulatedMedia", {media: "print"});
  const {errorText} = await ask("Page.navigate", {url});
  if (errorText) throw new Error(String(errorText));
  await ask("Runtime.evaluate", {expression: DRAWN, awaitPromise: true});
  const {data} = await ask("Page.printToPDF", {printBackground: true, preferCSSPageSize: true});
  return Buffer.from(String(data), "base64");
}

function foundBrowser(): string | undefined {
  try {
    return findChromium();
  } catch (error) {
    throw new PrintError(`${(error as Error).message}; set it to a browser, or ${ELSE}`);
  }
}
