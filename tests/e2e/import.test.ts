import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import {gzipSync} from "node:zlib";
import type {Browser, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {importFile} from "../../loaders/archive/importFile.js";
import {createLibrary} from "../../server/library.js";
import type {Listening} from "../../server/listen.js";
import {drive, table} from "../core/files/csv/tableText.js";
import {chromiumPath, closePages, openPage, sharedBrowser} from "../support/browser.js";
import {f1Stream, pcapOf} from "../support/f1Stream.js";
import {serve, temporaryFolder} from "../support/server.js";

/** Drops a file on the page, as a hand would. */
function drop(page: Page, name: string, base64: string): Promise<void> {
  return page.evaluate(
    ([name, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], name));
      document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: transfer, bubbles: true, cancelable: true}));
    },
    [name, base64],
  );
}

describe.skipIf(!chromiumPath)("importing on the library page", () => {
  let browser: Browser;
  let server: Listening;
  let folder: {path: string; remove: () => Promise<void>};
  beforeAll(async () => {
    folder = await temporaryFolder();
    const recordings = join(folder.path, "recordings");
    server = await serve(recordings, {library: createLibrary({recordings}), importLimitBytes: 2 ** 30});
    browser = await sharedBrowser();
  });
  afterAll(async () => {
    await closePages(browser);
    await server?.close();
    await folder?.remove();
  });

  it("an empty library says what to do; a capture dropped on it becomes a session one can open", async () => {
    const {page, problems, close} = await openPage(browser, server.url);
    await page.getByText("lapbook -- simulate").first().waitFor();
    const capture = Buffer.from(
      gzipSync(pcapOf(f1Stream({cars: [{car: 0, name: "Ada", lapTimesMs: [81_234, 80_500]}]}))),
    );
    await drop(page, "drive.pcap.gz", capture.toString("base64"));
    await page.getByRole("table").getByText("1:20.500").waitFor();
    await page.getByRole("table").getByRole("link", {name: "Silverstone"}).click();
    await page.getByRole("heading", {name: /Silverstone/}).waitFor();
    await page
      .getByRole("cell", {name: /1:21\.234/})
      .first()
      .waitFor();
    expect(problems).toEqual([]);
    await close();
  });

  it("an export says how far it is, can be cancelled and then done; files and datagrams come as downloads", async () => {
    const {page, problems, close} = await openPage(browser, `${server.url}pages/session.html`);
    const button = page.getByRole("button", {name: "Export"});
    const cancel = page.getByRole("button", {name: "Cancel"});
    await button.waitFor();
    expect(await cancel.isVisible()).toBe(false);
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route("**/*.arrows", async (route) => {
      await held;
      await route.continue();
    });
    await button.click();
    await page.getByText(/^reading lap 1 of \d+…$/).waitFor();
    await cancel.click();
    release();
    await page.getByText("cancelled: nothing was saved").waitFor();
    expect(await cancel.isVisible()).toBe(false);
    const names: string[] = [];
    page.on("download", (download) => names.push(download.suggestedFilename()));
    await page.getByLabel("format").selectOption("motec");
    await button.click();
    await page.getByText(/^saved .*\.ldx/).waitFor();
    await page.getByRole("link", {name: /\.pcap$/}).click();
    await expect.poll(() => names.map((name) => name.split(".").at(-1)).sort()).toEqual(["ld", "ldx", "pcap"]);
    expect(problems).toEqual([]);
    await close();
  });

  it("a table without laps is cut at a guessed line, which is moved by hand and with the keys; one that has no lap opens too", async () => {
    const recordings = join(folder.path, "recordings");
    const {t, x, z, speed} = drive({laps: 4});
    const archive = async (name: string, rows: number) => {
      const some = (values: number[]) => values.slice(0, rows);
      const bytes = table({time: some(t), x: some(x), z: some(z), speed: some(speed.map((v) => v * 3.6))});
      await writeFile(join(folder.path, name), bytes);
      const {sessions} = await importFile(join(folder.path, name), {recordings});
      return sessions[0].session.id;
    };
    const [whole, part] = [await archive("laps.csv", t.length), await archive("part.csv", 400)];
    // the traces of the lap that is none
    const traces = await openPage(browser, `${server.url}pages/laps.html?laps=${part}:0:1`);
    await traces.page.waitForSelector(".lb-trace-stage");
    expect(await traces.page.locator(".lb-trace-head", {hasText: /speed/}).count()).toBe(1);
    expect(traces.problems).toEqual([]);
    await traces.close();

    const {page, problems, close} = await openPage(browser, `${server.url}pages/session.html?session=${whole}`);
    await page.getByText("That line is a guess").waitFor();
    await page.getByRole("button", {name: "Move the line…"}).click();
    const line = page.getByRole("slider", {name: "start line along the driven lap"});
    await line.waitFor();
    const at = async () => Number(await line.getAttribute("aria-valuenow"));
    await line.press("Home");
    await line.press("PageUp");
    await line.press("ArrowLeft");
    const before = await at();
    expect(before).toBe(90);
    const box = (await line.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + 5);
    await page.mouse.down();
    await page.mouse.move(box.x + 5, box.y + box.height / 2, {steps: 4});
    await page.mouse.up();
    expect(Math.abs((await at()) - before)).toBeGreaterThan(200);
    await page.getByRole("button", {name: "Cut the laps here"}).click();
    await page.getByText("The laps were cut at a line set by hand.").waitFor();
    await page
      .getByRole("cell", {name: /1:00\.0/})
      .first()
      .waitFor();
    expect(problems).toEqual([]);
    await close();
  });

  it("a dropped table shows its columns; one is corrected, and the lap is there; later it is corrected again", async () => {
    const lap = drive({laps: 3});
    const bytes = table({Lap: lap.lap, Time: lap.t, Foo: lap.speed.map((v) => v / 0.44704), x: lap.x, z: lap.z});
    const {page, problems, close} = await openPage(browser, server.url);
    await drop(page, "oval.csv", Buffer.from(bytes).toString("base64"));
    const panel = page.getByRole("form", {name: "columns of oval.csv"});
    await panel.getByText("no speed column").waitFor();
    // what is left out lies open where something is missing
    await panel.getByLabel("channel of Foo").focus();
    await panel.getByLabel("channel of Foo").selectOption("speedKmh");
    await panel.getByLabel("unit of Foo").selectOption("mph");
    await panel.getByLabel("track").fill("The Oval");
    await panel.getByRole("button", {name: "Import"}).click();
    await page.getByRole("list").getByRole("link", {name: "The Oval"}).click();
    await page.getByRole("heading", {name: "The Oval"}).waitFor();
    const speed = Math.round(lap.speed[0] * 3.6);
    await page
      .getByRole("cell", {name: `${speed} km/h`})
      .first()
      .waitFor();
    await page
      .getByRole("cell", {name: /1:00\.000/})
      .first()
      .waitFor();

    await page.getByRole("button", {name: "Change columns…"}).click();
    const again = page.getByRole("form", {name: "columns of oval.csv"});
    await again.getByLabel("unit of Foo").selectOption("km/h");
    await again.getByRole("button", {name: "Rebuild this session"}).click();
    await page
      .getByRole("cell", {name: `${Math.round(lap.speed[0] / 0.44704)} km/h`})
      .first()
      .waitFor();
    expect(problems).toEqual([]);
    await close();
  });

  it("a file that is no capture is answered with one line that says why", async () => {
    const file = join(folder.path, "notes.txt");
    await writeFile(file, "Hello, this is no capture");
    const {page, close} = await openPage(browser, server.url);
    await page.locator('input[type="file"]').first().setInputFiles(file);
    await page.getByText(/notes\.txt: unknown file type: it begins with "Hello, this is no capture"/).waitFor();
    await close();
  });
});
