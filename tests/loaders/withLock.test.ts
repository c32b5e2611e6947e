import {mkdir, readFile, utimes, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {afterEach, beforeEach, expect, it} from "vitest";
import {withLock} from "../../loaders/withLock.js";
import {temporaryFolder} from "../support/server.js";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

it("lets one at a time change a file that all read first", async () => {
  const path = join(folder.path, "count");
  await writeFile(path, "0");
  const more = () =>
    withLock(folder.path, async () => {
      const count = Number(await readFile(path, "utf8"));
      await sleep(1);
      await writeFile(path, String(count + 1));
    });
  await Promise.all(Array.from({length: 12}, more));
  expect(await readFile(path, "utf8")).toBe("12");
});

it("is given back after a failure, and taken from a process that was killed", async () => {
  await expect(withLock(folder.path, () => Promise.reject(new Error("full")))).rejects.toThrow("full");
  expect(await withLock(folder.path, async () => 1)).toBe(1);
  const lock = join(folder.path, ".lock");
  await mkdir(lock);
  const long = new Date(Date.now() - 60_000);
  await utimes(lock, long, long);
  expect(await withLock(folder.path, async () => 2)).toBe(2);
});

it("leaves it to the work to say why nothing can be written", async () => {
  const file = join(folder.path, "file");
  await writeFile(file, "");
  await expect(withLock(join(file, "below"), () => Promise.reject(new Error("no folder")))).rejects.toThrow(
    "no folder",
  );
});
