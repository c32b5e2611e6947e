import {mkdir, mkdtemp, rm, symlink, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {importTargets} from "../../../loaders/archive/importTargets.js";
import {MOST_FOLDER_DEPTH} from "../../../src/core/files/folderLimits.js";
import {f1Stream, pcapOf} from "../../support/f1Stream.js";
import {logSamples} from "../../support/logSamples.js";
import {runCommand} from "../../support/runCommand.js";

let top: string;
beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), "lapbook-folder-"));
  const put = async (path: string, bytes: string | Uint8Array) => {
    await mkdir(join(top, "day", path, ".."), {recursive: true});
    await writeFile(join(top, "day", path), bytes);
  };
  const ld = logSamples().find(({format}) => format === "motec-ld")!;
  await put("morning/run.ld", ld.bytes);
  await put("morning/run.ldx", ld.companions![0].bytes);
  await put(
    "morning/broken.ibt",
    logSamples()
      .find(({format}) => format === "iracing-ibt")!
      .bytes.slice(0, 400),
  );
  await put("morning/.hidden.csv", "a,b\n1,2\n");
  await put(".trash/run.ld", ld.bytes);
  await put("evening/photo.jpg", new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]));
  await put("evening/lap.pcap", pcapOf(f1Stream({seconds: 2})));
  await symlink(join(top, "day"), join(top, "day", "evening", "again"));
});
afterAll(() => rm(top, {recursive: true, force: true}));

const names = (paths: {path: string}[]) => paths.map(({path}) => path.slice(top.length + 1));

describe("lapbook import FOLDER", () => {
  it("importTargets(paths) lists the files of a folder without hidden ones, links to folders and companions", async () => {
    const {targets, problems} = await importTargets([join(top, "day")]);
    expect(problems).toEqual([]);
    expect(names(targets)).toEqual([
      "day/evening/lap.pcap",
      "day/evening/photo.jpg",
      "day/morning/broken.ibt",
      "day/morning/run.ld",
    ]);
    expect(targets.every(({found}) => found)).toBe(true);
  });

  it("imports what it can, and has one line for each file that failed or is of unknown type", async () => {
    const args = ["import", join(top, "day"), "--json", "--recordings", join(top, "archive")];
    const {code, stdout, stderr} = await runCommand(...args);
    expect(code).toBe(1);
    const {sessions, failed, skipped} = JSON.parse(stdout);
    expect(sessions.map((s: {source: {file: string}}) => s.source.file)).toEqual(["lap.pcap", "run.ld"]);
    expect(sessions[1].laps.filter((lap: {complete: boolean}) => lap.complete)).toHaveLength(3);
    expect(failed.map(({file}: {file: string}) => file.slice(top.length + 1))).toEqual(["day/morning/broken.ibt"]);
    expect(skipped.map(({file}: {file: string}) => file.slice(top.length + 1))).toEqual(["day/evening/photo.jpg"]);
    const lines = stderr.trim().split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/photo\.jpg: unknown file type: it begins with ff d8 ff e0 01 02 03$/);
    expect(lines[1]).toMatch(/^not imported: 1 file that is no log; Lapbook imports captures/);
    expect(lines[2]).toMatch(/broken\.ibt: /);
  });

  it("exits 0 where the only other files are of unknown type, 1 where nothing was imported", async () => {
    const evening = await runCommand("import", join(top, "day", "evening"), "--recordings", join(top, "archive2"));
    expect(evening.code).toBe(0);
    await mkdir(join(top, "photos"));
    await writeFile(join(top, "photos", "a.jpg"), new Uint8Array([0xff, 0xd8, 0xff, 0xe0]));
    expect((await runCommand("import", join(top, "photos"), "--recordings", join(top, "archive3"))).code).toBe(1);
  });

  it("names a folder that is empty or too deep, and imports the other paths", async () => {
    await mkdir(join(top, "empty"));
    await mkdir(join(top, "deep", ...Array(MOST_FOLDER_DEPTH + 1).fill("d")), {recursive: true});
    const args = ["empty", "deep", "day/morning/run.ld"].map((path) => join(top, path));
    const {code, stderr, stdout} = await runCommand("import", ...args, "--json", "--recordings", join(top, "archive4"));
    expect(code).toBe(1);
    expect(stderr).toMatch(/empty: no files in this folder\n.*deep: more than 12 folders deep/);
    expect(JSON.parse(stdout).sessions).toHaveLength(1);
  });
});
