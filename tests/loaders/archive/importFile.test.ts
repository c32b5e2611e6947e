import {mkdtemp, readdir, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, expect, it} from "vitest";
import {importFile} from "../../../loaders/archive/importFile.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lapbook-import-"));
});
afterEach(() => rm(folder, {recursive: true, force: true}));

it.each([
  [
    "a file of nobody's, by how it begins",
    "notes.json",
    '{"meeting": 1}\n',
    /^notes\.json: .*begins with "\{\\"meeting/,
  ],
  ["bytes, as numbers", "x.bin", "\x07\x00\xff\x01", /^x\.bin: .*begins with 07 00 .*Lapbook imports captures/],
  ["a header without rows", "head.csv", "Time,Speed\n", /^head\.csv: .*begins with "Time,Speed"/],
  [
    "laps without their log",
    "run.ldx",
    "<?xml?><LDXFile/>",
    /^run\.ldx: .*import the \.ld file with this file next to it/,
  ],
  ["nothing at all", "empty.csv", "", /^empty\.csv: the file is empty; copy it again$/],
])("refuses %s", async (_, name, content, message) => {
  const path = join(folder, name);
  await writeFile(path, Buffer.from(content, "latin1"));
  const recordings = join(folder, "archive");
  await expect(importFile(path, {recordings})).rejects.toThrow(message);
  expect(await readdir(recordings).catch(() => [])).toEqual([]);
});
