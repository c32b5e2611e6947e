import {cp, readdir, readFile, rm} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {describe, expect, it} from "vitest";
import {readSession} from "../loaders/archive/library.js";
import {reprocess} from "../loaders/archive/reprocess.js";
import {readLaps} from "../src/core/archive/laps.js";
import {temporaryFolder} from "./support/server.js";

const recordings = fileURLToPath(new URL("../recordings/", import.meta.url));
const expected = (await readdir(recordings)).filter((name) => name.endsWith(".expected.json"));

describe("the sessions that come with Lapbook", () => {
  it("are two", () => {
    expect(expected).toHaveLength(2);
  });

  it.each(expected)("%s: laps and sectors are those the simulator drove", async (name) => {
    const id = name.replace(".expected.json", "");
    const truth = JSON.parse(await readFile(join(recordings, name), "utf8"));
    const laps = readLaps(await readFile(join(recordings, id, "laps.arrows")));
    const found = laps
      .filter((lap) => lap.lapTimeMs !== null)
      .map(({lap, lapTimeMs, sector1Ms, sector2Ms, sector3Ms, valid}) => ({
        lap,
        lapTimeMs,
        sectorTimesMs: [sector1Ms, sector2Ms, sector3Ms],
        valid,
      }));
    expect(found).toEqual(truth.laps);
    expect((await readSession(recordings, id)).source.simulated).toBe(true);
  });

  it.each(expected)("%s: today's code rebuilds the same files from the capture", async (name) => {
    const id = name.replace(".expected.json", "");
    const {path, remove} = await temporaryFolder();
    try {
      await cp(join(recordings, id), join(path, id), {recursive: true});
      await rm(join(path, id, "samples"), {recursive: true});
      await reprocess(path, id);
      for (const entry of await readdir(join(recordings, id), {recursive: true, withFileTypes: true})) {
        if (!entry.isFile()) continue;
        const file = join(entry.parentPath, entry.name).slice(recordings.length);
        const same = (await readFile(join(path, file))).equals(await readFile(join(recordings, file)));
        expect(same, file).toBe(true);
      }
    } finally {
      await remove();
    }
  });
});
