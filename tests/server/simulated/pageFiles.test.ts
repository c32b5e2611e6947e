import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {PageFiles} from "../../../server/simulated/pageFiles.js";
import {temporaryFolder} from "../../support/server.js";

let folder: {path: string; remove: () => Promise<void>};
let shm: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  shm = join(folder.path, "shm");
});
afterEach(() => folder.remove());

const NAMES = ["acpmf_graphics", "acpmf_physics", "acpmf_static"];

describe("the files of shared memory", () => {
  it("are created like a bridge's, written in place, counted, and removed at the end", async () => {
    const written = {datagrams: 0, bytes: 0};
    const files = await PageFiles.open(shm, written);
    expect(readdirSync(shm).sort()).toEqual(NAMES);
    files.write("physics", new Uint8Array(592).fill(7));
    files.write("physics", new Uint8Array(100).fill(8));
    const bytes = readFileSync(join(shm, "acpmf_physics"));
    expect(bytes.length).toBe(2048);
    expect([bytes[99], bytes[100], bytes[591], bytes[592]]).toEqual([8, 7, 7, 0]);
    expect(written).toEqual({datagrams: 2, bytes: 692});
    files.close();
    expect(readdirSync(shm)).toEqual([]);
  });

  it("that existed before are kept: a bridge has them open", async () => {
    mkdirSync(shm);
    writeFileSync(join(shm, "acpmf_physics"), new Uint8Array(2048));
    const files = await PageFiles.open(shm);
    files.write("physics", new Uint8Array(10).fill(3));
    files.close();
    expect(readdirSync(shm)).toEqual(["acpmf_physics"]);
    expect(readFileSync(join(shm, "acpmf_physics"))[9]).toBe(3);
  });

  it("that a game writes are not touched", async () => {
    const game = await PageFiles.open(shm);
    let id = 0;
    const writing = setInterval(() => game.write("physics", Uint8Array.of(++id, 0, 0, 0)), 10);
    await expect(PageFiles.open(shm)).rejects.toThrow(`a game already writes its pages there: ${shm}`);
    clearInterval(writing);
    // left behind by one that was killed, they are taken over
    const next = await PageFiles.open(shm);
    next.close();
    expect(existsSync(join(shm, "acpmf_physics"))).toBe(true);
    game.close();
  });

  it("need a folder that can be created", async () => {
    writeFileSync(shm, "");
    await expect(PageFiles.open(shm)).rejects.toThrow(/^cannot write pages: /);
  });
});
