import {readdir, utimes, writeFile} from "node:fs/promises";
import {join} from "node:path";
import type {Browser} from "playwright-core";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {importFile} from "../../loaders/archive/importFile.js";
import {readSession} from "../../loaders/archive/library.js";
import {publishArchive} from "../../loaders/archive/publish.js";
import {readCorners} from "../../loaders/tracks/cornersStore.js";
import {learnTracks} from "../../loaders/tracks/learnTracks.js";
import {createLibrary, type DiskLibrary} from "../../server/library.js";
import type {TraceStack} from "../../src/components/laps/traceStack.js";
import {chromiumPath, closePages, openPage, SLOW, sharedBrowser} from "../support/browser.js";
import {AWAY, lapsChoices, lapsTable} from "../support/drivenCircuit.js";
import {ensureBuilt, serve, servePublished, temporaryFolder} from "../support/server.js";

const GRAND = {stretch: 1.25};

describe.skipIf(!chromiumPath)("tracks on the pages", () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let served: Awaited<ReturnType<typeof serve>>;
  let recordings: string;
  let library: DiskLibrary;
  /** of a game that tells the track, and of a tool that does not */
  let told: string;
  let untold: string;

  beforeAll(async () => {
    await ensureBuilt();
    folder = await temporaryFolder();
    recordings = join(folder.path, "recordings");
    const bring = async (name: string, table: Uint8Array, choices: {game?: string; track?: string}) => {
      const path = join(folder.path, name);
      await writeFile(path, table);
      await utimes(path, new Date("2024-05-06T07:08:09Z"), new Date("2024-05-06T07:08:09Z"));
      const {sessions} = await importFile(path, {recordings, choices: lapsChoices(choices)});
      await learnTracks(recordings, [sessions[0].session.id]);
      return sessions[0].session.id;
    };
    told = await bring("a.csv", lapsTable("spa", [0, 2, -2, 1, 0], GRAND), {game: "Game", track: "Grand Spa"});
    untold = await bring("b.csv", lapsTable("spa", [1, 0, 1], {...GRAND, move: {...AWAY, turn: 0.5}}), {game: "Tool"});
    library = createLibrary({recordings});
    served = await serve(recordings, {library});
    browser = await sharedBrowser();
  });
  afterAll(async () => {
    await closePages(browser);
    await served?.close();
    await folder?.remove();
  });

  it("the session page shows the circuit with its corners, and says when the name was recognised", async () => {
    const {page, problems, close} = await openPage(browser, `${served.url}pages/session.html?session=${untold}`);
    await page.getByRole("heading", {name: "Grand Spa"}).waitFor();
    await page.getByText("recognised by shape").waitFor();
    await page.getByRole("img", {name: /^map of Grand Spa: 87\d\d m, \d+ corners$/}).waitFor();
    await page.getByText(/corners, numbered along the driven line/).waitFor();
    expect(problems).toEqual([]);
    await close();
  });

  it("a track is named by hand; the name is kept, and the track is learned under it", async () => {
    const {page, problems, close} = await openPage(browser, `${served.url}pages/session.html?session=${untold}`);
    await page.getByRole("button", {name: "Correct the name…"}).click();
    await page.getByLabel("name of the track").fill("Ardennes");
    await page.getByRole("button", {name: "Save"}).click();
    await page.getByRole("heading", {name: "Ardennes"}).waitFor();
    await page.getByText("named by hand").waitFor();
    await library.learned();
    expect((await readdir(join(recordings, "tracks"))).sort()).toEqual(["game-grand-spa.json", "tool-ardennes.json"]);
    expect((await readSession(recordings, untold)).choices?.track).toBe("Ardennes");

    await page.getByRole("button", {name: "Correct the name…"}).click();
    await page.getByRole("button", {name: "Original name"}).click();
    await page.getByText("recognised by shape").waitFor();
    await library.learned();
    expect(await readdir(join(recordings, "tracks"))).toContain("tool-grand-spa.json");
    expect(problems).toEqual([]);
    await close();
  });

  it("the charts number the corners, and the read-out says which one the cursor is in", async () => {
    const {page, problems, close} = await openPage(browser, `${served.url}pages/laps.html?laps=${told}:0:2`);
    await page.waitForSelector(".lb-trace-stage");
    // La Source, 1.25 times as far as at Spa
    const place = async (x: number) => {
      await page.$eval(".lb-trace", (e, at) => (e as TraceStack).setCursor(at), x);
      return page.textContent(".lb-trace-place");
    };
    await page.waitForFunction(() => {
      (document.querySelector(".lb-trace") as TraceStack).setCursor(1.25 * 393);
      return document.querySelector(".lb-trace-place")?.textContent?.endsWith("turn 1");
    });
    expect(await place(1.25 * 700)).not.toContain("turn");
    expect(problems).toEqual([]);
    await close();
  });

  it("corners are edited on the circuit page, kept beside the track, and found again", async () => {
    const {page, problems, close} = await openPage(browser, `${served.url}pages/circuit.html?lap=${told}:0:2`);
    await page.getByText("Corners counted along the line.").waitFor();
    await page.getByRole("button", {name: "Edit the corners…"}).click();
    await page.getByRole("slider", {name: "turn 1", exact: true}).focus();
    await page.keyboard.press("ArrowRight");
    await page.getByLabel("name of the corner").fill("Source");
    await page.getByLabel("verified by").fill("Ada");
    await page.getByRole("button", {name: "Save"}).click();
    await page.getByText("Corners edited by hand, verified by Ada.").waitFor();
    expect((await readCorners(recordings, "game-grand-spa"))?.corners[0].name).toBe("Source");
    await page.getByRole("button", {name: "Edit the corners…"}).click();
    await page.getByRole("slider", {name: "turn 1 Source", exact: true}).waitFor();
    await page.getByRole("button", {name: "Found corners again"}).click();
    await page.getByText("Corners counted along the line.").waitFor();
    expect(await readCorners(recordings, "game-grand-spa")).toBeUndefined();
    expect(problems).toEqual([]);
    await close();
  });

  it("the pit wall shows the whole circuit while the first metres are driven", async () => {
    const url = `${served.url}pages/live.html?replay=${told}&speed=0.1`;
    const {page, problems, close} = await openPage(browser, url, SLOW);
    await page.waitForSelector(".pw-map canvas");
    await page.waitForFunction(() => {
      const canvas = document.querySelector<HTMLCanvasElement>(".pw-map canvas")!;
      const {data, width} = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      const columns = new Set<number>();
      for (let i = 3; i < data.length; i += 4) if (data[i]) columns.add(((i - 3) / 4) % width);
      return columns.size > width / 3;
    });
    expect(problems).toEqual([]);
    await close();
  });

  it("a published copy has the tracks as well, and nothing to correct", async () => {
    const plain = await servePublished((copy) => publishArchive(recordings, copy), "report");
    const {page, problems, requests, close} = await openPage(browser, `${plain.url}pages/session.html?session=${told}`);
    await page.getByRole("img", {name: /^map of Grand Spa/}).waitFor();
    expect(await page.getByText("Correct the name…").count()).toBe(0);
    expect(requests).toContain(`${plain.url}recordings/tracks/game-grand-spa.json`);
    expect(problems).toEqual([]);
    await close();
    await plain.close();
  });
});
