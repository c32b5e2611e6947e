import {mkdir, readdir, readFile, writeFile} from "node:fs/promises";
import {basename, join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {createApp} from "../../server/app.js";
import type {Library} from "../../server/appOptions.js";
import {removeDeadUploads} from "../../server/upload.js";
import {UserError} from "../../server/userError.js";
import {temporaryFolder, testParts} from "../support/server.js";
import {writeSession} from "../support/session.js";

let recordings: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({path: recordings, remove} = await temporaryFolder());
});
afterEach(() => remove());

type Request = RequestInit & {headers?: Record<string, string>};
const call = (path: string, init?: Request, parts = {}) =>
  createApp(testParts(recordings, parts)).request(`http://localhost${path}`, init);

describe("api", () => {
  it("reports health and status", async () => {
    expect(await (await call("/healthz")).json()).toEqual({status: "ok"});
    expect(await (await call("/api/v1/status")).json()).toMatchObject({
      version: "0.0.0",
      udpPort: 20777,
      canImport: false,
    });
  });

  it("answers an unknown route with JSON", async () => {
    const response = await call("/api/nothing");
    expect([response.status, await response.json()]).toEqual([404, {error: "not found: GET /api/nothing"}]);
  });

  it("removes and restores a session", async () => {
    await writeSession(recordings, "a");
    expect((await call("/api/v1/sessions/a", {method: "DELETE"})).status).toBe(200);
    expect((await (await call("/recordings/index.json")).json()).sessions).toEqual([]);
    expect((await call("/api/v1/sessions/a/restore", {method: "POST"})).status).toBe(200);
    expect((await (await call("/recordings/index.json")).json()).sessions).toHaveLength(1);
    expect((await call("/api/v1/sessions/b", {method: "DELETE"})).status).toBe(404);
  });
});

describe("access", () => {
  it.each([
    [{"sec-fetch-site": "cross-site"}, 403],
    [{"sec-fetch-site": "same-site"}, 403],
    [{origin: "http://evil.example"}, 403],
    [{origin: "null"}, 403],
    [{host: "localhost:3000", origin: "http://localhost:3001"}, 403],
    [{host: "localhost:3000", origin: "http://localhost:3000", "sec-fetch-site": "same-origin"}, 200],
    [{}, 200],
  ])("a change with %j is answered %i", async (headers, status) => {
    await writeSession(recordings, "a");
    const response = await call("/api/v1/sessions/a", {method: "DELETE", headers: headers as Record<string, string>});
    expect(response.status).toBe(status);
  });

  it.each([
    ["evil.example", 403],
    ["evil.example:3000", 403],
    ["127.0.0.1.evil.example", 403],
    ["localhost:3000", 200],
    ["127.0.0.1:3000", 200],
    ["192.168.0.7:3000", 200],
    ["[::1]:3000", 200],
  ])("host %s is answered %i", async (host, status) => {
    expect((await call("/healthz", {headers: {host}})).status).toBe(status);
  });
});

describe("recordings", () => {
  beforeEach(async () => {
    await writeSession(recordings, "a");
    await writeFile(join(recordings, "a", "digits"), "0123456789");
    await mkdir(join(recordings, ".incoming"));
    await writeFile(join(recordings, ".incoming", "secret"), "x");
  });

  it.each([
    ["bytes=2-4", 206, "234", "bytes 2-4/10"],
    ["bytes=7-", 206, "789", "bytes 7-9/10"],
    ["bytes=-3", 206, "789", "bytes 7-9/10"],
    ["bytes=5-99", 206, "56789", "bytes 5-9/10"],
    ["bytes=10-", 416, "", "bytes */10"],
    ["bytes=4-2", 200, "0123456789", null],
    ["bytes=0-1,3-4", 200, "0123456789", null],
    ["lines=0-1", 200, "0123456789", null],
  ])("range %s is answered %i %s", async (range, status, text, contentRange) => {
    const response = await call("/recordings/a/digits", {headers: {range}});
    expect([response.status, await response.text(), response.headers.get("content-range")]).toEqual([
      status,
      text,
      contentRange,
    ]);
  });

  it("are revalidated, and not sent again while unchanged", async () => {
    const first = await call("/recordings/a/session.json");
    expect(first.headers.get("cache-control")).toBe("no-cache");
    const etag = first.headers.get("etag")!;
    expect((await call("/recordings/a/session.json", {headers: {"if-none-match": `"x", W/${etag}`}})).status).toBe(304);
    const since = {"if-modified-since": first.headers.get("last-modified")!};
    expect((await call("/recordings/a/session.json", {headers: since})).status).toBe(304);
    await writeFile(join(recordings, "a", "session.json"), "{}");
    expect((await call("/recordings/a/session.json", {headers: {"if-none-match": etag}})).status).toBe(200);
  });

  it.each([
    "/recordings/..%2f..%2fetc%2fpasswd",
    "/recordings/a/%2e%2e/%2e%2e/package.json",
    "/recordings/a\\..\\..\\x",
    "/recordings/.incoming/secret",
    "/recordings/%2eincoming/secret",
    "/recordings/a/digits%00",
    "/recordings/%",
    "/recordings/a",
    "/recordings/",
  ])("%s is not found", async (path) => {
    expect((await call(path)).status).toBe(404);
  });
});

