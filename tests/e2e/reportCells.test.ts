import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import {afterAll, beforeAll, expect, it} from "vitest";
import {folderReport} from "../../loaders/report/folderReport.js";
import {chromiumPath, openPage, sharedBrowser} from "../support/browser.js";
import {temporaryFolder} from "../support/server.js";
import {WAIT_MS} from "../support/until.js";

const RECORDINGS = fileURLToPath(new URL("../../recordings", import.meta.url));
const SESSION = "20260301-140000-906dfc";

const value = (expression: string) => `$\{${expression}}`;
const NOTEBOOK = [
  "# Own",
  `Laps: ${value("laps.length")}`,
  '```js\ntraceStack(lap("best"))\n```',
  "```js\nnone()\n```",
].join("\n\n");

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder?.remove());

/** Opens a report of one view, without a network. */
async function openedReport(view: string, options: Record<string, string>) {
  const race = {kind: "view", view: "race", options: {session: SESSION}} as const;
  const cells = [race, {kind: "view", view, options}] as const;
  const {html} = await folderReport(RECORDINGS, {template: "race", title: view, cells});
  const file = join(folder.path, `${view}.html`);
  await writeFile(file, html);
  return {
    bytes: Buffer.byteLength(html),
    ...(await openPage(await sharedBrowser(), pathToFileURL(file).href, {offline: true})),
  };
}

it.skipIf(!chromiumPath)(
  "a report with its database answers queries from a file without a network; they are edited and reset",
  async () => {
    const q = "select lap, lapTimeMs from laps order by lap";
    const {page, bytes, problems, requests, close} = await openedReport("sql", {q});
    expect(bytes).toBeLessThan(12e6);
    await page.getByRole("button", {name: "Ask the database"}).click();
    const rows = () => page.locator(".lb-sql-answer tbody tr").allTextContents();
    await expect.poll(rows, {timeout: WAIT_MS}).toHaveLength(4);
    const first = await rows();
    await page.fill("textarea.lb-sql", "select count(*) as n from laps where lapTimeMs is not null");
    await page.keyboard.press("Control+Enter");
    await expect.poll(rows).toEqual(["3"]);
    expect(await page.textContent("[data-report-sql]")).toContain("nothing is saved in this file");
    await page.getByRole("button", {name: "Reset"}).click();
    await expect.poll(rows).toEqual(first);
    expect(problems).toEqual([]);
    expect(requests.filter((url) => !/^(file|blob|data):/.test(url))).toEqual([]);
    await close();
  },
);

it.skipIf(!chromiumPath)(
  "a notebook runs in a report over its laps, shows its errors, and is changed there",
  async () => {
    const {page, problems, close} = await openedReport("notebook", {text: NOTEBOOK, about: `${SESSION}:0:2`});
    const notebook = page.locator("[data-report-notebook]");
    await expect.poll(() => notebook.textContent(), {timeout: WAIT_MS}).toMatch(/Laps: 4.*none is not defined/s);
    await notebook.locator(".lb-trace-stage canvas").first().waitFor();
    await notebook.getByRole("button", {name: "Edit"}).click();
    await notebook.locator(".cm-content").fill(`Laps: ${value("laps.filter((d) => d.lapTimeMs).length")}`);
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => notebook.locator(".lb-notebook").textContent()).toMatch(/^\s*Laps: 3\s*$/);
    expect(await notebook.textContent()).toContain("not saved");
    expect(problems).toEqual([]);
    await close();
  },
);
