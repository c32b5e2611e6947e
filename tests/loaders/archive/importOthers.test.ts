import {mkdtemp, readdir, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {importLogFile, reprocessLogFile} from "../../../loaders/archive/importLogFile.js";
import {readSession} from "../../../loaders/archive/library.js";
import {readHead} from "../../../loaders/archive/logFile.js";
import {LOG_FILE_READERS, readerOf} from "../../../src/core/files/readers.js";
import {sharedData} from "../../support/sharedData.js";

let recordings: string;
beforeEach(async () => {
  recordings = await mkdtemp(join(tmpdir(), "lapbook-others-"));
});
afterEach(() => rm(recordings, {recursive: true, force: true}));

/** Imports a real recording as the kernel does and remakes it from what was archived. */
async function importTwice(path: string) {
  const file = sharedData(path)!;
  const reader = readerOf(await readHead(file, 65_536), file)!;
  const made = (await importLogFile(file, {recordings, reader})).sessions[0];
  const {id} = made.session;
  const again = LOG_FILE_READERS.find(({format}) => format === made.session.source.format)!;
  const remade = await reprocessLogFile(recordings, await readSession(recordings, id), again);
  return {made, remade, files: await readdir(join(recordings, id))};
}

describe.skipIf(!sharedData())("a file of another tool in the archive", () => {
  it.each([
    ["f1-laps/f1-25_sessions/race-spa-2026-01-26-22-14-52.json.gz", 132],
    ["other-sims/gt7/broad_bean_time_trial_4laps.json.gz", 4],
    ["other-sims/iracing/spielberg_w13_6s.ibt.gz", 1],
    ["real-f1/2026_bahrain_test/practice_3/HAM/laptimes.json", 130],
    ["real-f1/2026_bahrain_test/practice_3/RUS/4_tel.json.gz", 1],
  ])("%s is rebuilt identically from its capture", async (path, laps) => {
    const {made, remade, files} = await importTwice(path);
    expect(made.laps).toHaveLength(laps);
    expect(remade.laps).toEqual(made.laps);
    expect(remade.session).toEqual(made.session);
    if (path.includes("laptimes")) {
      expect(made.laps.filter(({samples}) => samples > 0).map(({lap}) => lap)).toEqual([8, 12]);
      expect(files.filter((file) => file.includes("_tel")).length).toBe(2);
    }
  });
});
