import {mkdir, readdir, readFile} from "node:fs/promises";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {writeWhole} from "../../../loaders/archive/writeWhole.js";
import {temporaryFolder} from "../../support/server.js";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => void (folder = await temporaryFolder()));
afterAll(() => folder.remove());

describe("writeWhole", () => {
  it("keeps one of the contents whole when many write at once", async () => {
    const path = join(folder.path, "many", "file.json");
    for (let round = 0; round < 20; round++) {
      const contents = Array.from({length: 8}, (_, i) => String(i).repeat(1 + 20_000 * (i % 3)));
      await Promise.all(contents.map((content) => writeWhole(path, content)));
      expect(contents).toContain(await readFile(path, "utf8"));
    }
    expect(await readdir(join(folder.path, "many"))).toEqual(["file.json"]);
  });

  it("leaves nothing behind when it fails", async () => {
    const parent = join(folder.path, "taken");
    await mkdir(join(parent, "file.json", "inside"), {recursive: true});
    await expect(writeWhole(join(parent, "file.json"), "text")).rejects.toThrow();
    expect(await readdir(parent)).toEqual(["file.json"]);
  });
});
