import {mkdir, readdir, readFile, utimes, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {importFile} from "../../../loaders/archive/importFile.js";
import {libraryIndex, readSession, removeSession} from "../../../loaders/archive/library.js";
import {renameTrack} from "../../../loaders/archive/renameTrack.js";
import {reprocess} from "../../../loaders/archive/reprocess.js";
import {learnTracks} from "../../../loaders/tracks/learnTracks.js";
import {readTracks} from "../../../loaders/tracks/trackStore.js";
import {UNKNOWN_TRACK} from "../../../src/core/archive/types.js";
import {AWAY, lapsChoices, lapsTable} from "../../support/drivenCircuit.js";
import {f1Stream, pcapOf} from "../../support/f1Stream.js";
import {temporaryFolder} from "../../support/server.js";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let recordings: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  recordings = join(folder.path, "recordings");
});
afterEach(() => folder.remove());

/** Imports a table of laps and learns from it, as the command does; returns the session's id. */
async function bring(
  table: Uint8Array,
  told: {game?: string; track?: string} = {},
  archive = recordings,
): Promise<string> {
  const path = join(folder.path, "laps.csv");
  await writeFile(path, table);
  await utimes(path, MAY, MAY);
  const {sessions} = await importFile(path, {recordings: archive, choices: lapsChoices(told)});
  const [{session}] = sessions;
  await learnTracks(archive, [session.id]);
  return session.id;
}

const MAY = new Date("2024-05-06T07:08:09Z");
const GRAND = {stretch: 1.25};
const tracks = async (archive = recordings) =>
  Object.fromEntries(
    await Promise.all(
      (await readdir(join(archive, "tracks")).catch(() => [])).map(
        async (name) => [name, await readFile(join(archive, "tracks", name), "utf8")] as const,
      ),
    ),
  );
async function contents(id: string): Promise<Record<string, string>> {
  const files = await readdir(join(recordings, id), {recursive: true, withFileTypes: true});
  const paths = files.filter((f) => f.isFile()).map((f) => join(f.parentPath, f.name));
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await readFile(path, "latin1")])));
}

