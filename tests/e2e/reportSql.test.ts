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

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let html: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  const q = "select lap, lapTimeMs from laps order by lap";
  const cells = [
    {kind: "view", view: "race", options: {session: SESSION}},
    {kind: "view", view: "sql", options: {q}},
  ] as const;
  html = (await folderReport(RECORDINGS, {template: "race", title: "SQL", cells})).html;
});
afterAll(() => folder?.remove());

it.skipIf(!chromiumPath)(
  "a report with its database answers queries from a file without a network; they are edited and reset",
  async () => {
    expect(Buffer.byteLength(html)).toBeLessThan(12e6);
    const file = join(folder.path, "sql.html");
    await writeFile(file, html);
    const {page, problems, requests, close} = await openPage(await sharedBrowser(), pathToFileURL(file).href, {
      offline: true,
    });
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
