import {afterEach, expect, it, vi} from "vitest";
import {fetchLibrary, fetchSession, lapKey, pageLink, parseLapKeys, root} from "../../src/components/archive.js";

afterEach(() => vi.unstubAllGlobals());

it("pageLink(page, params) is readable, absolute and leaves out what is empty", () => {
  const key = lapKey({session: "20250307-140512-a1b2c3", car: 0, lap: 4});
  const link = pageLink("laps", {laps: `${key},${key}`, x: null, y: ""});
  expect(link).toBe(`${root.href}pages/laps.html?laps=20250307-140512-a1b2c3:0:4,20250307-140512-a1b2c3:0:4`);
  expect(pageLink("index")).toBe(`${root.href}index.html`);
});

it("parseLapKeys(text) reads what lapKey wrote, and drops the rest", () => {
  expect(parseLapKeys("a-1:0:4, b:12:7,nonsense,c:x:1,../d:1:1")).toEqual([
    {session: "a-1", car: 0, lap: 4},
    {session: "b", car: 12, lap: 7},
  ]);
  expect(parseLapKeys(null)).toEqual([]);
});

it("fetchSession(id) refuses an id that is a path", async () => {
  await expect(fetchSession("../../etc")).rejects.toThrow("invalid session: ../../etc");
});

it("fetchSession(id) names a missing session, and a newer one", async () => {
  vi.stubGlobal("fetch", async () => new Response("", {status: 404}));
  await expect(fetchSession("gone")).rejects.toThrow("no such session: gone");
  vi.stubGlobal("fetch", async () => new Response('{"schemaVersion": 99}'));
  await expect(fetchSession("newer")).rejects.toThrow("session newer was written by a newer Lapbook (schema 99");
});

it("fetchLibrary() says what to do when nobody answers, or something else does", async () => {
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("Failed to fetch");
  });
  await expect(fetchLibrary()).rejects.toThrow(/cannot reach recordings\/index\.json.*npm start/);
  vi.stubGlobal("fetch", async () => new Response("{}"));
  await expect(fetchLibrary()).rejects.toThrow("not a library");
});