describe("import", () => {
  const lines = async (response: Response) =>
    (await response.text())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  const parts = (importCapture: Library["importCapture"]) => ({
    library: {...testParts(recordings).library, importCapture},
  });

  it("passes the bytes and the plain name to the importer, and reports progress", async () => {
    const seen: unknown[] = [];
    const response = await call(
      `/api/v1/imports?name=${encodeURIComponent("../../lap one.pcap")}`,
      {method: "POST", body: "capture bytes"},
      parts(async (file, name, {onProgress}) => {
        seen.push(await readFile(file, "utf8"), name);
        onProgress(0.5, "half");
        return {sessions: [{id: "a"}]};
      }),
    );
    expect(await lines(response)).toEqual([{progress: 0.5, text: "half"}, {sessions: [{id: "a"}]}]);
    expect(seen).toEqual(["capture bytes", "lap one.pcap"]);
    expect(await readdir(join(recordings, ".incoming"))).toEqual([]);
  });

  it("ends with the importer's error on one line, and leaves no files behind", async () => {
    const response = await call(
      "/api/v1/imports",
      {method: "POST", body: "x"},
      parts(async () => {
        throw new UserError("not a capture:\nfound 78");
      }),
    );
    expect(await lines(response)).toEqual([{error: "not a capture: found 78"}]);
    expect(await readdir(join(recordings, ".incoming"))).toEqual([]);
  });

  it("names a refused capture as the user did", async () => {
    const response = await call(
      "/api/v1/imports?name=mine.pcap",
      {method: "POST", body: "x"},
      parts(async (file) => {
        throw new UserError(`${basename(file)}: not a capture`);
      }),
    );
    expect(await lines(response)).toEqual([{error: "mine.pcap: not a capture"}]);
  });

  it("removes uploads of killed servers at start, but not those of running ones", async () => {
    const incoming = join(recordings, ".incoming");
    await mkdir(incoming);
    // Above the largest process id of any system.
    for (const name of ["a.upload.99999999", `b.upload.${process.ppid}`, "20260112-160000-fa32c7.1.1"])
      await writeFile(join(incoming, name), "x");
    await removeDeadUploads(recordings);
    expect((await readdir(incoming)).sort()).toEqual(["20260112-160000-fa32c7.1.1", `b.upload.${process.ppid}`]);
  });

  it("refuses an upload that grows too large, and keeps none of it", async () => {
    const body = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 20; ++i) controller.enqueue(new Uint8Array(100_000));
        controller.close();
      },
    });
    const init = {method: "POST", body, duplex: "half"} as Request;
    const response = await call(
      "/api/v1/imports",
      init,
      parts(async () => ({sessions: []})),
    );
    expect([response.status, await response.json()]).toEqual([413, {error: "capture larger than 1 MiB"}]);
    expect(await readdir(join(recordings, ".incoming"))).toEqual([]);
  });

  it("refuses an empty body, and answers 501 where imports are not accepted", async () => {
    const empty = await call(
      "/api/v1/imports",
      {method: "POST", body: ""},
      parts(async () => ({sessions: []})),
    );
    expect(empty.status).toBe(400);
    expect((await call("/api/v1/imports", {method: "POST", body: "x"})).status).toBe(501);
  });
});

describe("pages", () => {
  it("cache files with a hash in their name for good, and revalidate the others", async () => {
    const dist = join(recordings, "dist");
    await mkdir(join(dist, "_npm", "d3@7.9.0"), {recursive: true});
    await mkdir(join(dist, "_npm", "duck", "dist"), {recursive: true});
    await mkdir(join(dist, "pages"));
    await writeFile(join(dist, "index.html"), "<h1>home</h1>");
    await writeFile(join(dist, "pages", "laps.html"), "<h1>laps</h1>");
    await writeFile(join(dist, "_npm", "d3@7.9.0", "0a1b2c3d.js"), "x");
    await writeFile(join(dist, "_npm", "d3@7.9.0", "_esm.0a1b2c3d.js"), "x");
    await writeFile(join(dist, "_npm", "duck", "dist", "duckdb-eh.wasm"), "x");
    const cache = async (path: string) => (await call(path, {}, {dist})).headers.get("cache-control");
    expect(await cache("/_npm/d3@7.9.0/_esm.0a1b2c3d.js")).toContain("immutable");
    expect(await cache("/_npm/d3@7.9.0/0a1b2c3d.js")).toContain("immutable");
    expect(await cache("/_npm/duck/dist/duckdb-eh.wasm")).toBe("no-cache");
    expect(await cache("/")).toBe("no-cache");
    const page = await call("/pages/laps.html", {}, {dist});
    const policy = (answer: Response) => answer.headers.get("content-security-policy");
    expect(policy(page)).toContain("default-src 'self' 'unsafe-inline' data:");
    expect(policy(page)).toContain("frame-ancestors 'self'");
    const bare = await call("/pages/laps?session=a", {}, {dist});
    expect([bare.status, bare.headers.get("location")]).toEqual([302, "/pages/laps.html?session=a"]);
    expect((await call("/pages/none", {}, {dist})).status).toBe(404);
    // only pages of notebooks, of DuckDB and of live rows make code of texts
    for (const name of ["notebook", "sql", "debrief", "Notebook", "notebook2"])
      await writeFile(join(dist, "pages", `${name}.html`), "<h1>page</h1>");
    const makesCode = async (path: string) => policy(await call(path, {}, {dist}))?.includes("'unsafe-eval'");
    for (const path of ["/pages/notebook.html?name=a", "/pages/sql.html"])
      expect(await makesCode(path), path).toBe(true);
    for (const path of ["/", "/pages/debrief.html", "/pages/notebook2.html", "/pages/laps.html?a=/pages/notebook.html"])
      expect(await makesCode(path), path).toBe(false);
    const building = await call(
      "/pages/notebook.html",
      {},
      {dist, buildStatus: () => ({text: "building", failed: false}) as never},
    );
    expect(policy(building)).not.toMatch(/unsafe-eval/);
  });
});
