import {execFile} from "node:child_process";
import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {promisify} from "node:util";
import {findChromium} from "../chromium.js";

const run = promisify(execFile);

/** No browser is there, or it has not printed; the message says how else a PDF is made. */
export class PrintError extends Error {
  override name = "PrintError";
}

const ELSE = "write an .html report, open it in a browser and print it to PDF";
/** The report's own time until it has drawn everything, ms: the browser skips waits, so it seldom takes that long. */
const BUDGET_MS = 20_000;
const TIMEOUT_MS = 120_000;

const ARGS = [
  ...["--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"],
  ...["--no-pdf-header-footer", `--virtual-time-budget=${BUDGET_MS}`],
];

/** A report as PDF, printed by a Chromium, Chrome or Edge of this machine in a profile of its own. Throws a PrintError. */
export async function printPdf(html: string, {signal}: {signal?: AbortSignal} = {}): Promise<Uint8Array> {
  const browser = foundBrowser();
  if (!browser)
    throw new PrintError(
      `no Chromium, Chrome or Edge on this machine prints the PDF: LAPBOOK_CHROMIUM names one; or ${ELSE}`,
    );
  const folder = await mkdtemp(join(tmpdir(), "lapbook-print-"));
  try {
    const [page, pdf] = ["report.html", "report.pdf"].map((name) => join(folder, name));
    await writeFile(page, html);
    // a browser started by root has no sandbox; the page's own policy forbids it every request
    const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    const args = [...ARGS, ...root, `--user-data-dir=${join(folder, "profile")}`, `--print-to-pdf=${pdf}`];
    const failed = await run(browser, [...args, pathToFileURL(page).href], {timeout: TIMEOUT_MS, signal}).then(
      () => undefined,
      (error: Error) => error,
    );
    signal?.throwIfAborted();
    const bytes = await readFile(pdf).catch(() => undefined);
    if (!bytes?.subarray(0, 5).equals(Buffer.from("%PDF-")))
      throw new PrintError(`${browser} has not printed the report; ${ELSE}`, {cause: failed});
    return bytes;
  } finally {
    // on Windows the browser may still write to its profile
    await rm(folder, {recursive: true, force: true, maxRetries: 5, retryDelay: 200});
  }
}

function foundBrowser(): string | undefined {
  try {
    return findChromium();
  } catch (error) {
    throw new PrintError(`${(error as Error).message}; set it to a browser, or ${ELSE}`);
  }
}
