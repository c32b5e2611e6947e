import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {readCorners} from "../../../loaders/tracks/cornersStore.js";
import {readTracks, writeTrack} from "../../../loaders/tracks/trackStore.js";
import {createApp} from "../../../server/app.js";
import {cornersToFile} from "../../../src/core/track/authored/applyCorners.js";
import {cornersOf} from "../../../src/core/track/corners.js";
import {learnTrack} from "../../../src/core/track/learn.js";
import {drive} from "../../support/drivenCircuit.js";
import {temporaryFolder, testParts} from "../../support/server.js";

const {track} = learnTrack([drive("monza", {every: 4})], {id: "game-monza", name: "Monza", frame: "Game"});
const file = cornersToFile(track, cornersOf(track).list, "Ada");

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
  await writeTrack(folder.path, track);
});
afterEach(() => folder.remove());

const send = async (method: string, id: string, body?: unknown) => {
  const app = createApp(testParts(folder.path));
  const response = await app.request(`/api/v1/tracks/${id}/corners`, {
    method,
    ...(body !== undefined && {body: JSON.stringify(body), headers: {"Content-Type": "application/json"}}),
  });
  return {status: response.status, body: await response.json()};
};

describe("PUT and DELETE /api/v1/tracks/:id/corners", () => {
  it("writes a user's corners beside the track, a corner a line, and removes them", async () => {
    expect(await send("PUT", "game-monza", file)).toEqual({status: 200, body: {saved: "game-monza", corners: 11}});
    expect(await readCorners(folder.path, "game-monza")).toEqual(file);
    const text = await readFile(join(folder.path, "tracks/corners/game-monza.json"), "utf8");
    expect(text.split("\n").filter((line) => line.includes('"number"'))).toHaveLength(11);
    // it is no track
    expect((await readTracks(folder.path)).unreadable).toEqual([]);
    expect(await send("DELETE", "game-monza")).toEqual({status: 200, body: {removed: "game-monza"}});
    expect(await readCorners(folder.path, "game-monza")).toBeUndefined();
  });

  it("refuses what is no corners, or another track's, and keeps the earlier ones", async () => {
    await send("PUT", "game-monza", file);
    expect(await send("PUT", "game-monza", {...file, corners: [{...file.corners[0], number: 0}]})).toEqual({
      status: 400,
      body: {error: "invalid number of corner 1: 0"},
    });
    expect((await send("PUT", "game-monza", {...file, track: "other"})).body.error).toContain(
      "corners of other, not of",
    );
    expect((await send("PUT", "nowhere", file)).status).toBe(404);
    expect((await send("PUT", "..%2Fx", file)).status).toBe(404);
    expect(await readCorners(folder.path, "game-monza")).toEqual(file);
  });
});
