import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import {gzipSync} from "node:zlib";
import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {createLibrary} from "../../server/library.js";
import type {Listening} from "../../server/listen.js";
import {chromiumPath, launch, openPage} from "../support/browser.js";
import {f1Stream, pcapOf} from "../support/f1Stream.js";
import {serve, temporaryFolder} from "../support/server.js";

describe.skipIf(!chromiumPath)("importing on the library page", () => {
  let browser: Browser;
  let server: Listening;
  let folder: {path: string; remove: () => Promise<void>};
  beforeAll(async () => {
    folder = await temporaryFolder();
    const recordings = join(folder.path, "recordings");
    server = await serve(recordings, {library: createLibrary({recordings}), importLimitBytes: 2 ** 30});
    browser = await launch();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await folder?.remove();
  });

  it("an empty library says what to do; a capture dropped on it becomes a session one can open", async () => {
    const {page, problems, close} = await openPage(browser, server.url);
    await page.getByText("lapbook -- simulate").first().waitFor();
    const capture = Buffer.from(
      gzipSync(pcapOf(f1Stream({cars: [{car: 0, name: "Ada", lapTimesMs: [81_234, 80_500]}]}))),
    );
    await page.evaluate((base64) => {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], "drive.pcap.gz"));
      document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: transfer, bubbles: true, cancelable: true}));
    }, capture.toString("base64"));
    await page.getByRole("table").getByText("1:20.500").waitFor();
    await page.getByRole("table").getByRole("link", {name: "Silverstone"}).click();
    await page.getByRole("heading", {name: /Silverstone/}).waitFor();
    await page
      .getByRole("cell", {name: /1:21\.234/})
      .first()
      .waitFor();
    expect(problems).toEqual([]);
    await close();
  }, 60_000);

  it("a file that is no capture is answered with one line that says why", async () => {
    const file = join(folder.path, "notes.txt");
    await writeFile(file, "Hello, this is no capture");
    const {page, close} = await openPage(browser, server.url);
    await page.locator('input[type="file"]').setInputFiles(file);
    await page.getByText(/notes\.txt: not a capture: expected .*found 48 65 6c 6c 6f/).waitFor();
    await close();
  }, 60_000);
});