describe("learnTracks", () => {
  it("learns a track from the complete laps of a session, lists it, and recognises the next session by its shape", async () => {
    const first = await bring(lapsTable("spa", [0, 1, -2, 2, 0], GRAND), {game: "Game", track: "Grand Spa"});
    const {tracks: learned, unreadable} = await libraryIndex(recordings);
    expect(unreadable).toEqual([]);
    expect(learned).toEqual([
      {id: "game-grand-spa", name: "Grand Spa", game: "Game", lengthM: expect.any(Number), laps: 3},
    ]);
    expect(Math.abs(learned[0].lengthM / (1.25 * 7004) - 1)).toBeLessThan(0.01);
    expect((await readSession(recordings, first)).track).not.toHaveProperty("shape");

    const move = {turn: -1, dx: 88, dz: 4000};
    const second = await bring(lapsTable("spa", [1, 1, 1], {...GRAND, move}));
    const {track} = await readSession(recordings, second);
    expect(track).toMatchObject({id: -1, name: "Grand Spa", shape: {track: "game-grand-spa"}});
    expect(track.shape!.meanM).toBeLessThan(5);
  });

  it("recognises the built-in circuits in an empty archive; other tracks stay unknown", async () => {
    const known = await bring(lapsTable("monza", [0, 1, 0]));
    expect((await readSession(recordings, known)).track).toMatchObject({name: "Monza", shape: {track: "monza"}});
    const unknown = await bring(lapsTable("monza", [0, 1, 0], {stretch: 1.4}));
    const {track} = await readSession(recordings, unknown);
    expect([track.name, track.shape]).toEqual([UNKNOWN_TRACK, undefined]);
    expect(Object.keys(await tracks())).toEqual(["unknown-monza.json"]);
  });

  it("writes the same bytes for any order of sessions, and when repeated", async () => {
    const [a, b, c] = [
      lapsTable("spa", [0, 1, 2, 0], GRAND),
      lapsTable("spa", [0, -1, -3, -2, 0], GRAND),
      lapsTable("spa", [0, 3, 0], {...GRAND, move: {...AWAY, dx: 0}}), // another world
    ];
    const told = {game: "Game", track: "Grand Spa"};
    const made: string[] = [];
    for (const [k, order] of [
      [a, b, c],
      [c, a, b],
      [b, c, a],
    ].entries()) {
      const archive = join(folder.path, `archive-${k}`);
      const ids: string[] = [];
      for (const table of order) ids.push(await bring(table, told, archive));
      expect(await learnTracks(archive, ids)).toEqual([]);
      expect(await learnTracks(archive, [ids[1]])).toEqual([]);
      made.push((await tracks(archive))["game-grand-spa.json"]);
    }
    // not shown when they differ: they are long
    expect([made[1] === made[0], made[2] === made[0]]).toEqual([true, true]);
    const {laps, from} = JSON.parse(made[0]);
    expect([laps, from.length]).toEqual([6, 8]);
    expect(made[0].length).toBeLessThan(60_000);
  });

  it("reprocessing leaves session and track unchanged, byte for byte", async () => {
    const id = await bring(lapsTable("monza", [0, 1, 2, 0]));
    const before = [await contents(id), await tracks()];
    await reprocess(recordings, id);
    expect(await learnTracks(recordings, [id])).toEqual([]);
    const after = [await contents(id), await tracks()];
    expect(JSON.stringify(after) === JSON.stringify(before)).toBe(true);
    // nor when more is known that it fits even better
    await bring(lapsTable("monza", [0, 1, 2, 2, 0]), {game: "Game", track: "Autodromo"});
    await reprocess(recordings, id);
    expect(JSON.stringify(await contents(id)) === JSON.stringify(before[0])).toBe(true);
  });

  it("deleting a session does not shrink its track until as many laps are available again", async () => {
    const told = {game: "Game", track: "Grand Spa"};
    const first = await bring(lapsTable("spa", [0, 1, 2, 3, 0], GRAND), told);
    const before = await tracks();
    await removeSession(recordings, first);
    expect((await libraryIndex(recordings)).tracks.length).toBe(1);
    await bring(lapsTable("spa", [0, -1, 0], GRAND), told);
    expect(JSON.stringify(await tracks()) === JSON.stringify(before)).toBe(true);
    const third = await bring(lapsTable("spa", [0, -1, -2, -3, 0], GRAND), told);
    const {from} = JSON.parse((await tracks())["game-grand-spa.json"]);
    expect(from.map(([session]: [string]) => session)).toContain(third);
    expect(from.map(([session]: [string]) => session)).not.toContain(first);
  });

  it("reprocessing keeps a user's track name, which moves the laps to another track", async () => {
    const id = await bring(lapsTable("monza", [0, 1, 2, 0]), {game: "Game"});
    expect(Object.keys(await tracks())).toEqual(["game-monza.json"]);
    const choices = {...(await readSession(recordings, id)).choices, track: "  Monza 1966 "};
    await reprocess(recordings, id, {choices});
    expect(await learnTracks(recordings, [id])).toEqual([
      {id: "game-monza-1966", laps: 3},
      {id: "game-monza", laps: 0},
    ]);
    const {session} = await reprocess(recordings, id);
    expect(session.track).toEqual({id: -1, name: "Monza 1966", lengthM: 0, sectorStartsM: null});
    // taken back: what its shape says
    const {track: _, ...others} = choices;
    await reprocess(recordings, id, {choices: others});
    await learnTracks(recordings, [id]);
    expect((await readSession(recordings, id)).track).toMatchObject({name: "Monza", shape: {track: "monza"}});
    expect(Object.keys(await tracks())).toEqual(["game-monza.json"]);
  });

  it("a removed name is not recognised again from the session's own laps", async () => {
    await bring(lapsTable("spa", [0, 1, 0], GRAND), {game: "Game", track: "Grand Spa"});
    const id = await bring(lapsTable("spa", [2, 0, 2], GRAND), {game: "Tool"});
    const {choices} = await readSession(recordings, id);
    for (const track of ["Nowhere", ""]) {
      await reprocess(recordings, id, {choices: {...choices, track}});
      await learnTracks(recordings, [id]);
    }
    expect((await readSession(recordings, id)).track).toMatchObject({
      name: "Grand Spa",
      shape: {track: "game-grand-spa"},
    });
  });

  it("the track of a game session can be renamed, but no other choice is accepted", async () => {
    const path = join(folder.path, "a.pcap");
    await writeFile(path, pcapOf(f1Stream({cars: [{car: 0, lapTimesMs: [12_000]}]})));
    const [{session}] = (await importFile(path, {recordings})).sessions;
    const {id} = session;
    await expect(reprocess(recordings, id, {choices: {columns: {}}})).rejects.toThrow(
      "choice columns is not available",
    );
    await reprocess(recordings, id, {choices: {track: "Airfield"}});
    const named = await contents(id);
    // at once, without the capture: the same files
    await reprocess(recordings, id, {choices: {}});
    expect((await renameTrack(recordings, id, {track: " Airfield "}))?.session.track.name).toBe("Airfield");
    expect(JSON.stringify(await contents(id)) === JSON.stringify(named)).toBe(true);
    expect(await renameTrack(recordings, id, {})).toBeUndefined();
    const {session: again} = await reprocess(recordings, id);
    expect([again.track.name, again.track.id, again.choices]).toEqual([
      "Airfield",
      session.track.id,
      {track: "Airfield"},
    ]);
    expect(JSON.stringify(await contents(id)) === JSON.stringify(named)).toBe(true);
    await reprocess(recordings, id, {choices: {}});
    const plain = await readSession(recordings, id);
    expect(plain).toEqual(session);
  });

  it("a damaged track is listed with its reason, does not stop an import, and is learned again", async () => {
    await mkdir(join(recordings, "tracks"), {recursive: true});
    await writeFile(join(recordings, "tracks", "game-grand-spa.json"), '{"format":"lapbook-track"');
    await writeFile(join(recordings, "tracks", "other.json"), '{"format":"lapbook-track","version":9}');
    await bring(lapsTable("spa", [0, 1, 0], GRAND), {game: "Game", track: "Grand Spa"});
    const {tracks: found, unreadable} = await libraryIndex(recordings);
    expect(found.map(({id}) => id)).toEqual(["game-grand-spa"]);
    expect(unreadable).toEqual([{id: "tracks/other.json", reason: "unknown version of a track: 9"}]);
  });

  it("skips missing sessions and laps without positions", async () => {
    expect(await learnTracks(recordings, ["20260101-000000-000000"])).toEqual([]);
    expect(await readTracks(recordings)).toEqual({tracks: [], unreadable: []});
  });
});
