import {afterEach, expect, it, vi} from "vitest";
import {
  fetchLibrary,
  fetchSession,
  fetchTrack,
  lapKey,
  pageLink,
  parseLapKeys,
  root,
} from "../../../src/components/ui/archive.js";
import {CIRCUITS} from "../../../src/core/track/circuits/all.js";
import {circuitTrack} from "../../../src/core/track/circuitTrack.js";
import {trackToFile} from "../../../src/core/track/trackFile.js";

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

it("fetchTrack(key) fetches only listed tracks, each once", async () => {
  const asked: string[] = [];
  const file = trackToFile(circuitTrack(CIRCUITS.monza));
  vi.stubGlobal("fetch", async (url: URL) => {
    asked.push(url.pathname.split("/").slice(-2).join("/"));
    if (url.pathname.endsWith("index.json")) return Response.json({sessions: [], tracks: [{id: "game-monza"}]});
    return Response.json(file);
  });
  await fetchLibrary();
  expect(await fetchTrack("game-spa")).toBeNull();
  const [track, again] = await Promise.all([fetchTrack("game-monza"), fetchTrack("game-monza")]);
  expect(track!.lengthM).toBeCloseTo(5793, 0);
  expect(again).toBe(track);
  expect(asked).toEqual(["recordings/index.json", "tracks/game-monza.json"]);
  // an older copy lists none
  vi.stubGlobal("fetch", async () => Response.json({sessions: []}));
  expect((await fetchLibrary()).tracks).toEqual([]);
});

it("fetchLibrary() says what to do without a server, and for an unexpected answer", async () => {
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("Failed to fetch");
  });
  await expect(fetchLibrary()).rejects.toThrow(/cannot reach recordings\/index\.json.*npm start/);
  vi.stubGlobal("fetch", async () => new Response("{}"));
  await expect(fetchLibrary()).rejects.toThrow("not a library");
});
